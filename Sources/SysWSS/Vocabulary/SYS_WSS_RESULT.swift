import WebSocketEngine

/// What a call came to. The original casts byte counts to it; here it is one of these.
public enum SYS_WSS_RESULT: UInt32, Sendable, CaseIterable {
    /// The bytes are on their way.
    case success = 0
    /// No such client, not CONNECTED, or its send queue is full.
    case failure = 1
    /// An argument or an option that no client could take.
    case invalidRequest = 2
    /// Never returned: a client's bad key is answered with 400.
    case invalidKey = 3
    /// A frame that RFC 6455 forbids to send.
    case invalidFrame = 4

    init(_ refusal: Refusal?) {
        self =
            switch refusal {
            case nil: .success
            case .noSuchSlot, .slotReused, .notConnected, .queueFull, .outOfMemory,
                .framesTooLarge, .tooManyRepetitions:
                .failure
            case .payloadTooLong, .codeNotSendable, .notUTF8, .fragmentOrder, .notADataOpcode,
                .nothingToSend:
                .invalidFrame
            }
    }
}
