import Testing

@testable import WebSocketWire

/// For every rule a vector that breaks it alone, and a verdict on which all judges agree.
@Suite struct RuleTests {
    @Test(arguments: Rule.allCases)
    func everyRuleIsBrokenByItsVectorWhereItSays(rule: Rule) throws {
        let vector = RuleVector.breaking(rule)
        let verdict = vector.verdict(on: rule)
        switch vector.witness {
        case .policy(let policy):
            let read = try #require(request(vector.bytes))
            #expect(policy.judge(read) == verdict)
        case .clock: #expect(Self.rulesThatNeedAClock.contains(rule))
        case .reader:
            let conversation = Self.heard(vector)
            #expect(conversation.verdict == verdict)
            #expect(Self.decoded(vector) == verdict)
        case .nobody: #expect(Self.decoded(vector) == verdict)
        }
    }

    /// The two that bytes alone cannot break.
    static let rulesThatNeedAClock: Set<Rule> = [.controlFlood, .handshakeTimeout]

    private static func heard(_ vector: RuleVector) -> Conversation {
        var conversation = Conversation(limits: vector.limits)
        conversation.receives(vector.bytes)
        _ = conversation.ends()
        return conversation
    }

    /// The only breach of a stream, in its last item but the end.
    private static func decoded(_ vector: RuleVector) -> Verdict? {
        var bytes = vector.bytes
        let sender = vector.from
        let offered = vector.extensions.map { ["Sec-WebSocket-Extensions: \($0)"] } ?? []
        guard case .hex? = vector.parts.first else {
            return only(Streams.items(bytes, from: sender, other: vector.other))
        }
        bytes = (sender == .client ? handshake(adding: offered) : answer101()) + bytes
        return only(Streams.items(bytes, from: sender, limits: vector.limits))
    }

    private static func only(_ items: [StreamItem]) -> Verdict? {
        let found = items.map(\.breach)
        return found.dropLast(2).allSatisfy { $0 == nil } ? found.dropLast().last ?? nil : nil
    }

    @Test func theTableThatIsPlayedFromOutsideIsTheVectors() throws {
        try Golden.expect(file: RuleTable.path, RuleTable.text())
    }

    @Test func theDocumentationListsEveryRule() throws {
        try Golden.expect(
            part: "Sources/wscope/wscope.docc/Protocol.md",
            from: "<!-- rules: written by RuleTests, WSCOPE_WRITE_GOLDENS=1 -->",
            to: "<!-- end of rules -->", RuleTable.markdown)
    }

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

    @Test(
        arguments: [
            (0..<1, "byte 0, bit 0"), (1..<2, "byte 0, bit 1"), (9..<16, "byte 1, bits 9-15"),
            (16..<80, "byte 2, bits 16-79"), (56..<64, "byte 7"), (72..<72, "byte 9, the end"),
            (48..<64, "byte 6, bits 48-63"),
        ] as [(Range<Int>, String)])
    func aPlaceIsToldInBytesAndBits(bits: Range<Int>, words: String) {
        let verdict = Verdict(rule: .reservedBitSet, bits: bits)
        #expect(verdict.bits == bits && verdict.place == words)
        #expect(verdict.byteOffset == bits.lowerBound / 8)
    }

    @Test(
        arguments: [
            (0b100, 0, 1..<2), (0b010, 0, 2..<3), (0b001, 0, 3..<4), (0b101, 0, 1..<4),
            (0b110, 0b100, 2..<3), (0b111, 0b100, 2..<4),
        ] as [(UInt8, UInt8, Range<Int>)])
    func onlyReservedBitsThatNobodyAllowedAreBlamed(
        set: UInt8, allowed: UInt8, bits: Range<Int>
    ) {
        let limits = ReadLimits(allowedReservedBits: allowed)
        var conversation = Conversation(limits: limits)
        conversation.receives(frameBytes(1, [0x61], reserved: set))
        #expect(conversation.verdict == Verdict(rule: .reservedBitSet, bits: bits))
        _ = conversation.ends()
    }

    @Test func aVerdictIsSmallEnoughForEveryRecord() {
        #expect(MemoryLayout<Verdict?>.stride <= 8)
    }
}
