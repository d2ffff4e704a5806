import Testing

@testable import WebSocketWire

@Suite struct MessageReaderTests {
    /// A whole session: every length form, both data types, fragments with controls in between.
    static let session: [UInt8] =
        frameBytes(1, Array("Hello".utf8))
        + frameBytes(2, [UInt8](repeating: 7, count: 126))
        + frameBytes(9, Array("ping".utf8))
        + frameBytes(1, Array("Grüß".utf8.prefix(3)), fin: false)
        + frameBytes(9, [])
        + frameBytes(0, [], fin: false)
        + frameBytes(10, Array("pong".utf8))
        + frameBytes(0, Array("Grüß €😀".utf8.dropFirst(3)))
        + frameBytes(2, [])
        + frameBytes(1, [UInt8](repeating: 0x61, count: 70_000))
        + frameBytes(8, [0x03, 0xE8])

    static let words: [Heard] = [
        .text("Hello"), .binary([UInt8](repeating: 7, count: 126)),
        .control(.ping, Array("ping".utf8)),
        .fragment(Array("Grüß".utf8.prefix(3))), .control(.ping, []), .fragment([]),
        .control(.pong, Array("pong".utf8)), .text("Grüß €😀"), .binary([]),
        .text(String(repeating: "a", count: 70_000)), .control(.close, [0x03, 0xE8]),
    ]

    @Test func aRunOfFramesInOneReadIsHeardInOrder() {
        #expect(Conversation.hears(Self.session) == Self.words)
    }

    @Test(arguments: [1, 2, 3, 5, 7, 13, 64, 125, 1_000, 65_536], [false, true])
    func anyChunksAreHeardTheSame(size: Int, landing: Bool) {
        let heard = Conversation.hears(Self.session, inChunksOf: size, landing: landing)
        #expect(heard == Self.words)
    }

    @Test func oneFrameSplitAtEveryOffsetIsHeardTheSame() {
        let bytes =
            frameBytes(1, Array(String(repeating: "né€😀", count: 30).utf8))
            + frameBytes(9, Array("between".utf8))
        let whole = Conversation.hears(bytes)
        #expect(whole.count == 2)
        for split in 1..<bytes.count {
            var conversation = Conversation()
            conversation.receives(Array(bytes[..<split]))
            conversation.receives(Array(bytes[split...]))
            #expect(conversation.ends() == whole, "split at \(split)")
        }
    }

    @Test func aWholeFrameIsLentFromTheInputWithoutACopy() throws {
        var bytes = frameBytes(2, [1, 2, 3])
        let pool = BufferPool()
        var reader = MessageReader()
        try bytes.withUnsafeMutableBytes { memory in
            var input = memory
            guard case .frame(let frame) = reader.next(&input, limits: ReadLimits(), pool: pool)
            else {
                Issue.record("no frame")
                return
            }
            let message = try #require(frame.message)
            #expect(message.baseAddress == UnsafeRawPointer(memory.baseAddress.map { $0 + 6 }))
            #expect(Array(message) == [1, 2, 3])
            #expect(pool.outstandingBytes == 0)
        }
    }

    @Test func theKernelFillsTheRestOfATornPayload() {
        let payload = (0..<50_000).map { UInt8(truncatingIfNeeded: $0) }
        let bytes = frameBytes(2, payload)
        var conversation = Conversation()
        conversation.receives(Array(bytes.prefix(1_003)))
        #expect(conversation.reader.landing.count == bytes.count - 1_003)
        #expect(conversation.reader.heldBytes >= 50_000)
        conversation.lands(Array(bytes.dropFirst(1_003).prefix(9)))
        conversation.lands(Array(bytes.dropFirst(1_012)))
        #expect(conversation.heard == [.binary(payload)])
        #expect(conversation.reader.landing.count == 0)
        conversation.receives([])
        #expect(conversation.reader.heldBytes == 0)
        #expect(conversation.pool.outstandingBytes == 0)
    }

    @Test func aMessageCountsItsFragmentsAcrossControls() {
        var conversation = Conversation()
        conversation.receives(
            frameBytes(2, [1], fin: false) + frameBytes(9) + frameBytes(0, [], fin: false)
                + frameBytes(10) + frameBytes(0, [2]))
        #expect(conversation.framesFragments == [1, 1, 2, 1, 3])
        #expect(conversation.ends().last == .binary([1, 2]))
    }

    @Test func aMessageOfEmptyFragmentsIsEmpty() {
        let bytes =
            frameBytes(1, [], fin: false) + frameBytes(0, [], fin: false) + frameBytes(0, [])
        #expect(Conversation.hears(bytes) == [.fragment([]), .fragment([]), .text("")])
    }

    /// RFC 7692 §6: the first frame speaks for all; what is not yet inflated is not yet text.
    @Test(arguments: [1, 2, 3, 8, 1_000], [false, true])
    func aCompressedMessageIsToldApart(size: Int, landing: Bool) {
        let bytes =
            frameBytes(1, [0xF2, 0xFF], reserved: 0b100)
            + frameBytes(1, [0xF2], fin: false, reserved: 0b100) + frameBytes(9)
            + frameBytes(0, [0xFF]) + frameBytes(1, [0x61])
            + frameBytes(2, [0x00], reserved: 0b100) + frameBytes(1, [0x61], fin: false)
            + frameBytes(0, [0xFF])
        let heard = Conversation.hears(
            bytes, inChunksOf: size, landing: landing,
            limits: ReadLimits(allowedReservedBits: FrameHeader.compressedBit))
        #expect(
            heard == [
                .compressed(.text, [0xF2, 0xFF]), .fragment([0xF2]), .control(.ping, []),
                .compressed(.text, [0xF2, 0xFF]), .text("a"), .compressed(.binary, [0x00]),
                .fragment([0x61]), .breach(.invalidText, at: 6),
            ])
    }

    @Test func discardGivesEverythingBackAtAnyPoint() {
        for count in 0..<min(400, Self.session.count) {
            var conversation = Conversation()
            conversation.receives(Array(Self.session.prefix(count)))
            _ = conversation.ends()
            #expect(conversation.pool.outstandingBytes == 0)
            #expect(conversation.reader.heldBytes == 0)
            #expect(!conversation.reader.isAmidMessage)
        }
    }

    @Test func aReaderStaysSmallEnoughForASlot() {
        #expect(MemoryLayout<MessageReader>.size <= 96)
    }
}
