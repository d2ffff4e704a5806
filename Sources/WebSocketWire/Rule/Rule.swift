/// One case for each clause that a peer can break, and for each limit it can run into.
///
/// Parser, close code, inspector, documentation and tests share this word. The section is in
/// `Rule+Section.swift`, the reaction in `Rule+Reaction.swift`, the wording in
/// `Rule+Wording.swift`.
public enum Rule: UInt8, Sendable, CaseIterable {
    // Frames: RFC 6455 §5
    case reservedBitSet
    case reservedOpcode
    case unmaskedFrame
    case maskedByServer
    case nonMinimalLength
    case lengthTopBitSet
    case fragmentedControl
    case controlTooLong
    case orphanContinuation
    case interruptedMessage
    case invalidText
    case dataAfterClose

    // Close frames: RFC 6455 §5.5.1, §7.4
    case truncatedCloseCode
    case invalidCloseCode
    case invalidCloseReason

    // Compressed messages: RFC 7692 §6, §7.2.2
    case strayCompressedBit
    case corruptDeflate

    // Limits of this endpoint: RFC 6455 §7.4.1, §10.4
    case frameTooBig
    case messageTooBig
    case tooManyFragments
    case controlFlood

    // Opening handshake: RFC 6455 §4.1, §4.2.1 and RFC 9112
    case methodNotGet
    case httpVersionTooLow
    case malformedRequestLine
    case malformedHeader
    case missingHost
    case duplicateHost
    case missingUpgrade
    case missingConnectionUpgrade
    case missingKey
    case duplicateKey
    case invalidKey
    case unsupportedVersion
    case malformedExtensions
    case requestBody
    case requestLineTooLong
    case headersTooLarge
    case handshakeTimeout

    // Policy of this server: RFC 6455 §4.2.2, §10.2
    case pathRefused
    case originRefused
    case hostRefused
}

/// What this endpoint does about a broken rule.
public enum Reaction: Hashable, Sendable {
    /// Fail the connection with a close frame of this code. RFC 6455 §7.1.7.
    case close(CloseCode)
    /// Answer the opening handshake with this HTTP status. RFC 6455 §4.2.2.
    case http(UInt16)
    /// Name it, do nothing: the frame comes from our own side or after our close frame.
    case note
}
