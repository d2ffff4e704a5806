@testable import WebSocketWire

extension RuleVector {
    /// A switch without `default`: a rule without a vector does not compile.
    static func breaking(_ rule: Rule) -> RuleVector {
        switch rule {
        case .reservedBitSet, .reservedOpcode, .unmaskedFrame, .maskedByServer, .nonMinimalLength,
            .lengthTopBitSet, .fragmentedControl, .controlTooLong, .orphanContinuation,
            .interruptedMessage, .invalidText, .dataAfterClose:
            ofFrames(rule)
        case .truncatedCloseCode, .invalidCloseCode, .invalidCloseReason, .strayCompressedBit,
            .corruptDeflate, .frameTooBig, .messageTooBig, .tooManyFragments, .controlFlood:
            ofPayloadsAndLimits(rule)
        case .methodNotGet, .httpVersionTooLow, .malformedRequestLine, .malformedHeader,
            .missingHost, .duplicateHost, .missingUpgrade, .missingConnectionUpgrade, .missingKey,
            .duplicateKey, .invalidKey, .unsupportedVersion, .malformedExtensions, .requestBody,
            .requestLineTooLong, .headersTooLarge:
            ofRequests(rule)
        case .handshakeTimeout, .pathRefused, .originRefused, .hostRefused: ofServers(rule)
        case .malformedResponse, .responseWithoutUpgrade, .wrongAccept, .unofferedSubprotocol,
            .unofferedExtension:
            ofResponses(rule)
        }
    }

    private static func ofFrames(_ rule: Rule) -> RuleVector {
        switch rule {
        case .reservedBitSet: .frames(frameBytes(1, [0x61], reserved: 0b100), 1..<2)
        case .reservedOpcode: .frames(frameBytes(0xB), 4..<8)
        case .unmaskedFrame: .frames(WebSocketWireTests.bytes(hex: "81 05 48 65 6c 6c 6f"), 8..<9)
        case .maskedByServer:
            .frames(frameBytes(1, [0x61]), 8..<9, by: .nobody, from: .server, server: nil)
        case .nonMinimalLength: .frames(frameBytes(2, [1, 2], lengthBytes: 2), 16..<32)
        case .lengthTopBitSet:
            .frames(WebSocketWireTests.bytes(hex: "82 FF 80 00 00 00 00 00 00 01"), 16..<17)
        case .fragmentedControl: .frames(frameBytes(9, [], fin: false), 0..<1)
        case .controlTooLong:
            .frames(frameBytes(9, [UInt8](repeating: 0, count: 126)), 9..<16)
        case .orphanContinuation: .frames(frameBytes(0, [1]), 4..<8)
        case .interruptedMessage: .frames(frameBytes(1, [], fin: false) + frameBytes(2), 4..<8)
        case .invalidText:
            .frames(frameBytes(1, WebSocketWireTests.bytes(hex: "ce ba ed a0 80")), 72..<80)
        default: .frames(frameBytes(8) + frameBytes(1), 4..<8, by: .nobody, server: nil)
        }
    }

    private static func ofPayloadsAndLimits(_ rule: Rule) -> RuleVector {
        let one = ReadLimits(maximumFrame: 1, maximumMessage: 1)
        let deflate = "permessage-deflate"
        return switch rule {
        case .truncatedCloseCode: .frames(frameBytes(8, [3]), 9..<16, by: .nobody)
        case .invalidCloseCode: .frames(frameBytes(8, [0x03, 0xEE]), 48..<64, by: .nobody)
        case .invalidCloseReason:
            .frames(frameBytes(8, [0x03, 0xE8, 0xC0]), 64..<72, by: .nobody)
        case .strayCompressedBit:
            .frames(
                frameBytes(9, [], reserved: 0b100), 1..<2,
                limits: ReadLimits(allowedReservedBits: 0b100), extensions: deflate,
                server: ["--compress", "on"])
        case .corruptDeflate:
            .frames(
                frameBytes(2, [0x07], reserved: 0b100), 48..<56, by: .nobody,
                extensions: deflate, server: ["--compress", "on"])
        case .frameTooBig: .frames(frameBytes(2, [1, 2]), 9..<16, limits: one)
        case .messageTooBig:
            .frames(frameBytes(2, [1], fin: false) + frameBytes(0, [2]), 9..<16, limits: one)
        case .tooManyFragments:
            .frames(
                frameBytes(2, [], fin: false) + frameBytes(0, []), 0..<1,
                limits: ReadLimits(maximumFragments: 1))
        default:
            RuleVector(
                parts: [.hex(frameBytes(9), times: 1500)], place: .bits(4..<8), witness: .clock)
        }
    }

