import WebSocketEngine

/// The row of a slot as it reads, in plain memory: a word that is being typed is looked for in a
/// hundred thousand of them at each key.
struct SlotLine {
    /// Identity, state, address, path and subprotocol at their longest, and some.
    private static let capacity = 256

    private let memory: UnsafeMutableRawBufferPointer
    private var count = 0

    /// Calls `body` with what a word of a filter looks at.
    static func with<Result>(
        _ entry: SlotInPlace, _ body: (UnsafeRawBufferPointer) -> Result
    ) -> Result {
        withUnsafeTemporaryAllocation(byteCount: capacity, alignment: 1) { memory in
            var line = SlotLine(memory: memory)
            line.add(entry)
            return body(UnsafeRawBufferPointer(rebasing: memory[..<line.count]))
        }
    }

    private init(memory: UnsafeMutableRawBufferPointer) { self.memory = memory }

    private mutating func add(_ entry: SlotInPlace) {
        add(entry.row.id.slot)
        add(byte: UInt8(ascii: "."))
        add(entry.row.id.generation)
        add(byte: UInt8(ascii: " "))
        add(entry.row.state.name)
        add(byte: UInt8(ascii: " "))
        add(entry.row.peer)
        add(byte: UInt8(ascii: " "))
        entry.row.path.withBytes { add($0) }
        add(byte: UInt8(ascii: " "))
        entry.row.subprotocol.withBytes { add($0) }
    }

    private mutating func add(_ peer: PeerAddress) {
        guard let ipv4 = peer.ipv4 else {
            add(peer.description)
            return
        }
        for part in 0..<4 as Range<UInt32> {
            add(ipv4 >> (24 - 8 * part) & 255)
            add(byte: part == 3 ? UInt8(ascii: ":") : UInt8(ascii: "."))
        }
        add(UInt32(peer.port))
    }

    private mutating func add(_ number: UInt32) {
        var divisor: UInt32 = 1
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            add(byte: UInt8(ascii: "0") + UInt8(number / divisor % 10))
            divisor /= 10
        }
    }

    private mutating func add(_ text: String) {
        for byte in text.utf8 { add(byte: byte) }
    }

    private mutating func add(_ bytes: UnsafeRawBufferPointer) {
        for byte in bytes { add(byte: byte) }
    }

    private mutating func add(byte: UInt8) {
        guard count < memory.count else { return }
        memory[count] = byte
        count += 1
    }
}
