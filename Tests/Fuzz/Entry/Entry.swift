import FoundationEssentials
import FuzzTargets

/// What libFuzzer calls. KARTIFY_FUZZ names the target.
private let target: FuzzTarget = {
    guard let target = ProcessInfo.processInfo.environment["KARTIFY_FUZZ"].flatMap(FuzzTarget.init) else {
        preconditionFailure(
            "Set KARTIFY_FUZZ to one of \(FuzzTarget.allCases.map(\.rawValue).joined(separator: ", ")).")
    }
    return target
}()

@_cdecl("LLVMFuzzerTestOneInput") public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    target.take(Array(UnsafeBufferPointer(start: start, count: count)))
    return 0
}
