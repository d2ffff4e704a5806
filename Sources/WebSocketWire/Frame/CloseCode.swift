/// The status code of a close frame. RFC 6455 §7.4.
@frozen
public struct CloseCode: RawRepresentable, Hashable, Sendable {
    public let rawValue: UInt16

    @inlinable
    public init(rawValue: UInt16) { self.rawValue = rawValue }

    public static let normalClosure = CloseCode(rawValue: 1000)
    public static let goingAway = CloseCode(rawValue: 1001)
    public static let protocolError = CloseCode(rawValue: 1002)
    public static let unsupportedData = CloseCode(rawValue: 1003)
    /// No close code was in the frame; never on the wire. RFC 6455 §7.4.1.
    public static let noStatusReceived = CloseCode(rawValue: 1005)
    /// The connection ended without a close frame; never on the wire. RFC 6455 §7.4.1.
    public static let abnormalClosure = CloseCode(rawValue: 1006)
    public static let invalidPayloadData = CloseCode(rawValue: 1007)
    public static let policyViolation = CloseCode(rawValue: 1008)
    public static let messageTooBig = CloseCode(rawValue: 1009)
    public static let mandatoryExtension = CloseCode(rawValue: 1010)
    public static let internalError = CloseCode(rawValue: 1011)
    public static let serviceRestart = CloseCode(rawValue: 1012)
    public static let tryAgainLater = CloseCode(rawValue: 1013)
    public static let badGateway = CloseCode(rawValue: 1014)
    /// TLS failed; never on the wire. RFC 6455 §7.4.1.
    public static let tlsHandshake = CloseCode(rawValue: 1015)

    /// Whether an endpoint may put this code into a close frame. RFC 6455 §7.4.1, §7.4.2.
    @inlinable
    public var isSendable: Bool {
        switch rawValue {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    /// The IANA registry's name, or the range the code lies in. RFC 6455 §7.4.2, §11.7.
    public var name: String {
        switch rawValue {
        case 1000: "normal closure"
        case 1001: "going away"
        case 1002: "protocol error"
        case 1003: "unsupported data"
        case 1004: "reserved"
        case 1005: "no status received"
        case 1006: "abnormal closure"
        case 1007: "invalid payload data"
        case 1008: "policy violation"
        case 1009: "message too big"
        case 1010: "mandatory extension"
        case 1011: "internal error"
        case 1012: "service restart"
        case 1013: "try again later"
        case 1014: "bad gateway"
        case 1015: "TLS handshake"
        case 3000...3999: "registered with IANA"
        case 4000...4999: "private use"
        default: "undefined"
        }
    }
}
