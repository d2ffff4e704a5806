import WebSocketEngine

@testable import WebSocketWire

extension FuzzTarget {
    /// The reader of frames, in chunks that the input gives and at once: both say the same.
    static let frames = FuzzTarget(name: "frames") { input in
        var choices = Choices(input)
        let chunk = choices.byte() % 40 + 1
        let limits = ReadLimits(
            maximumFrame: 5000, maximumMessage: 8000, maximumFragments: 20,
            allowedReservedBits: choices.byte() % 2 == 0 ? 0 : FrameHeader.compressedBit)
        let pool = BufferPool(budget: 1 << 20)
        let whole = said(choices.rest, chunk: .max, limits, pool)
        let torn = said(choices.rest, chunk: chunk, limits, pool)
        check(whole == torn, "frames in chunks of \(chunk): \(torn) instead of \(whole)")
        check(pool.outstandingBytes == 0, "\(pool.outstandingBytes) bytes were kept")
    }

    /// What a reader makes of these bytes, a line each.
    private static func said(
        _ bytes: UnsafeRawBufferPointer, chunk: Int, _ limits: ReadLimits, _ pool: BufferPool
    ) -> [String] {
        var reader = MessageReader()
        defer { reader.discard(pool: pool) }
        var lines: [String] = []
        var start = 0
        while start < bytes.count {
            // Memory of its own, so that reading beyond a chunk is found.
            let end = min(bytes.count, start &+ min(chunk, bytes.count))
            let copy = UnsafeMutableRawBufferPointer.allocate(byteCount: end - start, alignment: 1)
            defer { copy.deallocate() }
            copy.copyMemory(from: UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
            start = end
            var rest = copy
            let landing = reader.landing
            var step: ReadStep?
            if !landing.isEmpty {
                let count = min(landing.count, rest.count)
                landing.copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<count]))
                rest = UnsafeMutableRawBufferPointer(rebasing: rest[count...])
                step = reader.landed(count, limits: limits, pool: pool)
            }
            while true {
                switch step ?? reader.next(&rest, limits: limits, pool: pool) {
                case .needsMore: break
                case .outOfMemory:
                    check(false, "out of memory within the limits")
                case .frame(let frame):
                    lines.append(
                        "\(frame.header) \(frame.messageOpcode) \(frame.fragments) "
                            + "\(Array(frame.payload)) \(frame.message.map(Array.init) ?? [])")
                    step = nil
                    continue
                case .breach(let breach, _):
                    // How much of the payload had come depends on the chunks.
                    return lines + ["\(breach.rule)"]
                }
                if rest.isEmpty { break }
                step = nil
            }
        }
        return lines
    }

    /// Lists in header fields: extensions, and elements by commas.
    static let headers = FuzzTarget(name: "headers") { input in
        switch ExtensionGrammar.read(input) {
        case .malformed(let offset):
            check(offset >= 0 && offset <= input.count, "a place outside of the value")
        case .offers(let offers):
            check(!offers.isEmpty, "a list of nothing")
            let policy = DeflatePolicy()
            guard let agreement = policy.agreement(to: offers) else { break }
            let bits = [agreement.serverWindowBits, agreement.clientWindowBits].compactMap { $0 }
            check(bits.allSatisfy { (8...15).contains($0) }, "a window of \(bits) bits")
        }
        HTTPGrammar.forEachElement(of: input) { element in
            check(!element.contains(UInt8(ascii: ",")), "an element with a comma")
        }
        if let bytes = Base64.decode(input) {
            // Bits that padding leaves over may differ.
            let again = Base64.encode(bytes)
            check(
                again.count == input.count && Base64.decode(again) == bytes,
                "Base64 that is not its own")
        }
    }

    /// The validator against Swift's own, in chunks that the input gives.
    static let utf8 = FuzzTarget(name: "utf8") { input in
        var choices = Choices(input)
        let chunk = choices.byte() % 24 + 1
        let bytes = Array(choices.rest)
        let isRight = String(validating: bytes, as: UTF8.self) != nil
        check(
            choices.rest.withMemoryRebound(to: UInt8.self) { _ in
                UTF8Validator.isWhole(choices.rest)
            } == isRight, "whole text was judged otherwise")
        var validator = UTF8Validator()
        var offset: Int?
        var start = 0
        while !choices.rest.isEmpty, offset == nil {
            let part = choices.take(chunk)
            offset = validator.validate(part).map { $0 + start }
            start += part.count
        }
        check((offset == nil && validator.isComplete) == isRight, "torn text was judged otherwise")
        if let offset {
            // What stands before can be continued rightly; what stands there cannot.
            check(offset < bytes.count, "a place outside of the text")
            var again = UTF8Validator()
            check(bytes[..<offset].withUnsafeBytes { again.validate($0) } == nil, "an early place")
        }
    }

    /// Inflating under a limit; a second message meets the window of the first.
    static let inflate = FuzzTarget(name: "inflate") { input in
        var choices = Choices(input)
        let traits = choices.byte()
        let limit = 1 << (traits & 15)
        let pool = BufferPool(budget: 1 << 20)
        do {
            let inflater = Inflater(
                windowBits: 8 + traits >> 4 & 7, takesOver: traits & 128 == 0, pool: pool)
            let first = choices.take(choices.byte())
            for part in [first, choices.rest] {
                switch inflater.inflate(part, limit: limit) {
                case .message(var message):
                    check(message.count <= limit, "\(message.count) bytes at a limit of \(limit)")
                    message.give(to: pool)
                case .broken(let rule):
                    check(
                        inflater.taken <= part.count
                            && [.corruptDeflate, .messageTooBig].contains(rule),
                        "\(rule) at \(inflater.taken) of \(part.count)")
                case .outOfMemory: check(false, "out of memory within the limits")
                }
                if traits & 64 != 0 { inflater.sleep() }
            }
        }
        check(pool.outstandingBytes == 0, "\(pool.outstandingBytes) bytes were kept")
    }
}
