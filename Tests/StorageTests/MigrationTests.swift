import Dispatch
import Domain
import FoundationEssentials
import Glibc
import Storage
import TestDatabase
import TestSupport
import Testing

struct MigrationTests {
    private let folder: TemporaryFolder
    private let first = Migration(
        1, "a", sqlite: "CREATE TABLE a (id INTEGER PRIMARY KEY) STRICT;",
        postgres: "CREATE TABLE a (id BIGINT PRIMARY KEY);")
    private let second = Migration(
        2, "b", sqlite: "CREATE TABLE b (id INTEGER PRIMARY KEY) STRICT;",
        postgres: "CREATE TABLE b (id BIGINT PRIMARY KEY);")

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func `a fresh file gets every step`() throws {
        #expect(try tables(after: [first, second]) == ["a", "b", "migration"])
    }

    @Test func `steps that have run are not run again`() throws {
        _ = try tables(after: [first])
        #expect(try tables(after: [first]) == ["a", "migration"])
        #expect(try tables(after: [first, second]) == ["a", "b", "migration"])
    }

    @Test func `a file of a newer Kartify is refused`() throws {
        _ = try tables(after: [first, second])
        #expect {
            try tables(after: [first])
        } throws: { error in
            if case DatabaseError.newerSchema(found: 2, known: 1) = error { true } else { false }
        }
    }

    @Test func `a step that was changed after it ran is refused`() throws {
        _ = try tables(after: [first])
        let changed = Migration(
            1, "a", sqlite: "CREATE TABLE a (id INTEGER PRIMARY KEY, x TEXT) STRICT;",
            postgres: "CREATE TABLE a (id BIGINT PRIMARY KEY, x TEXT);")
        #expect {
            try tables(after: [changed, second])
        } throws: { error in
            if case DatabaseError.migrationChanged(1) = error { true } else { false }
        }
        #expect(try tables(after: [first]) == ["a", "migration"])
    }

    @Test func `a step that fails leaves the file as it was`() throws {
        _ = try tables(after: [first])
        let broken = Migration(
            2, "b", sqlite: "CREATE TABLE b (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE a (x);",
            postgres: "CREATE TABLE b (id BIGINT PRIMARY KEY); CREATE TABLE a (x TEXT);")
        #expect(throws: DatabaseError.self) { try tables(after: [first, broken]) }
        #expect(try tables(after: [first]) == ["a", "migration"])
    }

    private func fresh(_ name: String) throws -> Database {
        try Database.ofTest(folder.file(name), migrations: Migration.all)
    }

    @Test func `many processes may open a fresh file at the same time`() throws {
        for round in 1...20 {
            _ = try inParallel(16) { _ in _ = try fresh("\(round).db") }
            #expect(try fresh("\(round).db").problems() == [])
        }
    }

    @Test func `a start waits while another start has the fresh file locked`() throws {
        let path = folder.file("shared.db")
        let other = try TestEngine.connection(to: path)
        try other.beginWriting()
        try other.run(script: "CREATE TABLE a (id INTEGER PRIMARY KEY)")
        let opened = DispatchSemaphore(value: 0)
        DispatchQueue(label: "test.start").async {
            if (try? Database.ofTest(path, migrations: [])) != nil { opened.signal() }
        }
        #expect(opened.wait(timeout: .now() + .milliseconds(300)) == .timedOut)
        try other.commit()
        #expect(opened.wait(timeout: .now() + 60) == .success)
    }

    @Test func `the steps are numbered from 1 without a gap`() {
        #expect(Migration.all.map(\.number) == Array(1...Migration.all.count))
    }

    @Test func `a step that was released is never edited`() {
        #expect(
            Migration.all.map { $0.checksum(in: .sqlite) } == [
                2_384_823_256_105_580_891,
                1_376_495_399_317_081_353,
                2_370_227_946_543_918_151,
                -4_727_305_506_940_674_598,
                7_955_253_263_242_498_964,
                -6_308_804_794_606_373_975,
                8_379_640_534_237_344_889,
                -9_047_376_840_179_144_479,
                3_983_821_205_993_174_238,
                2_862_539_573_349_646_334,
                8_945_092_120_875_153_716,
                -7_623_737_344_352_789_371,
                3_487_480_907_808_442_130,
                -3_223_159_756_406_983_692,
                9_166_514_259_900_453_190,
                -4_241_329_837_281_418_710,
                -4_959_455_221_822_569_717,
                -7_463_159_586_508_496_012,
                8_442_730_530_132_788_159,
                4_600_823_299_608_776_951,
                -7_682_737_030_257_556_205,
                5_457_058_872_920_024_038,
                -8_253_845_000_862_349_525,
                -7_554_513_403_075_966_186,
                -4_190_134_916_406_963_576,
                -7_074_412_922_458_762_582,
                -2_951_801_041_958_674_772,
                -6_553_636_471_579_786_930,
                -5_232_012_027_268_349_535,
                -4_676_253_770_150_099_369,
                719_253_587_564_832_704,
                4_248_850_897_977_675_959,
                3_312_175_564_067_576_809, -5_636_995_482_890_999_364, -5_765_279_510_408_080_091,
                -612_401_667_730_563_830, -2_567_060_857_395_636_136, -2_123_738_190_097_095_624,
                -6_908_713_695_822_638_202, 8_807_097_952_863_422_320, 7_976_822_309_461_078_076,
                -1_991_376_977_446_920_834, 8_397_638_221_575_188_266,
                8_736_233_145_586_901_604, -2_776_482_024_716_560_948, -2_598_785_015_695_894_966,
                474_358_115_601_429_556, -6_467_229_666_210_595_156, 2_313_349_770_251_116_764,
                7_032_833_008_222_596_741,
            ], "A change of the schema is a new step. A new step adds its checksum here.")
    }

    @Test func `what a server was made with is never edited, and every later step is written for it`() {
        let checksums = Migration.all.map { $0.checksum(in: .postgres) }
        #expect(
            checksums.drop { $0 == nil } == [
                -4_235_275_851_670_405_687, -7_463_159_586_508_496_012, -5_595_211_387_490_272_537,
                -1_359_553_118_448_674_780,
                -995_906_113_996_376_757,
                495_319_922_149_867_952,
                -8_253_845_000_862_349_525,
                449_746_012_347_958_335,
                1_260_698_461_520_315_092,
                -8_463_543_629_821_360_514,
                -1_871_032_968_414_769_328,
                3_275_476_062_296_130_782,
                5_368_391_481_661_798_773,
                -7_806_233_275_742_199_845,
                -8_198_723_350_077_635_610,
                136_202_806_152_324_783,
                -4_408_872_059_290_449_575,
                -5_636_995_482_890_999_364, -1_599_293_637_655_340_969,
                -612_401_667_730_563_830, 6_481_884_496_407_611_863, -6_942_136_519_091_281_709,
                -6_908_713_695_822_638_202, -8_107_070_327_489_228_321, 3_476_959_647_063_874_629,
                -901_828_539_334_674_130, -7_872_863_003_323_815_337,
                -1_192_761_169_736_008_938, 8_097_925_426_989_039_782, 2_310_061_695_013_021_831,
                474_358_115_601_429_556, 2_895_407_585_083_542_205, 2_313_349_770_251_116_764,
                -406_472_414_764_854_294,
            ],
            "A new step adds its checksum here.")
    }

    @Test(.onlyOnSQLite) func `the schema is the one in schema.sql`() throws {
        let golden =
            #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
            + "/schema.sql"
        let schema = try schema()
        if getenv("UPDATE_GOLDEN") != nil { try schema.write(toFile: golden, atomically: true, encoding: .utf8) }
        #expect(
            try String(contentsOfFile: golden, encoding: .utf8) == schema,
            "The schema has changed. If it was meant to: UPDATE_GOLDEN=1 swift test --filter MigrationTests, and commit."
        )
    }

    private func tables(after migrations: [Migration]) throws -> [String] {
        try Database.ofTest(folder.file("a.db"), migrations: migrations).read { snapshot in
            try snapshot.all(
                TestEngine.isSQLite
                    ? "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name"
                    : "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename"
            ) { try $0.next() }
        }
    }

    private func schema() throws -> String {
        let statements = try Database.ofTest(folder.file("a.db")).read { snapshot in
            try snapshot.all(
                "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY tbl_name, type DESC, name"
            ) { try $0.next() as String }
        }
        return statements.map { $0 + ";\n" }.joined(separator: "\n")
    }
}
