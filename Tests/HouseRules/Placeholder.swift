import Testing

@Test func `the house has rules`() {}
