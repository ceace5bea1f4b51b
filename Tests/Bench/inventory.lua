-- Updates of 500 SKUs, as many batches as the catalogue has but 600 at most. BENCH_ORDER says which SKUs stand together in one:
-- "feed", the next 500 in the catalogue's order; "styles", any 100 products with their five; or "random", any of them. Every other time a batch is sent its numbers differ,
-- or it would change nothing.

local skus, order = tonumber(os.getenv("BENCH_SKUS")), os.getenv("BENCH_ORDER")
local batches, sent = {}, -1

-- The place of the next SKU, which is the first of so many that stand together.
local function any(seen, together)
    local place
    repeat place = math.random(skus / together) until not seen[place]
    seen[place] = true
    return (place - 1) * together + 1
end

local function batch(first, base)
    local items, seen, sku = {}, {}, first
    for place = 0, 499 do
        sku = sku + 1
        if order == "random" then sku = any(seen, 1) end
        if order == "styles" and place % 5 == 0 then sku = any(seen, 5) end
        items[place + 1] = string.format('{"sku":"BENCH-%d","quantity":%d}', sku, base + math.random(400))
    end
    return '{"items":[' .. table.concat(items, ",") .. "]}"
end

function init()
    wrk.headers["Authorization"] = os.getenv("BENCH_AUTHORIZATION")
    wrk.headers["Content-Type"] = "application/json"
    local count = math.min(skus / 500, 600)
    for base = 0, 500, 500 do
        math.randomseed(7)
        for number = 0, count - 1 do
            batches[#batches + 1] = wrk.format("POST", "/api/v1/inventory", nil, batch(number * 500, base))
        end
    end
end

function request()
    sent = sent + 1
    return batches[sent % #batches + 1]
end

function done(summary)
    local errors = summary.errors
    io.write(string.format("MEASURED %.1f %d\n", summary.requests / summary.duration * 1e6,
        errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
