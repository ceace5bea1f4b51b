import Testing

@Test func `the Arvind room has tests`() {}
