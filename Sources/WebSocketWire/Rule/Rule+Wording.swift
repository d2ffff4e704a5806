extension Rule {
    /// What was broken, in few words.
    public var title: String {
        switch self {
        case .reservedBitSet: "reserved bit set without an extension"
        case .reservedOpcode: "reserved opcode"
        case .unmaskedFrame: "frame from a client without a mask"
        case .maskedByServer: "frame from a server with a mask"
        case .nonMinimalLength: "length not in its shortest form"
        case .lengthTopBitSet: "top bit of the 64-bit length set"
        case .fragmentedControl: "control frame in fragments"
        case .controlTooLong: "control frame over 125 bytes"
        case .orphanContinuation: "continuation of no message"
        case .interruptedMessage: "new message inside an unfinished one"
        case .invalidText: "text is not UTF-8"
        case .dataAfterClose: "frame after the close frame"
        case .truncatedCloseCode: "close payload of one byte"
        case .invalidCloseCode: "close code that may not be sent"
        case .invalidCloseReason: "close reason is not UTF-8"
        case .strayCompressedBit: "RSV1 where no message begins"
        case .corruptDeflate: "compressed data is corrupt"
        case .frameTooBig: "frame over the limit"
        case .messageTooBig: "message over the limit"
        case .tooManyFragments: "too many fragments"
        case .controlFlood: "too many control frames"
        case .methodNotGet: "method is not GET"
        case .httpVersionTooLow: "HTTP version below 1.1"
        case .malformedRequestLine: "malformed request line"
        case .malformedHeader: "malformed header field"
        case .missingHost: "no Host header"
        case .duplicateHost: "more than one Host header"
        case .missingUpgrade: "no Upgrade: websocket"
        case .missingConnectionUpgrade: "no Connection: Upgrade"
        case .missingKey: "no Sec-WebSocket-Key"
        case .duplicateKey: "more than one Sec-WebSocket-Key"
        case .invalidKey: "Sec-WebSocket-Key is not base64 of 16 bytes"
        case .unsupportedVersion: "Sec-WebSocket-Version is not 13"
        case .malformedExtensions: "malformed Sec-WebSocket-Extensions"
        case .requestBody: "opening handshake with a body"
        case .requestLineTooLong: "request line too long"
        case .headersTooLarge: "header fields too large"
        case .handshakeTimeout: "opening handshake too slow"
        case .pathRefused: "no service at this path"
        case .originRefused: "origin not allowed"
        case .hostRefused: "host not allowed"
        }
    }

    /// What the clause demands, in one sentence.
    public var requirement: String { frameRequirement ?? handshakeRequirement }

    private var frameRequirement: String? {
        switch self {
        case .reservedBitSet: "RSV1, RSV2 and RSV3 are 0 unless an extension gave them a meaning."
        case .reservedOpcode: "Opcodes 3 to 7 and B to F are kept for later versions."
        case .unmaskedFrame: "A client masks every frame; a server closes on one without a mask."
        case .maskedByServer: "A server masks no frame; a client closes on one with a mask."
        case .nonMinimalLength: "The length is spelled in the fewest bytes that can hold it."
        case .lengthTopBitSet: "The most significant bit of a 64-bit length is 0."
        case .fragmentedControl: "A control frame is never fragmented: its FIN bit is 1."
        case .controlTooLong: "A control frame carries at most 125 bytes of payload."
        case .orphanContinuation: "A continuation follows a data frame whose FIN bit was 0."
        case .interruptedMessage: "Fragments of one message are not interleaved with another's."
        case .invalidText: "A text message is UTF-8 over all its fragments, whole at its end."
        case .dataAfterClose: "After its close frame an endpoint sends nothing more."
        case .truncatedCloseCode: "A close payload is empty or starts with a code of two bytes."
        case .invalidCloseCode: "1000 to 1003, 1007 to 1014 and 3000 to 4999 may be sent."
        case .invalidCloseReason: "The reason after the close code is UTF-8."
        case .strayCompressedBit: "Only a message's first frame says that it is compressed."
        case .corruptDeflate: "Inflated data ends with the empty block that its sender took off."
        case .frameTooBig: "An endpoint may bound the frames it accepts; this one does."
        case .messageTooBig: "An endpoint may bound the messages it assembles; this one does."
        case .tooManyFragments: "An endpoint may bound the fragments of a message; this one does."
        case .controlFlood: "An endpoint may bound the rate of control frames; this one does."
        default: nil
        }
    }

    private var handshakeRequirement: String {
        switch self {
        case .methodNotGet: "The opening handshake is a GET request."
        case .httpVersionTooLow: "The opening handshake is of HTTP/1.1 or higher."
        case .malformedRequestLine: "A request line is method, target and version, one space apart."
        case .malformedHeader: "A field is a token, a colon at once, and a value without controls."
        case .missingHost: "The request names the server's authority in one Host header."
        case .duplicateHost: "A request has exactly one Host header."
        case .missingUpgrade: "The Upgrade header contains the word websocket."
        case .missingConnectionUpgrade: "The Connection header contains the word Upgrade."
        case .missingKey: "The request carries a Sec-WebSocket-Key."
        case .duplicateKey: "Sec-WebSocket-Key appears exactly once."
        case .invalidKey: "The key is a random value of 16 bytes in base64, 24 characters."
        case .unsupportedVersion: "Sec-WebSocket-Version is 13, the one version served here."
        case .malformedExtensions: "Extensions are a list of tokens, each with its parameters."
        case .requestBody: "A GET request that opens a WebSocket has no content."
        case .requestLineTooLong: "A server may bound the request line; this one does."
        case .headersTooLarge: "A server may bound lines, fields and bytes of a request."
        case .handshakeTimeout: "The whole request arrives before the handshake deadline."
        case .pathRefused: "A server may refuse a resource that it does not serve."
        case .originRefused: "A server that is not for every page checks the Origin header."
        case .hostRefused: "A server answers for the hosts that it is configured for."
        default: ""
        }
    }
}
