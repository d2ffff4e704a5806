@testable import WebSocketWire

extension FuzzTarget {
    /// Messages there and back with every parameter; what one packs the other unpacks, whatever
    /// sleeps, starts anew, or gets no memory in between.
    static let deflate = FuzzTarget(name: "deflate") { input in
        var choices = Choices(input)
        let pool = BufferPool(budget: 1 << 20)
        do {
            var pair = DeflatePair(&choices, pool)
            while !choices.rest.isEmpty { pair.step(&choices) }
        }
        check(pool.outstandingBytes == 0, "\(pool.outstandingBytes) bytes were kept")
    }
}

/// A sender and its receiver, as a handshake makes them.
private struct DeflatePair {
    private let pool: BufferPool
    private let budget: Int
    private let deflater: Deflater
    private let makeInflater: () -> Inflater
    private var inflater: Inflater
    /// A message in fragments: what was said, and its bytes on the wire.
    private var plain: [UInt8] = []
    private var packed: [UInt8] = []
    private var isAmid = false

    init(_ choices: inout Choices, _ pool: BufferPool) {
        let traits = choices.byte()
        let sizes = choices.byte()
        self.pool = pool
        budget = pool.budget
        let policy = DeflatePolicy(
            serverTakesOver: traits & 1 == 0, clientTakesOver: traits & 2 == 0,
            serverWindowBits: sizes & 15, clientWindowBits: sizes >> 4,
            memoryLevel: traits >> 2 & 15, level: traits >> 4)
        let offer = String(decoding: choices.take(choices.byte()), as: UTF8.self)
        let offers: [ExtensionOffer]
        let value = "permessage-deflate" + offer
        switch Array(value.utf8).withUnsafeBytes({ ExtensionGrammar.read($0) }) {
        case .offers(let read): offers = read
        case .malformed: offers = [ExtensionOffer("permessage-deflate")]
        }
        let agreement = policy.agreement(to: offers) ?? DeflateAgreement()
        let most = agreement.serverWindowBits ?? 15
        check((8...15).contains(most), "a window of \(most) bits")
        let answer = Array(agreement.headerValue.utf8)
        let read = answer.withUnsafeBytes { ExtensionGrammar.read($0) }
        guard case .offers(let agreed) = read else { fatalError("our answer is malformed") }
        check(agreed.count == 1 && agreed[0].name == "permessage-deflate", "another extension")
        // Like every other: zlib cannot make a window of 8 bits.
        let bits = min(most, policy.serverWindowBits)
        deflater = Deflater(
            windowBits: bits, memoryLevel: policy.memoryLevel, level: policy.level,
            takesOver: agreement.serverTakesOver, pool: pool)
        makeInflater = {
            Inflater(windowBits: max(bits, 9), takesOver: agreement.serverTakesOver, pool: pool)
        }
        inflater = makeInflater()
    }

    mutating func step(_ choices: inout Choices) {
        let choice = choices.byte()
        switch choice & 7 {
        case 0: if !isAmid { deflater.sleep() }
        case 1: inflater.sleep()
        case 2: if !isAmid { deflater.forget() }
        case 3: pool.budget = pool.outstandingBytes + choice << 6
        case 4: pool.budget = budget
        default: say(isLast: choice & 8 == 0 || plain.count > 1 << 16, bytes(choice, &choices))
        }
    }

    private func bytes(_ choice: Int, _ choices: inout Choices) -> [UInt8] {
        let count = choices.byte()
        if choice & 16 == 0 { return Array(choices.take(count)) }
        // More than windows hold, and hard to pack if wanted.
        var state = UInt32(count) &+ 1
        return (0..<(count * 64)).map { place in
            state = state &* 1_664_525 &+ 1_013_904_223
            return choice & 32 == 0 ? UInt8(truncatingIfNeeded: place >> 4) : UInt8(state >> 24)
        }
    }

    /// One fragment; a message that could not be packed whole is said plainly, or not at all.
    private mutating func say(isLast: Bool, _ bytes: [UInt8]) {
        let outcome = bytes.withUnsafeBytes {
            deflater.deflate($0, isFirst: !isAmid, isLast: isLast)
        }
        switch outcome {
        case .packed(var part):
            check(part.count <= Deflater.bound(bytes.count), "more than the bound")
            packed += part.bytes
            plain += bytes
            part.give(to: pool)
            isAmid = !isLast
            if isLast { hear() }
        case .plain:
            check(!isAmid && isLast, "a fragment cannot be plain")
        case .outOfMemory:
            check(pool.budget < budget, "out of memory within the budget")
            deflater.forget()
            drop()
        }
    }

    private mutating func hear() {
        defer { drop() }
        switch packed.withUnsafeBytes({ inflater.inflate($0, limit: plain.count) }) {
        case .message(var message):
            check(Array(message.bytes) == plain, "\(plain.count) bytes came out otherwise")
            message.give(to: pool)
        case .broken(let rule): check(false, "\(rule) in what was just packed")
        case .outOfMemory:
            check(pool.budget < budget, "out of memory within the budget")
            // Its window is not the sender's any more: another connection begins.
            deflater.forget()
            inflater = makeInflater()
        }
    }

    private mutating func drop() {
        (plain, packed, isAmid) = ([], [], false)
    }
}
