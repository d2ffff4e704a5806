import Glibc
import WebSocketWire

@testable import WebSocketEngine

/// Memory for the cases, filled with text.
struct Memory {
    let count: Int
    let bytes: UnsafeMutableRawPointer

    init(_ count: Int, repeating text: String) {
        let letters = Array(text.utf8)
        // Whole repetitions: text is not torn at the end.
        self.count = count / letters.count * letters.count
        bytes = .allocate(byteCount: count, alignment: 64)
        for index in 0..<count {
            bytes.storeBytes(
                of: letters[index % letters.count], toByteOffset: index, as: UInt8.self)
        }
    }

    var buffer: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes, count: count) }
}

/// The steps of a message's way, each by itself.
enum Cases {
    static func copying(_ count: Int) -> Timing {
        let source = Memory(count, repeating: "x")
        let target = Memory(count, repeating: "y")
        return measure(bytes: count) { calls in
            for _ in 0..<calls { memcpy(hidden(target.bytes), source.bytes, count) }
        }
    }

    static func unmasking(_ count: Int) -> Timing {
        let memory = Memory(count, repeating: "x")
        return measure(bytes: count) { calls in
            for _ in 0..<calls {
                Masking.apply(
                    key: 0x9F7F_3D21, phase: 0, to: hidden(memory.bytes), count: count)
            }
        }
    }

    static func validating(_ count: Int, _ text: String) -> Timing {
        let memory = Memory(count, repeating: text)
        return measure(bytes: memory.count) { calls in
            for _ in 0..<calls {
                var validator = UTF8Validator()
                let bytes = UnsafeRawBufferPointer(
                    start: hidden(memory.bytes), count: memory.count)
                keep(validator.validate(bytes))
            }
        }
    }

    static func parsingHeaders() -> Timing {
        let memory = Memory(16, repeating: "x")
        let header = FrameHeader(
            fin: true, opcode: .text, payloadCount: 300, maskingKey: 0x9F7F_3D21)
        let count = header.write(to: memory.bytes)
        return measure { calls in
            for _ in 0..<calls {
                keep(FrameHeader.parse(hidden(memory.bytes), count: count))
            }
        }
    }

    static func deflating(_ count: Int, takesOver: Bool) -> Timing {
        let memory = Memory(count, repeating: "{\"sensor\":17,\"value\":20.4}")
        let pool = BufferPool()
        let deflater = Deflater(
            windowBits: 15, memoryLevel: 8, level: 6, takesOver: takesOver, pool: pool)
        return measure(bytes: memory.count) { calls in
            for _ in 0..<calls {
                let outcome = deflater.deflate(memory.buffer, isFirst: true, isLast: true)
                if case .packed(var packed) = outcome { packed.give(to: pool) }
            }
        }
    }

    static func inflating(_ count: Int) -> Timing {
        let memory = Memory(count, repeating: "{\"sensor\":17,\"value\":20.4}")
        let pool = BufferPool()
        let deflater = Deflater(
            windowBits: 15, memoryLevel: 8, level: 6, takesOver: false, pool: pool)
        let inflater = Inflater(windowBits: 15, takesOver: false, pool: pool)
        guard
            case .packed(let packed) = deflater.deflate(
                memory.buffer, isFirst: true, isLast: true)
        else { return Timing(nanoseconds: 0, allocations: nil, bytes: 0) }
        return measure(bytes: memory.count) { calls in
            for _ in 0..<calls {
                let outcome = inflater.inflate(
                    UnsafeRawBufferPointer(packed.bytes), limit: 1 << 24)
                if case .message(var message) = outcome { message.give(to: pool) }
            }
        }
    }

    /// A frame's record in the ring, and its payload beyond the preview.
    static func recording(_ count: Int) -> Timing {
        let memory = Memory(count, repeating: "x")
        var frames = History<FrameRecord>(capacity: 4096)
        var payloads = PayloadRing(capacity: 16 << 20, share: 2 << 20)
        payloads.open()
        let header = FrameHeader(
            fin: true, opcode: .text, payloadCount: count, maskingKey: 0x9F7F_3D21)
        defer {
            frames.deallocate()
            payloads.deallocate()
        }
        return measure(bytes: count) { calls in
            for _ in 0..<calls {
                let (record, sequence) = frames.next()
                record.pointee.sequence = sequence
                record.pointee.header = header
                record.pointee.preview.replace(with: memory.buffer)
                record.pointee.rest = payloads.keep(
                    memory.buffer, beyond: FrameRecord.previewCapacity)
            }
        }
    }

    /// `Engine.news` with so many connections, of which so many have changed since the last look.
    static func looking(slots: Int, changed: Int) -> Timing {
        var settings = EngineSettings()
        settings.slots = slots
        settings.memoryBudget = 4 << 30
        let engine = Engine(settings: settings)
        engine.isWatching = true
        let now = Instant(nanoseconds: .second)
        for index in 0..<slots {
            _ = engine.accept(
                peer: PeerAddress(ipv4: UInt32(truncatingIfNeeded: index), port: 50_000),
                secure: false, now: now)
            while engine.next() != nil {}
        }
        var cursor = NewsCursor()
        _ = engine.news(since: &cursor, now: now)
        let stride = max(1, slots / max(1, changed))
        return measure { calls in
            for _ in 0..<calls {
                for slot in Swift.stride(from: 0, to: slots, by: stride) {
                    engine.mark(engine.slots + slot)
                }
                keep(engine.news(since: &cursor, now: now))
            }
        }
    }
}
