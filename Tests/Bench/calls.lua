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

-- Every event moves another order on: first all orders of this thread one step, then all the next. Each run of wrk has orders of
-- its own.
local steps, orders = { "invoiced", "packed", "shipped", "out_for_delivery", "delivered" }, 10000
local run = tonumber(os.getenv("BENCH_RUN"))

local function event(sent)
    local order = string.format("KFY-%d", (2 * run + number) * 100000000 + sent % orders)
    return post("/api/v1/webhooks/order-status", string.format(
        '{"eventId":"bench-%d-%d-%d","eventTime":"%s","orderId":"%s","items":[{"orderItemId":"%s-1","status":"%s"}]}',
        run, number, sent, os.getenv("BENCH_TIME"), order, order, steps[math.floor(sent / orders) % #steps + 1]))
end

local function form(path, cookie, fields)
    return wrk.format("POST", path, { Cookie = cookie, ["Content-Type"] = "application/x-www-form-urlencoded" }, fields)
end

-- Shoppers put one thing each into their carts: a page gives a browser its token, and the form takes it. Those whose carts are full
-- are written down for the checkouts.
local function fill_carts()
    local product, file = os.getenv("BENCH_PRODUCT"), io.open(os.getenv("BENCH_CARTS"), "a")
    local come = {}
    request = function()
        local shopper = table.remove(come)
        if not shopper then return wrk.format("GET", "/product/" .. product) end
        file:write(shopper.cookie, " ", shopper.csrf, "\n")
        file:flush()
        return form("/product/" .. product .. "/cart-lines", shopper.cookie, string.format(
            "csrf=%s&quantity=1&option-%s=%s", shopper.csrf, os.getenv("BENCH_OPTION"), os.getenv("BENCH_VALUE")))
    end
    response = function(status, headers, body)
        local cookie = headers["Set-Cookie"]
        local csrf = body:match('name="csrf" value="([^"]+)"')
        if cookie and csrf then table.insert(come, { cookie = cookie:match("^[^;]+"), csrf = csrf }) end
    end
end

-- Each cart is bought once. The last ones of the file may not have been full when wrk ended.
local function check_out()
    local carts, place = {}, 0
    for line in io.lines(os.getenv("BENCH_CARTS")) do carts[#carts + 1] = line end
    request = function()
        local line = carts[place * 2 + number]
        place = place + 1
        if not line or place * 2 > #carts - 64 then return wrk.format("GET", "/no-cart-is-left") end
        local cookie, csrf = line:match("^(%S+) (%S+)$")
        return form("/checkout", cookie, string.format(
            "csrf=%s&total=%s&name=Asha+Rao&email=asha%%40example.com&phone=9845012345&line1=12+Residency+Road&city=Bengaluru&state=Karnataka&pincode=560001&payment=COD",
            csrf, os.getenv("BENCH_TOTAL")))
    end
end

-- What a day has, more of what is looked at than of what is written; BENCH_DELAY ms between two calls of a client.
local function mix()
    local pause = tonumber(os.getenv("BENCH_DELAY"))
    local oms = { Authorization = os.getenv("BENCH_AUTHORIZATION"), ["Content-Type"] = "application/json" }
    local staff = { Cookie = os.getenv("BENCH_COOKIE") }
    request = function()
        local dice = math.random(100)
        if dice <= 45 then return wrk.format("GET", "/product/" .. math.random(4)) end
        if dice <= 65 then return wrk.format("GET", "/") end
        if dice <= 75 then return wrk.format("GET", "/admin/orders", staff) end
        if dice <= 80 then return wrk.format("GET", "/admin", staff) end
        return wrk.format("POST", "/api/v1/inventory", oms, string.format(
            '{"items":[{"sku":"POLO-NVY-S","quantity":%d}]}', math.random(1000)))
    end
    if pause > 0 then delay = function() return math.floor(pause * (0.5 + math.random())) end end
end

function init(arguments)
    local call, sent, batches = arguments[1], -1, {}
    if call == "mixed" then math.randomseed(number) return mix() end
    wrk.headers["Cookie"] = call == "person" and os.getenv("BENCH_COOKIE") or nil
    if call == "carts" then return fill_carts() end
    if call == "checkout" then return check_out() end
    if call ~= "one" and call ~= "batch" and call ~= "event" then return end
    wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
    wrk.headers["Content-Type"] = "application/json"
    math.randomseed(number)
    if call == "batch" then for i = 1, 20 do batches[i] = batch() end end
    request = function()
        sent = sent + 1
        if call == "one" then return post(os.getenv("BENCH_PATH") or "/api/v1/inventory", '{"items":[' .. item() .. "]}") end
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