    private static func ofRequests(_ rule: Rule) -> RuleVector {
        let secondKey = "AAAAAAAAAAAAAAAAAAAAAA=="
        let shortKey = "dGhlIHNhbXBsZSBub25jZQ="
        let long = "GET /\(String(repeating: "p", count: 8_192)) HTTP/1.1"
        return switch rule {
        case .methodNotGet: .request(handshake(line: "POST / HTTP/1.1"), .byte(0))
        case .httpVersionTooLow: .request(handshake(line: "GET / HTTP/1.0"), .at(" HTTP/1.0"))
        case .malformedRequestLine: .request(handshake(line: "GET /  HTTP/1.1"), .byte(5))
        case .malformedHeader: .request(handshake(adding: ["Cookie : a"]), .at(" : a"))
        case .missingHost: .request(handshake(host: nil), .missing(beforeEnd: 2))
        case .duplicateHost:
            .request(handshake(adding: ["host: other.example"]), .at("other.example"))
        case .missingUpgrade: .request(handshake(upgrade: "h2c"), .at("h2c"))
        case .missingConnectionUpgrade:
            .request(handshake(connection: "keep-alive"), .at("keep-alive"))
        case .missingKey: .request(handshake(key: nil), .missing(beforeEnd: 2))
        case .duplicateKey:
            .request(handshake(adding: ["Sec-WebSocket-Key: \(secondKey)"]), .at(secondKey))
        case .invalidKey: .request(handshake(key: shortKey), .at(shortKey))
        case .unsupportedVersion: .request(handshake(version: "8"), .at("8\r\n"))
        case .malformedExtensions:
            .request(handshake(adding: ["Sec-WebSocket-Extensions: a;"]), .at("\r\n\r\n"))
        case .requestBody: .request(handshake(adding: ["Content-Length: 0"]), .at("0\r\n"))
        case .requestLineTooLong: .request(handshake(line: long), .byte(8_192))
        default: .request(handshake(adding: (0..<60).map { "X\($0): y" }), .at("X59: y"))
        }
    }

    /// Lawful requests, which a server refuses all the same.
    private static func ofServers(_ rule: Rule) -> RuleVector {
        switch rule {
        case .handshakeTimeout:
            .request(
                Array("GET / HTTP/1.1\r\n".utf8), .missing(beforeEnd: 0), by: .clock,
                server: ["--handshake-timeout", "300ms"])
        case .pathRefused:
            .request(
                handshake(host: "127.0.0.1"), .at("/chat"),
                by: .policy(HandshakePolicy(paths: ["/"])), server: ["--path", "/"])
        case .originRefused:
            .request(
                handshake(host: "127.0.0.1", adding: ["Origin: http://evil.com"]),
                .at("http://evil"), by: .policy(HandshakePolicy()))
        default:
            .request(
                handshake(), .at("server.example.com"),
                by: .policy(HandshakePolicy(loopbackHostsOnly: true)))
        }
    }

    private static func ofResponses(_ rule: Rule) -> RuleVector {
        let deflate = "Sec-WebSocket-Extensions: permessage-deflate"
        return switch rule {
        case .malformedResponse: .response(answer101(line: "HTTP/1.1 1O1 Ok"), .byte(8))
        case .responseWithoutUpgrade: .response(answer101(connection: "close"), .at("close"))
        case .wrongAccept:
            .response(
                answer101(accept: "AAAAAAAAAAAAAAAAAAAAAAAAAAA="),
                .at("AAAAAAAAAAAAAAAAAAAAAAAAAAA"),
                other: handshake())
        case .unofferedSubprotocol:
            .response(
                answer101(adding: ["Sec-WebSocket-Protocol: chat"]), .at("chat\r\n"),
                other: handshake(adding: ["Sec-WebSocket-Protocol: mqtt"]))
        default:
            .response(answer101(adding: [deflate]), .at("permessage"), other: handshake())
        }
    }
}
