#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a client's opening handshake, strictly. RFC 6455 §4.2.1, RFC 9112.
///
/// Without memory of its own: each call looks for the ends of the lines anew, which costs about
/// a microsecond at the limit of 16 KiB and so less than the read that brought the bytes. Fields
/// are judged once, when the head is whole.
public enum HandshakeParser {
    /// Judges all bytes gathered so far of one request.
    ///
    /// - Returns: `.rejected` as early as the bytes show a broken request line, a line that does
    ///   not end in CR LF, or a limit passed; other breaches when the head is whole.
    public static func parse(
        _ bytes: UnsafeRawBufferPointer, limits: HandshakeLimits = HandshakeLimits()
    ) -> HandshakeStep {
        let visible = UnsafeRawBufferPointer(rebasing: bytes.prefix(limits.maximumBytes))
        if case .wrong(let rule, let offset)? = RequestLine.readMethod(visible) {
            return rejected(rule, at: offset)
        }
        var start = 0
        var lines = 0
        var requestLine: RequestLine?
        while let end = endOfLine(visible, from: start) {
            guard end > start, visible[end &- 1] == UInt8(ascii: "\r") else {
                return rejected(lines == 0 ? .malformedRequestLine : .malformedHeader, at: end)
            }
            let line = UnsafeRawBufferPointer(rebasing: visible[start..<(end &- 1)])
            if line.count > limits.maximumLine { return tooLong(lines, at: start, limits) }
            if lines == 0 {
                switch RequestLine.read(line) {
                case .right(let right): requestLine = right
                case .wrong(let rule, let offset): return rejected(rule, at: offset)
                }
            } else if line.isEmpty, let requestLine {
                let fields = UnsafeRawBufferPointer(rebasing: visible[..<start])
                return judge(requestLine, fields, byteCount: end &+ 1)
            } else if lines > limits.maximumHeaders {
                return rejected(.headersTooLarge, at: start)
            }
            lines &+= 1
            start = end &+ 1
        }
        if visible.count &- start > limits.maximumLine &+ 1 {
            return tooLong(lines, at: start, limits)
        }
        if bytes.count >= limits.maximumBytes {
            return rejected(lines == 0 ? .requestLineTooLong : .headersTooLarge, at: visible.count)
        }
        return .needsMore
    }

    private static func endOfLine(_ bytes: UnsafeRawBufferPointer, from start: Int) -> Int? {
        guard let base = bytes.baseAddress, start < bytes.count,
            let found = memchr(base + start, 0x0A, bytes.count &- start)
        else { return nil }
        return UnsafeRawPointer(found) - base
    }

    private static func tooLong(
        _ line: Int, at start: Int, _ limits: HandshakeLimits
    ) -> HandshakeStep {
        rejected(
            line == 0 ? .requestLineTooLong : .headersTooLarge, at: start &+ limits.maximumLine)
    }

    private static func rejected(_ rule: Rule, at offset: Int) -> HandshakeStep {
        .rejected(Breach(rule: rule, byteOffset: offset))
    }

    /// Reads the fields of a whole head, then asks what RFC 6455 §4.2.1 asks.
    private static func judge(
        _ line: RequestLine, _ head: UnsafeRawBufferPointer, byteCount: Int
    ) -> HandshakeStep {
        var fields = HeaderFields(head)
        var start = line.byteCount
        while let end = endOfLine(head, from: start) {
            if let offset = fields.take(start..<(end &- 1)) {
                return rejected(.malformedHeader, at: offset)
            }
            start = end &+ 1
        }
        if let breach = fields.breach(of: line, end: head.count) { return .rejected(breach) }
        return .request(fields.request(of: line), byteCount: byteCount)
    }
}
