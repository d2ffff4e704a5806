import Testing

@testable import WebSocketEngine

@Test func placeholder() {}
