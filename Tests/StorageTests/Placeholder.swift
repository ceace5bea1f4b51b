import Testing

@Test func `the Storage room has tests`() {}
