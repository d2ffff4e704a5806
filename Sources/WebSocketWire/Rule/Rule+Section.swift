extension Rule {
    /// The clause that the rule stands in, as an inspector cites it.
    public var section: String {
        switch self {
        case .reservedBitSet, .reservedOpcode, .nonMinimalLength, .lengthTopBitSet: "RFC 6455 §5.2"
        case .unmaskedFrame, .maskedByServer: "RFC 6455 §5.1"
        case .fragmentedControl, .controlTooLong: "RFC 6455 §5.5"
        case .orphanContinuation, .interruptedMessage: "RFC 6455 §5.4"
        case .invalidText: "RFC 6455 §8.1"
        case .dataAfterClose, .truncatedCloseCode, .invalidCloseReason: "RFC 6455 §5.5.1"
        case .invalidCloseCode: "RFC 6455 §7.4.1"
        case .strayCompressedBit: "RFC 7692 §6"
        case .corruptDeflate: "RFC 7692 §7.2.2"
        case .frameTooBig, .messageTooBig, .tooManyFragments, .controlFlood: "RFC 6455 §10.4"
        case .methodNotGet, .httpVersionTooLow, .missingHost, .missingUpgrade,
            .missingConnectionUpgrade, .missingKey, .invalidKey:
            "RFC 6455 §4.2.1"
        case .duplicateKey: "RFC 6455 §11.3.1"
        case .malformedExtensions: "RFC 6455 §9.1"
        case .unsupportedVersion: "RFC 6455 §4.4"
        case .malformedRequestLine, .requestLineTooLong: "RFC 9112 §3"
        case .malformedHeader: "RFC 9112 §5.1"
        case .duplicateHost: "RFC 9112 §3.2"
        case .requestBody: "RFC 9112 §6"
        case .headersTooLarge: "RFC 6585 §5"
        case .handshakeTimeout: "RFC 9110 §15.5.9"
        case .pathRefused, .hostRefused: "RFC 6455 §4.2.2"
        case .originRefused: "RFC 6455 §10.2"
        }
    }
}
