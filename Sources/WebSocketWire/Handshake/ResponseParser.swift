#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads the head of a server's answer to an opening handshake. RFC 9112 §4.
public enum ResponseParser {
    /// What the bytes gathered so far come to.
    public enum Step {
        case needsMore
        case response(ServerResponse)
        /// It is no HTTP, or too much of it.
        case rejected(Verdict)
    }

    /// Judges all bytes gathered so far of one head.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer, limits: HandshakeLimits = HandshakeLimits()
    ) -> Step {
        let visible = UnsafeRawBufferPointer(rebasing: bytes.prefix(limits.maximumBytes))
        if let wrong = firstWrong(inVersionOf: visible) { return rejected(at: wrong) }
        guard let end = endOfHead(visible) else {
            return bytes.count < limits.maximumBytes ? .needsMore : rejected(at: visible.count)
        }
        var status: (UInt16, String)?
        let head = UnsafeRawBufferPointer(rebasing: visible[..<end])
        var fields = HeaderFields(head)
        var start = 0
        while let feed = endOfLine(head, from: start) {
            guard feed > start, head[feed &- 1] == 0x0D else { return rejected(at: feed) }
            let line = start..<(feed &- 1)
            if start == 0 {
                status = statusLine(UnsafeRawBufferPointer(rebasing: head[line]))
                if status == nil { return rejected(at: versionCount) }
            } else if let wrong = fields.take(line) {
                return rejected(at: wrong)
            }
            start = feed &+ 1
        }
        guard let (code, reason) = status else { return rejected(at: 0) }
        if let wrong = fields.wrongExtension { return rejected(at: wrong) }
        return .response(response(code, reason, fields, byteCount: end &+ 2))
    }

    /// `HTTP/1.1`
    private static let versionCount = 8

    private static func rejected(at offset: Int) -> Step {
        .rejected(Verdict(rule: .malformedResponse, byteOffset: offset))
    }

    private static func firstWrong(inVersionOf bytes: UnsafeRawBufferPointer) -> Int? {
        let pattern = Array("HTTP/1.".utf8)
        return zip(bytes, pattern).enumerated().first { $1.0 != $1.1 }?.offset
    }

    /// `HTTP/1.1 101 Switching Protocols`, without its end.
    private static func statusLine(_ line: UnsafeRawBufferPointer) -> (UInt16, String)? {
        guard line.count >= versionCount + 4, line[versionCount] == 0x20 else { return nil }
        let digits = line[(versionCount + 1)..<(versionCount + 4)]
        let rest = line[(versionCount + 4)...]
        guard digits.allSatisfy({ (0x30...0x39).contains($0) }), rest.first ?? 0x20 == 0x20,
            rest.allSatisfy(HTTPGrammar.isValue)
        else { return nil }
        let status = digits.reduce(UInt16(0)) { $0 * 10 + UInt16($1 - 0x30) }
        return (status, String(decoding: rest.dropFirst(), as: UTF8.self))
    }

    private static func response(
        _ status: UInt16, _ reason: String, _ fields: HeaderFields, byteCount: Int
    ) -> ServerResponse {
        let missing = byteCount &- 2
        let upgrade = fields.upgradesToWebSocket ? fields.connection : fields.upgrade
        return ServerResponse(
            status: status, reason: reason,
            upgrades: fields.upgradesToWebSocket && fields.connectionUpgrades,
            accept: fields.accept.map(fields.string), subprotocol: fields.subprotocols.first,
            extensions: fields.extensions, agreedExtensions: fields.extensionOffers,
            byteCount: byteCount, acceptPlace: fields.accept?.lowerBound ?? missing,
            upgradePlace: upgrade?.lowerBound ?? missing,
            subprotocolPlace: fields.subprotocolPlace ?? missing,
            extensionsPlace: fields.extensionsPlace ?? missing)
    }

    /// Where the empty line begins.
    private static func endOfHead(_ bytes: UnsafeRawBufferPointer) -> Int? {
        var start = 0
        while let feed = endOfLine(bytes, from: start) {
            if feed == start &+ 1, bytes[start] == 0x0D { return start }
            start = feed &+ 1
        }
        return nil
    }

    private static func endOfLine(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress, start < bytes.count,
            let found = memchr(base + start, 0x0A, bytes.count &- start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }
}
