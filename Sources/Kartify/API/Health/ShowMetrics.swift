import Domain
import OMS
import Storage
import Web

/// GET /metrics — Prometheus text; nginx lets only this machine read it.
@Sendable func showMetrics(_ request: Request, to caller: Void, in world: World) throws -> Response {
    var text = PrometheusText()
    text.add("kartify_build_info", .gauge, "The running program.", [(["version": version], 1)])
    text.add(world.metrics.total)
    text.add(world.database.writerFigures)
    let size = world.database.size
    text.add("kartify_database_bytes", .gauge, "Size of the database.", Double(size.data))
    text.add(
        "kartify_database_log_bytes", .gauge, "Writes that are not merged into the database yet.", Double(size.log))
    let (websites, jobs) = try world.database.read { (try $0.websiteFigures(now: request.now), try $0.jobs()) }
    text.add(websites, now: request.now)
    let modules = try world.database.read { store in
        try websites.map { ($0.website, try store.module(of: $0.website.id)?.settings) }
    }
    text.add(
        "kartify_calls_paused", .gauge, "Whether calls to \(OMSKind.titles) are paused because the last ones failed.",
        modules.map { website, settings in
            let isPaused = settings.flatMap { world.oms.pausedUntil($0, now: request.now) } != nil
            return (["website": website.orderPrefix], isPaused ? 1 : 0)
        })
    text.add(
        "kartify_job_last_success_timestamp_seconds", .gauge, "When a run of the job last ended well.",
        jobs.map { (["job": $0.name], $0.lastSuccessAt.map { Double($0.milliseconds) / 1000 }) })
    if let process = ProcessFigures() { text.add(process) }
    return Response(type: "text/plain; version=0.0.4; charset=utf-8", body: Array(text.text.utf8))
}

extension PrometheusText {
    fileprivate mutating func add(_ counts: Metrics.Counts) {
        add(
            "kartify_http_requests_total", .counter, "Requests answered.",
            counts.answers.sorted { ($0.key.area.rawValue, $0.key.status) < ($1.key.area.rawValue, $1.key.status) }
                .map { (["area": $0.key.area.rawValue, "status": "\($0.key.status)"], Double($0.value)) })
        add(
            "kartify_http_request_duration_seconds", "Time from a request to its answer.",
            counts.durations.sorted { $0.key.rawValue < $1.key.rawValue }.map { (["area": $0.key.rawValue], $0.value) },
            scale: 1e6)
        add(
            "kartify_workers_busy", .gauge, "Requests that are being answered, this one included.",
            Double(counts.begun - counts.ended))
        add(
            "kartify_calls_total", .counter, "Calls to and from \(OMSKind.titles) and the payment gateway.",
            counts.calls.sorted {
                ($0.key.kind.rawValue, $0.key.outcome.rawValue) < ($1.key.kind.rawValue, $1.key.outcome.rawValue)
            }
            .map { (["kind": $0.key.kind.rawValue, "outcome": $0.key.outcome.rawValue], Double($0.value)) })
        add(
            "kartify_call_duration_seconds", "Time from a call to its answer.",
            counts.callDurations.sorted { $0.key.rawValue < $1.key.rawValue }
                .map { (["kind": $0.key.rawValue], $0.value) }, scale: 1e6)
        add(
            "kartify_payments_refused_total", .counter, "News of payments whose signature was wrong.",
            Double(counts.refusedPayments))
    }

    fileprivate mutating func add(_ writer: WriterFigures) {
        add("kartify_writer_queue_jobs", .gauge, "Writes that wait for the writer.", Double(writer.waiting))
        add("kartify_writer_batch_jobs", "Writes in a commit.", [([:], writer.batches)], scale: 1)
        add("kartify_writer_commit_seconds", "Time of a commit with its writes.", [([:], writer.commits)], scale: 1e6)
    }

    fileprivate mutating func add(_ websites: [WebsiteFigures], now: Instant) {
        func each(_ value: (WebsiteFigures) -> Double?) -> [(labels: Labels, value: Double?)] {
            websites.map { (["website": $0.website.orderPrefix], value($0)) }
        }
        func age(_ time: Instant?) -> Double? { time.map { Double(max(0, (now - $0).milliseconds)) / 1000 } }
        add(
            "kartify_orders", .gauge, "Orders that are not pushed to \(OMSKind.titles), by state.",
            websites.flatMap { figures in
                [PushState.unpaid, .waiting, .refused].map { state in
                    (
                        ["website": figures.website.orderPrefix, "state": state.rawValue],
                        Double(figures.unpushed[state] ?? 0)
                    )
                }
            })
        add(
            "kartify_orders_stuck", .gauge, "Orders that will not be pushed without help.",
            each { Double($0.backlog.stuck) })
        add(
            "kartify_oldest_waiting_order_age_seconds", .gauge, "Age of the oldest order that waits to be pushed.",
            each { age($0.backlog.oldestPlacedAt) })
        add(
            "kartify_webhook_events_unapplied", .gauge, "Events in the inbox that are not applied.",
            each { Double($0.unappliedEvents) })
        add(
            "kartify_orders_taken_unchecked", .gauge,
            "Orders of the last day taken although \(OMSKind.titles) could not be asked.",
            each { Double($0.uncheckedOrders) })
        add(
            "kartify_messages_waiting", .gauge, "Messages to customers that are to be sent.",
            each { Double($0.waitingMessages) })
        add(
            "kartify_messages_failed", .gauge, "Messages of the last days that could not be sent.",
            each { Double($0.failedMessages) })
        add(
            "kartify_inventory_age_seconds", .gauge, "Time since \(OMSKind.titles) last counted a SKU.",
            each { age($0.lastCountAt) })
    }

    fileprivate mutating func add(_ process: ProcessFigures) {
        add("process_cpu_seconds_total", .counter, "Processor time.", process.cpuSeconds)
        add("process_start_time_seconds", .gauge, "When the process started, in Unix time.", process.startedAt)
        add("process_resident_memory_bytes", .gauge, "Resident memory.", Double(process.residentBytes))
        add("process_virtual_memory_bytes", .gauge, "Virtual memory.", Double(process.virtualBytes))
        add("process_open_fds", .gauge, "Open file descriptors.", Double(process.openFiles))
        add("process_max_fds", .gauge, "The most file descriptors it may open.", Double(process.mostFiles))
    }
}
