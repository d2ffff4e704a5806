import Testing

@testable import TerminalCanvas

@Test func placeholder() {}
