import Testing

@testable import WebSocketWire

/// For every rule a vector that breaks it.
@Suite struct RuleTests {
    enum Vector {
        /// Frames of a client that fail its connection.
        case frames([UInt8], ReadLimits = ReadLimits())
        /// The payload of a compressed message. RFC 7692 §7.2.2.
        case compressed([UInt8])
        /// Frames of either side that the decoder names.
        case decoded([UInt8], from: Endpoint)
        /// A request that the parser rejects.
        case request([UInt8])
        /// A lawful request that the policy refuses.
        case policy([UInt8], HandshakePolicy)
        /// A limit that needs a clock: raised by the engine, not by the wire.
        case engine(limit: String)
    }

    static func vector(for rule: Rule) -> Vector {
        frameVector(for: rule) ?? handshakeVector(for: rule)
    }

    private static func frameVector(for rule: Rule) -> Vector? {
        switch rule {
        case .reservedBitSet: .frames(frameBytes(1, [0x61], reserved: 0b100))
        case .reservedOpcode: .frames(frameBytes(0xB))
        case .unmaskedFrame: .frames(bytes(hex: "81 05 48 65 6c 6c 6f"))
        case .maskedByServer: .decoded(frameBytes(1, [0x61]), from: .server)
        case .nonMinimalLength: .frames(frameBytes(2, [1, 2], lengthBytes: 2))
        case .lengthTopBitSet: .frames(bytes(hex: "82 FF 80 00 00 00 00 00 00 01"))
        case .fragmentedControl: .frames(frameBytes(9, [], fin: false))
        case .controlTooLong: .frames(frameBytes(9, [UInt8](repeating: 0, count: 126)))
        case .orphanContinuation: .frames(frameBytes(0, [1]))
        case .interruptedMessage: .frames(frameBytes(1, [], fin: false) + frameBytes(2))
        case .invalidText: .frames(frameBytes(1, bytes(hex: "ce ba ed a0 80")))
        case .dataAfterClose: .decoded(frameBytes(8) + frameBytes(1), from: .client)
        case .strayCompressedBit:
            .frames(frameBytes(9, [], reserved: 0b100), ReadLimits(allowedReservedBits: 0b100))
        case .corruptDeflate: .compressed([0x07])
        case .truncatedCloseCode: .decoded(frameBytes(8, [3]), from: .client)
        case .invalidCloseCode: .decoded(frameBytes(8, [0x03, 0xEE]), from: .client)
        case .invalidCloseReason: .decoded(frameBytes(8, [0x03, 0xE8, 0xC0]), from: .client)
        case .frameTooBig: .frames(frameBytes(2, [1, 2]), ReadLimits(maximumFrame: 1))
        case .messageTooBig:
            .frames(
                frameBytes(2, [1], fin: false) + frameBytes(0, [2]), ReadLimits(maximumMessage: 1))
        case .tooManyFragments:
            .frames(
                frameBytes(2, [], fin: false) + frameBytes(0, []), ReadLimits(maximumFragments: 1))
        case .controlFlood: .engine(limit: "control frames a second")
        default: nil
        }
    }

    private static func handshakeVector(for rule: Rule) -> Vector {
        let far = ["Origin: http://evil.com"]
        return switch rule {
        case .methodNotGet: .request(handshake(line: "POST / HTTP/1.1"))
        case .httpVersionTooLow: .request(handshake(line: "GET / HTTP/1.0"))
        case .malformedRequestLine: .request(handshake(line: "GET /  HTTP/1.1"))
        case .malformedHeader: .request(handshake(adding: ["Cookie : a"]))
        case .missingHost: .request(handshake(host: nil))
        case .duplicateHost: .request(handshake(adding: ["host: server.example.com"]))
        case .missingUpgrade: .request(handshake(upgrade: "h2c"))
        case .missingConnectionUpgrade: .request(handshake(connection: "keep-alive"))
        case .missingKey: .request(handshake(key: nil))
        case .duplicateKey: .request(handshake(adding: ["Sec-WebSocket-Key: \(sampleKey)"]))
        case .invalidKey: .request(handshake(key: "dGhlIHNhbXBsZSBub25jZQ="))
        case .unsupportedVersion: .request(handshake(version: "8"))
        case .malformedExtensions:
            .request(handshake(adding: ["Sec-WebSocket-Extensions: ;"]))
        case .requestBody: .request(handshake(adding: ["Content-Length: 0"]))
        case .requestLineTooLong:
            .request(handshake(line: "GET /\(String(repeating: "p", count: 8_192)) HTTP/1.1"))
        case .headersTooLarge: .request(handshake(adding: (0..<60).map { "X\($0): y" }))
        case .handshakeTimeout: .engine(limit: "handshake timeout")
        case .pathRefused: .policy(handshake(), HandshakePolicy(paths: ["/"]))
        case .originRefused: .policy(handshake(adding: far), HandshakePolicy())
        case .hostRefused: .policy(handshake(), HandshakePolicy(loopbackHostsOnly: true))
        default: .request([])
        }
    }

    @Test(arguments: Rule.allCases)
    func everyRuleHasAVectorThatBreaksItAlone(rule: Rule) {
        switch Self.vector(for: rule) {
        case .frames(let bytes, let limits):
            guard case .breach(rule, _)? = Conversation.hears(bytes, limits: limits).last else {
                Issue.record("\(Conversation.hears(bytes, limits: limits))")
                return
            }
        case .compressed(let payload):
            #expect(InflaterTests.inflater().inflated(payload) == .broken(rule))
        case .decoded(let bytes, let sender):
            let frames = FrameDecoder.decode(bytes, from: sender)
            #expect(frames.last?.breach?.rule == rule)
            #expect(frames.dropLast().allSatisfy { $0.breach == nil })
        case .request(let bytes):
            #expect(answer(bytes) == .rejected(rule))
        case .policy(let bytes, let policy):
            #expect(request(bytes).flatMap(policy.judge) == rule)
        case .engine: #expect(Self.rulesThatNeedAClock.contains(rule))
        }
    }

    /// The two that bytes alone cannot break.
    static let rulesThatNeedAClock: Set<Rule> = [.controlFlood, .handshakeTimeout]

    @Test(arguments: Rule.allCases)
    func everyRuleHasItsWords(rule: Rule) {
        #expect(rule.section.hasPrefix("RFC ") && rule.section.contains(" §"))
        #expect((5...50).contains(rule.title.count))
        #expect(rule.requirement.hasSuffix(".") && rule.requirement.count > 30)
        #expect(rule.title.allSatisfy(\.isASCII) && rule.requirement.allSatisfy(\.isASCII))
    }

    @Test func noTwoRulesSayTheSame() {
        #expect(Set(Rule.allCases.map(\.title)).count == Rule.allCases.count)
        #expect(Set(Rule.allCases.map(\.requirement)).count == Rule.allCases.count)
    }

    @Test func reactionsAreTheRFCs() {
        #expect(Rule.reservedBitSet.reaction == .close(.protocolError))
        #expect(Rule.invalidText.reaction == .close(.invalidPayloadData))
        #expect(Rule.messageTooBig.reaction == .close(.messageTooBig))
        #expect(Rule.tooManyFragments.reaction == .close(.policyViolation))
        #expect(Rule.unsupportedVersion.reaction == .http(426))
        #expect(Rule.dataAfterClose.reaction == .note)
        for rule in Rule.allCases {
            if case .close(let code) = rule.reaction { #expect(code.isSendable) }
        }
    }
}
