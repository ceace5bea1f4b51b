-- What wrk sends, by the name behind `--`, and one line about how it went. Each thread of wrk runs this file for itself.

local threads = 0

-- The one function that the threads do not run: it gives each its number.
function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

local function post(path, body)
    return wrk.format("POST", path, nil, body)
end

local function item()
    return string.format('{"sku":"BENCH-%d","quantity":%d}', math.random(500), math.random(1000))
end

local function batch()
    local items = {}
    for sku = 1, 500 do items[sku] = string.format('{"sku":"BENCH-%d","quantity":%d}', sku, math.random(1000)) end
    return post("/api/v1/inventory", '{"items":[' .. table.concat(items, ",") .. "]}")
end

-- Every event moves another order on: first all orders of this thread one step, then all the next.
local steps, orders = { "invoiced", "packed", "shipped", "out_for_delivery", "delivered" }, 10000

local function event(sent)
    local order = string.format("KFY-%d", number * 1000000 + sent % orders)
    return post("/api/v1/webhooks/order-status", string.format(
        '{"eventId":"bench-%d-%d","eventTime":"%s","orderId":"%s","items":[{"orderItemId":"%s-1","status":"%s"}]}',
        number, sent, os.getenv("BENCH_TIME"), order, order, steps[math.floor(sent / orders) % #steps + 1]))
end

function init(arguments)
    local call, sent, batches = arguments[1], -1, {}
    wrk.headers["Cookie"] = call == "staff" and os.getenv("BENCH_COOKIE") or nil
    if call ~= "one" and call ~= "batch" and call ~= "event" then return end
    wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
    wrk.headers["Content-Type"] = "application/json"
    math.randomseed(number)
    if call == "batch" then for i = 1, 20 do batches[i] = batch() end end
    request = function()
        sent = sent + 1
        if call == "one" then return post("/api/v1/inventory", '{"items":[' .. item() .. "]}") end
        if call == "batch" then return batches[sent % #batches + 1] end
        return event(sent)
    end
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format("MEASURED %d %.1f %.3f %.3f %d\n", summary.requests, summary.requests / summary.duration * 1e6,
        latency:percentile(50) / 1000, latency:percentile(99) / 1000,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
