import FoundationEssentials
import Glibc

/// What this process takes of the machine, as the kernel says.
struct ProcessFigures {
    let cpuSeconds: Double
    let startedAt: Double
    let residentBytes: Int
    let virtualBytes: Int
    let openFiles: Int
    let mostFiles: Int

    /// nil where the kernel has no `/proc`.
    init?() {
        guard let data = FileManager.default.contents(atPath: "/proc/self/stat"),
            let boot = FileManager.default.contents(atPath: "/proc/stat"),
            let files = try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd")
        else { return nil }
        // The program's name stands in brackets and may hold anything; the numbers follow it.
        let stat = String(decoding: data, as: UTF8.self)
        let numbers = stat.split(separator: ")").last?.split(separator: " ").map { Double($0) ?? 0 } ?? []
        let bootTime = String(decoding: boot, as: UTF8.self).split(separator: "\n")
            .first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) }
        guard numbers.count > 21, let bootTime else { return nil }
        let ticks = Double(sysconf(Int32(_SC_CLK_TCK)))
        cpuSeconds = (numbers[11] + numbers[12]) / ticks
        startedAt = bootTime + numbers[19] / ticks
        virtualBytes = Int(numbers[20])
        residentBytes = Int(numbers[21]) * sysconf(Int32(_SC_PAGESIZE))
        openFiles = files.count
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        mostFiles = Int(clamping: limit.rlim_cur)
    }
}
