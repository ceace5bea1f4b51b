import Testing

@Test func `the Web room has tests`() {}
