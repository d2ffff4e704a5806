/// Codes of a close frame that the interface names. RFC 6455 §7.4.1.
///
/// `closeConnection` takes others too: 1012 to 1014 and 3000 to 4999.
public enum SYS_WSS_STATUS_CODE: UInt32, Sendable, CaseIterable {
    case normalClosure = 1000
    case goingAway = 1001
    case protocolError = 1002
    case unsupportedData = 1003
    /// Never sent.
    case noStatusReceived = 1005
    /// Never sent.
    case abnormalClosure = 1006
    case invalidPayloadData = 1007
    case policyViolation = 1008
    case messageTooBig = 1009
    case mandatoryExtension = 1010
    case internalError = 1011
    /// Never sent.
    case tlsHandshake = 1015
}
