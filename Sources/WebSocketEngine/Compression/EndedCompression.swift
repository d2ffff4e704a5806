import WebSocketWire

/// What compression came to in a connection: 32 bytes of counts and the agreement. RFC 7692 §7.1.
struct EndedCompression {
    private let agreement: DeflateAgreement
    private let received: CompressionCount
    private let sent: CompressionCount

    init(_ compressor: Compressor) {
        agreement = compressor.agreement
        received = compressor.received
        sent = compressor.sent
    }

    func tell(_ row: inout SlotRow) {
        row.deflate = agreement
        row.receivedCompression = received
        row.sentCompression = sent
    }
}
