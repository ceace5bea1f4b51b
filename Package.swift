// swift-tools-version: 6.2
import PackageDescription

/// Every module is compiled the same way: Swift 6 language mode, and a warning stops the build.
let strict: [SwiftSetting] = [.treatAllWarnings(as: .error)]

/// A module and its imports, ours and C's. README.md draws them.
func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(name: name, dependencies: dependencies, swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: exclude, swiftSettings: strict)
}

let package = Package(
    name: "kartify",
    products: [
        .executable(name: "kartify", targets: ["Server"]),
        .executable(name: "arvind-sandbox", targets: ["ArvindSandbox"]),
    ],
    targets: [
        .systemLibrary(name: "CFastCGI"),
        .systemLibrary(name: "CSQLite"),
        .systemLibrary(name: "CPostgres"),
        .systemLibrary(name: "CCurl"),
        .systemLibrary(name: "CSodium"),
        .systemLibrary(name: "COath"),
        .systemLibrary(name: "CQREncode"),
        .systemLibrary(name: "CXlsxWriter"),
        .systemLibrary(name: "CZip"),
        .systemLibrary(name: "CExpat"),
        .systemLibrary(name: "CSystemd"),
        .systemLibrary(name: "CGD"),
        .target(name: "CTemplate", linkerSettings: [.linkedLibrary("ctemplate")]),
        .target(name: "CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),

        module("Domain"),
        module("Crypto", ["CSodium", "COath", "CQREncode"]),
        module("JSON", ["CSimdjson"]),
        module("Spreadsheet", ["CXlsxWriter", "CZip", "CExpat"]),
        module("Storage", ["Domain", "CSQLite", "CPostgres"]),
        module("Web", ["Domain", "Crypto", "CTemplate"]),
        module("FastCGI", ["Domain", "Crypto", "Web", "CFastCGI"]),
        module("Outbound", ["Domain", "Crypto", "CCurl"]),
        module("Systemd", ["CSystemd"]),
        module("Pictures", ["Domain", "CGD"]),
        module("OMS", ["Domain", "Crypto", "JSON", "Outbound"]),
        module(
            "Kartify",
            [
                "Domain", "Crypto", "JSON", "Storage", "Web", "FastCGI", "OMS", "Outbound", "Spreadsheet", "Systemd",
                "Pictures",
            ]),
        program("Server", ["Kartify"]),
        program("ArvindSandbox", ["Domain", "Crypto", "JSON", "Storage", "Web", "FastCGI", "Outbound"]),

        .target(name: "TestSupport", dependencies: ["Domain"], path: "Tests/TestSupport", swiftSettings: strict),
        .target(
            name: "TestDatabase", dependencies: ["Storage", "TestSupport"], path: "Tests/TestDatabase",
            exclude: ["cluster"],
            swiftSettings: strict),
        tests("DomainTests", ["Domain", "TestSupport"]),
        tests("CryptoTests", ["Crypto"]),
        tests("JSONTests", ["JSON"]),
        tests("PicturesTests", ["Pictures", "Domain", "TestSupport"]),
        tests("SpreadsheetTests", ["Spreadsheet", "TestSupport"], exclude: ["Programs"]),
        tests("StorageTests", ["Storage", "Domain", "TestSupport", "TestDatabase"], exclude: ["schema.sql"]),
        tests("WebTests", ["Web", "Domain", "Crypto", "TestSupport"]),
        tests("OMSTests", ["OMS", "Outbound", "Domain", "TestSupport"]),
        tests(
            "KartifyTests",
            [
                "Kartify", "Domain", "Crypto", "Storage", "Web", "OMS", "Outbound", "Spreadsheet", "TestSupport",
                "TestDatabase",
            ],
            exclude: ["Golden"]),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Kartify", "FastCGI", "JSON", "Spreadsheet", "Storage", "Outbound", "Crypto", "Web", "Domain",
                "Pictures", "TestSupport",
            ],
            path: "Tests/Fuzz/Targets", swiftSettings: strict),
        .testTarget(name: "FuzzTests", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Tests", swiftSettings: strict),
        tests("FastCGITests", ["FastCGI", "Web", "Domain", "TestSupport"]),
        tests("HouseRules", []),
    ],
    swiftLanguageModes: [.v6],
    cxxLanguageStandard: .cxx17
)

// libFuzzer brings the program's start with it, so only Tests/Fuzz/run builds this one.
if Context.environment["KARTIFY_FUZZ"] != nil {
    package.targets.append(
        .executableTarget(
            name: "Fuzz", dependencies: ["FuzzTargets"], path: "Tests/Fuzz/Entry",
            swiftSettings: strict + [.unsafeFlags(["-parse-as-library"])]))
}
