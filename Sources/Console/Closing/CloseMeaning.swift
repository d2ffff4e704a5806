import WebSocketWire

/// What a close code says, in a line. RFC 6455 §7.4.1 and the IANA registry.
enum CloseMeaning {
    static func of(_ code: CloseCode) -> String {
        switch code.rawValue {
        case 1000: "what the connection was for is done"
        case 1001: "an endpoint goes away: a server down, a page left"
        case 1002: "a rule of the protocol was broken"
        case 1003: "a kind of data that is not accepted, such as binary"
        case 1004: "reserved; what it means may be defined later"
        case 1005: "there was no code in the close frame; never on the wire"
        case 1006: "there was no close frame at all; never on the wire"
        case 1007: "data that does not fit its message, such as text that is not UTF-8"
        case 1008: "a message against the policy, where no other code fits"
        case 1009: "a message too big to be processed"
        case 1010: "the server did not agree to an extension the client needs"
        case 1011: "something unexpected kept the server from going on"
        case 1012: "the server restarts; come back"
        case 1013: "the server is overloaded; try again later"
        case 1014: "a gateway got an invalid answer from behind it"
        case 1015: "TLS failed; never on the wire"
        case 3000...3999: "of a library or framework, registered with IANA"
        case 4000...4999: "of private use, by agreement of both sides"
        default: "undefined"
        }
    }
}
