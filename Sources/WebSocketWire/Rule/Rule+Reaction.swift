extension Rule {
    /// What this endpoint does to a peer that breaks the rule. RFC 6455 §7.1.7, §7.4.1, §4.2.2.
    public var reaction: Reaction {
        switch self {
        case .reservedBitSet, .reservedOpcode, .unmaskedFrame, .nonMinimalLength,
            .lengthTopBitSet, .fragmentedControl, .controlTooLong, .orphanContinuation,
            .interruptedMessage, .truncatedCloseCode, .invalidCloseCode, .strayCompressedBit:
            .close(.protocolError)
        case .invalidText, .invalidCloseReason, .corruptDeflate: .close(.invalidPayloadData)
        case .frameTooBig, .messageTooBig: .close(.messageTooBig)
        case .tooManyFragments, .controlFlood: .close(.policyViolation)
        case .maskedByServer, .dataAfterClose: .note
        case .methodNotGet, .httpVersionTooLow, .malformedRequestLine, .malformedHeader,
            .missingHost, .duplicateHost, .missingUpgrade, .missingConnectionUpgrade, .missingKey,
            .duplicateKey, .invalidKey, .malformedExtensions, .requestBody:
            .http(400)
        case .originRefused, .hostRefused: .http(403)
        case .pathRefused: .http(404)
        case .handshakeTimeout: .http(408)
        case .requestLineTooLong: .http(414)
        case .unsupportedVersion: .http(426)
        case .headersTooLarge: .http(431)
        }
    }
}
