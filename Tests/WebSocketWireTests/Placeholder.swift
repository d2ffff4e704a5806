import Testing

@testable import WebSocketWire

@Test func placeholder() {}
