import WebSocketWire

/// What a reader made of a run of bytes, copied out of borrowed memory.
enum Heard: Equatable, CustomStringConvertible {
    case text(String)
    case binary([UInt8])
    /// A message that is yet to be inflated.
    case compressed(Opcode, [UInt8])
    case fragment([UInt8])
    case control(Opcode, [UInt8])
    case breach(Rule, at: Int)
    case outOfMemory

    var description: String {
        switch self {
        case .text(let text): "text(\(text.prefix(40)))"
        case .binary(let bytes): "binary(\(bytes.count) bytes)"
        case .compressed(let opcode, let bytes): "compressed \(opcode)(\(bytes.count) bytes)"
        case .fragment(let bytes): "fragment(\(bytes.count) bytes)"
        case .control(let opcode, let bytes): "\(opcode)(\(bytes))"
        case .breach(let rule, let offset): "breach(\(rule) at \(offset))"
        case .outOfMemory: "out of memory"
        }
    }
}

/// A reader, its limits and its pool, and the ways in which bytes come to it.
struct Conversation {
    var reader = MessageReader()
    var limits = ReadLimits()
    let pool = BufferPool()
    private(set) var heard: [Heard] = []
    private(set) var isOver = false
    private(set) var framesFragments: [UInt32] = []
    /// Bytes that the kernel put straight into a message's buffer.
    private(set) var landedBytes = 0

    init(limits: ReadLimits = ReadLimits()) { self.limits = limits }

    /// All at once.
    static func hears(_ bytes: [UInt8], limits: ReadLimits = ReadLimits()) -> [Heard] {
        var conversation = Conversation(limits: limits)
        conversation.receives(bytes)
        return conversation.ends()
    }

    /// In chunks of `size`.
    static func hears(
        _ bytes: [UInt8], inChunksOf size: Int, landing: Bool = false,
        limits: ReadLimits = ReadLimits()
    ) -> [Heard] {
        var conversation = Conversation(limits: limits)
        var rest = bytes[...]
        while !rest.isEmpty, !conversation.isOver {
            if landing, conversation.reader.landing.count > 0 {
                let count = min(size, conversation.reader.landing.count, rest.count)
                conversation.lands(Array(rest.prefix(count)))
                rest = rest.dropFirst(count)
            } else {
                conversation.receives(Array(rest.prefix(size)))
                rest = rest.dropFirst(size)
            }
        }
        return conversation.ends()
    }

    mutating func receives(_ bytes: [UInt8]) {
        // A copy of its exact size, so that a sanitizer sees any read beyond it.
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: bytes.count, alignment: 1)
        defer { memory.deallocate() }
        memory.copyBytes(from: bytes)
        var input = memory
        while !isOver {
            let step = reader.next(&input, limits: limits, pool: pool)
            note(step)
            if case .needsMore = step { break }
        }
    }

    mutating func lands(_ bytes: [UInt8]) {
        let landing = reader.landing
        landing.copyBytes(from: bytes.prefix(landing.count))
        landedBytes += bytes.count
        note(reader.landed(bytes.count, limits: limits, pool: pool))
    }

    mutating func ends() -> [Heard] {
        reader.discard(pool: pool)
        return heard
    }

    private mutating func note(_ step: ReadStep) {
        switch step {
        case .needsMore: break
        case .frame(let frame):
            framesFragments.append(frame.fragments)
            heard.append(Self.words(for: frame))
        case .breach(let breach):
            heard.append(.breach(breach.rule, at: breach.byteOffset))
            isOver = true
        case .outOfMemory:
            heard.append(.outOfMemory)
            isOver = true
        }
    }

    private static func words(for frame: ReceivedFrame) -> Heard {
        if let opcode = frame.header.opcode, opcode.isControl {
            return .control(opcode, Array(frame.payload))
        }
        guard let message = frame.message else { return .fragment(Array(frame.payload)) }
        if frame.isCompressed { return .compressed(frame.messageOpcode, Array(message)) }
        return frame.messageOpcode == .text
            ? .text(String(decoding: message, as: UTF8.self)) : .binary(Array(message))
    }
}
