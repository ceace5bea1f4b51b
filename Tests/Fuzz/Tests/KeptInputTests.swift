import FoundationEssentials
import FuzzTargets
import Testing

/// Inputs that once broke something, and those that fuzzing begins with.
struct KeptInputTests {
    private static let folder = String(#filePath.dropLast("/Tests/KeptInputTests.swift".count)) + "/Kept"

    @Test(arguments: FuzzTarget.allCases) func `every kept input is taken`(_ target: FuzzTarget) throws {
        let folder = "\(Self.folder)/\(target.rawValue)"
        let names = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(!names.isEmpty, "fuzzing of \(target.rawValue) begins with nothing")
        for name in names.sorted() {
            target.take(Array(try Data(contentsOf: URL(filePath: "\(folder)/\(name)"))))
        }
    }
}
