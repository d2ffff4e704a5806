import WebSocketWire

@testable import WebSocketEngine

// What a peer says, in the order in which it reaches the engine.
extension Peer {
    /// A message in random fragments, with pings in between.
    func say(
        _ payload: Payload, _ opcode: Opcode, _ random: inout SeededRandom, _ serials: inout UInt32
    ) {
        guard !saysNoMore else { return }
        let bytes = payload.bytes
        var fragments: UInt32 = 0
        var start = 0
        var isCompressed = false
        while true {
            fragments += 1
            let isFirst = fragments == 1
            let isLast =
                start == bytes.count || fragments > 8 || random.chance(2)
            let end = isLast ? bytes.count : start + random.below(bytes.count - start + 1)
            let part = bytes[start..<end]
            start = end
            if isFirst { isCompressed = deflate != nil && !random.chance(3) }
            let packed = isCompressed ? pack(part, isFirst: isFirst, isLast: isLast) : nil
            if isFirst { isCompressed = packed != nil }
            Wire.append(
                to: &outgoing, isFirst ? opcode : .continuation, fin: isLast,
                isCompressed: isFirst && isCompressed, key: key(&random),
                packed?[...] ?? part)
            ends.append(outgoing.count)
            if isLast { break }
            if random.chance(4) { ping(&random, &serials) }
        }
        said.append(
            Said(payload: payload, opcode: opcode, fragments: fragments, end: outgoing.count))
    }

    private func pack(_ part: ArraySlice<UInt8>, isFirst: Bool, isLast: Bool) -> [UInt8]? {
        guard let deflater = deflate?.deflater else { return nil }
        let outcome = part.withUnsafeBytes {
            deflater.deflate($0, isFirst: isFirst, isLast: isLast)
        }
        guard case .packed(var packed) = outcome else { return nil }
        defer { packed.give(to: pool) }
        return Array(packed.bytes)
    }

    func ping(_ random: inout SeededRandom, _ serials: inout UInt32) {
        guard !saysNoMore else { return }
        serials += 1
        let payload = Payload(serial: serials, count: 6 + random.below(20))
        Wire.append(to: &outgoing, .ping, key: key(&random), payload.bytes)
        ends.append(outgoing.count)
        pings.append((serials, outgoing.count))
    }

    func sayClose(_ code: CloseCode?, _ random: inout SeededRandom) {
        guard !saysNoMore else { return }
        let payload = code.map { [UInt8($0.rawValue >> 8), UInt8($0.rawValue & 255)] } ?? []
        Wire.append(to: &outgoing, .close, key: key(&random), payload)
        ends.append(outgoing.count)
        close = (code, outgoing.count)
        saysNoMore = true
    }

    func err(_ misdeed: Misdeed, _ random: inout SeededRandom) {
        guard !saysNoMore else { return }
        misdeed.append(to: &outgoing, key: key(&random))
        self.misdeed = (misdeed.rule(deflates: !isPlain), outgoing.count)
        saysNoMore = true
    }

    /// What it was asked, it answers between its frames.
    func answer() {
        if answers.isEmpty { return }
        if !saysNoMore {
            outgoing += answers
            ends.append(outgoing.count)
        }
        answers.removeAll(keepingCapacity: true)
    }

    private func key(_ random: inout SeededRandom) -> UInt32 {
        UInt32(truncatingIfNeeded: random.next())
    }
}
