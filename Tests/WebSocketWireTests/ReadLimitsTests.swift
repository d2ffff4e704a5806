import Testing

@testable import WebSocketWire

@Suite struct ReadLimitsTests {
    static let small = ReadLimits(maximumFrame: 100, maximumMessage: 150, maximumFragments: 3)

    @Test func aMessageAtTheLimitPasses() {
        let bytes =
            frameBytes(2, [UInt8](repeating: 1, count: 100), fin: false)
            + frameBytes(0, [UInt8](repeating: 2, count: 50))
        #expect(Conversation.hears(bytes, limits: Self.small).count == 2)
    }

    @Test(arguments: [false, true])
    func aFrameOverItsLimitIsRefusedAtItsHeader(whole: Bool) {
        let bytes = frameBytes(2, [UInt8](repeating: 1, count: whole ? 101 : 0), claim: 101)
        let heard = Conversation.hears(bytes, limits: Self.small)
        #expect(heard == [.breach(.frameTooBig, at: 1)])
    }

    @Test func aMessageOverItsLimitIsRefusedAtItsHeader() {
        var conversation = Conversation(limits: Self.small)
        conversation.receives(frameBytes(2, [UInt8](repeating: 1, count: 100), fin: false))
        let held = conversation.pool.outstandingBytes
        conversation.receives(Array(frameBytes(0, [], claim: 51).prefix(2)))
        #expect(conversation.pool.outstandingBytes == held)
        #expect(conversation.ends().last == .breach(.messageTooBig, at: 1))
    }

    @Test(arguments: [false, true])
    func aFrameAloneOverTheMessageLimitIsTheMessagesFault(whole: Bool) {
        let limits = ReadLimits(maximumFrame: 1_000, maximumMessage: 10)
        let bytes = frameBytes(2, [UInt8](repeating: 1, count: whole ? 11 : 0), claim: 11)
        #expect(Conversation.hears(bytes, limits: limits) == [.breach(.messageTooBig, at: 1)])
    }

    @Test func oneFragmentTooManyIsRefused() {
        let bytes =
            frameBytes(2, [], fin: false) + frameBytes(0, [], fin: false)
            + frameBytes(0, [], fin: false) + frameBytes(0, [], fin: false)
        let heard = Conversation.hears(bytes, limits: Self.small)
        #expect(heard.last == .breach(.tooManyFragments, at: 0))
        #expect(heard.count == 4)
    }

    @Test func hugeClaimsNeitherTrapNorAllocate() {
        let claims: [UInt64] = [.max, 1 << 63, (1 << 63) - 1, 1 << 40, 0x8000_0000_0000_0001]
        for claim in claims {
            var conversation = Conversation()
            conversation.receives(frameBytes(2, [], lengthBytes: 8, claim: claim))
            let rule: Rule = claim >> 63 != 0 ? .lengthTopBitSet : .frameTooBig
            #expect(conversation.heard == [.breach(rule, at: 2)])
            #expect(conversation.pool.outstandingBytes == 0)
        }
    }

    @Test func hugeLimitsMeetARefusingSystem() {
        let limits = ReadLimits(maximumFrame: .max, maximumMessage: .max)
        let bytes = frameBytes(2, [1], lengthBytes: 8, claim: UInt64(Int.max) - 15)
        #expect(Conversation.hears(bytes, limits: limits) == [.outOfMemory])
    }

    @Test func aPoolWithoutBudgetStopsTheReader() {
        var conversation = Conversation()
        conversation.pool.budget = 1_000
        conversation.receives(frameBytes(2, [1], lengthBytes: 2, claim: 2_000))
        #expect(conversation.heard == [.outOfMemory])
    }

    @Test func whatTwoBytesShowIsJudgedAtTwoBytes() {
        let shown: [([UInt8], Rule, Int)] = [
            ([0xC2, 0xFE], .reservedBitSet, 0), ([0x83, 0xFF], .reservedOpcode, 0),
            ([0x09, 0x85], .fragmentedControl, 0), ([0x89, 0xFE], .controlTooLong, 1),
            ([0x82, 0x7E], .unmaskedFrame, 1), ([0x80, 0xFE], .orphanContinuation, 0),
        ]
        for (bytes, rule, offset) in shown {
            #expect(Conversation.hears(bytes) == [.breach(rule, at: offset)])
        }
    }

    @Test func invalidTextFailsBeforeItsFrameIsWhole() {
        var conversation = Conversation()
        conversation.receives(Array(frameBytes(1, [0x61, 0xFF, 0x62, 0x63]).prefix(8)))
        #expect(conversation.ends() == [.breach(.invalidText, at: 7)])
    }

    @Test func invalidTextIsFoundAcrossFragments() {
        let heard = Conversation.hears(
            frameBytes(1, [0xE2, 0x82], fin: false) + frameBytes(9) + frameBytes(0, [0x61]))
        #expect(
            heard == [.fragment([0xE2, 0x82]), .control(.ping, []), .breach(.invalidText, at: 6)])
    }

    @Test func textThatEndsAmidACharacterIsInvalid() {
        #expect(
            Conversation.hears(frameBytes(1, [0x61, 0xE2, 0x82])) == [.breach(.invalidText, at: 9)])
        #expect(
            Conversation.hears(frameBytes(1, [0xE2], fin: false) + frameBytes(0, []))
                == [.fragment([0xE2]), .breach(.invalidText, at: 6)])
    }

    @Test func anyBytesInAnySplitComeToTheSameEnd() {
        var random = SplitMix(seed: 6455)
        for _ in 0..<3_000 {
            var bytes: [UInt8] = []
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let opcode = [0, 1, 2, 8, 9, 10, 3].randomElement(using: &random) ?? 0
                let payload = random.bytes(Int.random(in: 0...140, using: &random)).map {
                    random.state & 0x100 == 0 ? $0 & 0x7F : $0
                }
                bytes += frameBytes(
                    UInt8(opcode), payload, fin: Int.random(in: 0...2, using: &random) > 0,
                    key: Int.random(in: 0...15, using: &random) == 0 ? nil : 0x0102_0384)
            }
            let whole = Conversation.hears(bytes, limits: Self.small)
            let size = Int.random(in: 1...30, using: &random)
            let torn = Conversation.hears(
                bytes, inChunksOf: size, landing: size % 2 == 0, limits: Self.small)
            #expect(torn == whole, "chunks of \(size): \(bytes)")
        }
    }
}
