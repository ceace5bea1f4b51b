import Domain
import TestDatabase
import Testing

@testable import Kartify

struct MetricsTests {
    @Test func `answers are counted by area and status, and timed`() throws {
        let shop = try TestShop()
        for path in ["/nothing", "/nothing", "/admin/login", "/api/v1/inventory"] { _ = shop.send("GET", path) }
        let text = shop.send("GET", "/metrics").text
        #expect(text.contains(#"kartify_http_requests_total{area="shop",status="404"} 2"#))
        #expect(text.contains(#"kartify_http_requests_total{area="admin",status="200"} 1"#))
        #expect(text.contains(#"kartify_http_requests_total{area="api",status="401"} 1"#))
        #expect(text.contains(#"kartify_http_request_duration_seconds_bucket{area="shop",le="+Inf"} 2"#))
        #expect(text.contains(#"kartify_http_request_duration_seconds_count{area="shop"} 2"#))
        #expect(text.contains("kartify_workers_busy 1\n"))
    }

    @Test func `orders that are not pushed are counted by state, and their age is told`() throws {
        let shop = try TestShop()
        _ = try shop.visitor().order()
        shop.clock.advance(.hours(7))
        _ = try shop.visitor().order()
        let text = shop.send("GET", "/metrics").text
        #expect(text.contains(#"kartify_orders{website="KFY",state="waiting"} 2"#))
        #expect(text.contains(#"kartify_orders{website="SEC",state="waiting"} 0"#))
        #expect(text.contains(#"kartify_orders_stuck{website="KFY"} 1"#))
        #expect(text.contains(#"kartify_oldest_waiting_order_age_seconds{website="KFY"} 25200"#))
        #expect(!text.contains(#"kartify_oldest_waiting_order_age_seconds{website="SEC"}"#))
    }

    @Test func `calls are counted in both directions, by kind and outcome`() throws {
        let shop = try TestShop()
        _ = try shop.visitor().order()
        _ = try shop.push()
        _ = shop.arvind.inventory(#"{"sku":"POLO-M","quantity":4}"#)
        _ = shop.arvind.inventory("{")
        let text = shop.send("GET", "/metrics").text
        #expect(text.contains(#"kartify_calls_total{kind="order",outcome="accepted"} 1"#))
        #expect(text.contains(#"kartify_calls_total{kind="serviceability",outcome="accepted"} 1"#))
        #expect(text.contains(#"kartify_calls_total{kind="inventory",outcome="accepted"} 1"#))
        #expect(text.contains(#"kartify_calls_total{kind="inventory",outcome="refused"} 1"#))
        #expect(text.contains(#"kartify_call_duration_seconds_count{kind="inventory"} 2"#))
    }

    @Test func `the writer, the store, the jobs and the process are told`() throws {
        let shop = try TestShop()
        _ = try shop.world.runNow(.housekeeping, by: "terminal")
        let text = shop.send("GET", "/metrics").text
        let time = Double(shop.now.milliseconds) / 1000
        #expect(text.contains(#"kartify_job_last_success_timestamp_seconds{job="housekeeping"} \#(Int(time))"#))
        for name in [
            "kartify_build_info{version=\"\(version)\"} 1", "kartify_writer_batch_jobs_count",
            "kartify_writer_commit_seconds_sum",
            "kartify_writer_queue_jobs 0", "kartify_database_bytes", "kartify_database_log_bytes",
            "process_cpu_seconds_total",
            "process_start_time_seconds", "process_resident_memory_bytes", "process_open_fds", "process_max_fds",
        ] {
            #expect(text.contains("\n\(name)") || text.contains("\(name) "), "\(name)")
        }
    }

    @Test func `a job that fails keeps the time of its last success`() throws {
        let shop = try TestShop()
        _ = try shop.world.runNow(.pruneLogs, by: "terminal")
        let before = shop.now
        shop.clock.advance(.hours(2))
        try shop.database.refuse("DELETE ON exchange", saying: "tired")
        _ = shop.arvind.inventory("{")
        try shop.change("UPDATE exchange SET at = 0")
        #expect(throws: (any Error).self) { try shop.world.runNow(.pruneLogs, by: "terminal") }
        let job = try #require(try shop.database.read { try $0.jobs() }.first { $0.name == "prune-logs" })
        #expect(job.lastSuccessAt == before && job.lastResult == "Failed; see the log.")
    }
}

struct PrometheusTextTests {
    @Test func `buckets count all below their bound, and labels are escaped`() {
        var histogram = Histogram([1, 10])
        for value in [1, 5, 10, 11] { histogram.add(value) }
        var text = PrometheusText()
        text.add("a_seconds", "Time.", [(["name": "a\"b\\c\nd"], histogram)], scale: 10)
        #expect(
            text.text == #"""
                # HELP a_seconds Time.
                # TYPE a_seconds histogram
                a_seconds_bucket{name="a\"b\\c\nd",le="0.1"} 1
                a_seconds_bucket{name="a\"b\\c\nd",le="1.0"} 3
                a_seconds_bucket{name="a\"b\\c\nd",le="+Inf"} 4
                a_seconds_sum{name="a\"b\\c\nd"} 2.7
                a_seconds_count{name="a\"b\\c\nd"} 4

                """#)
    }

    @Test func `a metric without a sample is left out`() {
        var text = PrometheusText()
        text.add("a", .gauge, "Nothing.", nil)
        #expect(text.text.isEmpty)
    }
}
