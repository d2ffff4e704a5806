import Testing

@testable import WebSocketServer

@Test func placeholder() {}
