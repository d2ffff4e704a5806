import WebSocketWire

@testable import WebSocketEngine

// What a peer understands of the bytes that reach it, and what it holds against the server.
extension Peer {
    /// Takes apart what has come; the promise that it breaks, if any.
    func listen(_ registry: [UInt32: Crafted]) -> String? {
        if isMuddled { return nil }
        if !isUpgraded {
            guard hearResponse() else { return nil }
        }
        while true {
            // What follows a rejection is its body.
            if isTurnedAway { return nil }
            let parse = incoming.withUnsafeBytes { buffer -> (FrameHeader, Int)? in
                guard let base = buffer.baseAddress,
                    let header = FrameHeader.parse(base + parsed, count: buffer.count - parsed),
                    header.payloadLength <= UInt64(buffer.count - parsed - header.byteCount)
                else { return nil }
                return (header, parsed + header.byteCount)
            }
            guard let (header, start) = parse else { break }
            let end = start + Int(header.payloadLength)
            parsed = end
            if let wrong = hear(header, start..<end, registry) { return wrong }
        }
        if parsed > 4096 {
            incoming.removeFirst(parsed)
            parsed = 0
        }
        return nil
    }

    /// Whether frames follow.
    private func hearResponse() -> Bool {
        guard let blank = incoming.indices.first(where: endsFields) else { return false }
        parsed = blank + 4
        isUpgraded = true
        isTurnedAway = !incoming.starts(with: Self.switching)
        return true
    }

    /// Whether a blank line follows. Spelled out, as the standard library's search for a part took
    /// four fifths of a simulation.
    private func endsFields(_ place: Int) -> Bool {
        incoming[place] == 0x0D && place + 3 < incoming.count && incoming[place + 1] == 0x0A
            && incoming[place + 2] == 0x0D && incoming[place + 3] == 0x0A
    }

    private static let switching = Array("HTTP/1.1 101 ".utf8)

    private func hear(
        _ header: FrameHeader, _ range: Range<Int>, _ registry: [UInt32: Crafted]
    ) -> String? {
        guard let opcode = header.opcode else { return "a reserved opcode was sent" }
        if header.masked { return "a masked frame was sent" }
        let reserved = isPlain ? header.reservedBits : header.reservedBits & 0b011
        if reserved != 0 { return "reserved bits \(reserved) were sent" }
        let minimal = range.count <= 125 ? 0 : range.count <= 0xFFFF ? 2 : 8
        if Int(header.lengthBytes) != minimal { return "a length in a longer form was sent" }
        if closeHeard != nil, !closers.contains(Closer.crafted) {
            return "a frame followed the close frame"
        }
        return opcode.isControl
            ? hearControl(opcode, header, range, registry)
            : hearData(opcode, header, range, registry)
    }

    private func hearControl(
        _ opcode: Opcode, _ header: FrameHeader, _ range: Range<Int>,
        _ registry: [UInt32: Crafted]
    ) -> String? {
        guard header.fin, range.count <= 125 else { return "an unlawful control frame was sent" }
        switch opcode {
        case .close:
            closeHeard =
                range.count >= 2
                ? CloseCode(
                    rawValue: UInt16(incoming[range.lowerBound]) << 8
                        | UInt16(incoming[range.lowerBound + 1]))
                : .noStatusReceived
            return nil
        case .ping:
            if character != .silent {
                Wire.append(
                    to: &answers, .pong, key: 0x0102_0304 &+ UInt32(range.count), incoming[range])
            }
            return nil
        default: return hearPong(range)
        }
    }

    /// A pong answers one of its pings, each at most once and in their order; some may be passed
    /// over. RFC 6455 §5.5.3.
    private func hearPong(_ range: Range<Int>) -> String? {
        var place = isTempered ? 0 : pongsHeard
        while place < pingsHeard {
            let ping = pings[place]
            let payload = Payload(serial: ping.serial, count: range.count)
            if incoming.withUnsafeBytes({ payload.matches(.init(rebasing: $0[range])) }) {
                pongsHeard = place + 1
                return nil
            }
            place += 1
        }
        return "a pong answers no ping"
    }

    private func hearData(
        _ opcode: Opcode, _ header: FrameHeader, _ range: Range<Int>,
        _ registry: [UInt32: Crafted]
    ) -> String? {
        if opcode == .continuation {
            guard partsOpcode != nil else { return "a continuation of nothing was sent" }
            parts += incoming[range]
        } else if partsOpcode != nil {
            // Amid a message of the application only what was crafted may begin another.
            return hearCrafted(range, registry)
        } else if header.fin, !header.isCompressed {
            return incoming.withUnsafeBytes {
                hearMessage(opcode, UnsafeRawBufferPointer(rebasing: $0[range]), registry)
            }
        } else {
            partsOpcode = opcode
            partsCompressed = header.isCompressed
            parts = Array(incoming[range])
        }
        guard header.fin, let opcode = partsOpcode else { return nil }
        partsOpcode = nil
        guard partsCompressed, let inflater = deflate?.inflater else {
            return parts.withUnsafeBytes { hearMessage(opcode, $0, registry) }
        }
        let outcome = parts.withUnsafeBytes { inflater.inflate($0, limit: 1 << 24) }
        guard case .message(var message) = outcome else { return "a message does not inflate" }
        defer { message.give(to: pool) }
        return hearMessage(opcode, message.bytes, registry)
    }

    private func hearCrafted(_ range: Range<Int>, _ registry: [UInt32: Crafted]) -> String? {
        incoming.withUnsafeBytes {
            hearRegistered(UnsafeRawBufferPointer(rebasing: $0[range]), registry)
        }
    }

    /// A whole message is the next that it is owed, or one of those sent to many.
    private func hearMessage(
        _ opcode: Opcode, _ bytes: UnsafeRawBufferPointer, _ registry: [UInt32: Crafted]
    ) -> String? {
        var place = owedDone
        var offset = 0
        while place < owed.count {
            let frame = owed[place]
            guard offset + frame.payload.count <= bytes.count else { break }
            let part = UnsafeRawBufferPointer(
                rebasing: bytes[offset..<(offset + frame.payload.count)])
            guard frame.payload.matches(part) else { break }
            offset += frame.payload.count
            place += 1
            guard frame.fin else { continue }
            guard offset == bytes.count else { break }
            if owed[owedDone].opcode != opcode { return "a message came as \(opcode)" }
            owedDone = place
            return nil
        }
        return hearRegistered(bytes, registry)
    }

    private func hearRegistered(
        _ bytes: UnsafeRawBufferPointer, _ registry: [UInt32: Crafted]
    ) -> String? {
        guard let serial = Payload.serial(of: bytes), let sent = registry[serial],
            Payload(serial: serial, count: sent.count).matches(bytes)
        else {
            return "a message of \(bytes.count) bytes came that is not the next owed of "
                + "\(owed.count - owedDone)"
        }
        if !jobsHeard.insert(serial).inserted, !sent.isRepeated { return "a message came twice" }
        return nil
    }
}

/// A message that an operator sent, to one or to many.
struct Crafted {
    var count: Int
    var isRepeated = false
}

/// Who was asked to end a connection.
enum Closer {
    static let `operator`: UInt8 = 1
    static let application: UInt8 = 2
    static let crafted: UInt8 = 3
    static let shutdown: UInt8 = 4
}
