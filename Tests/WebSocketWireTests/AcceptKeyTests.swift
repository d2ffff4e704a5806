import Testing

@testable import WebSocketWire

@Suite struct AcceptKeyTests {
    @Test func theSampleOfTheRFCIsAccepted() {
        #expect(AcceptKey.compute(key: sampleKey) == "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
    }
}
