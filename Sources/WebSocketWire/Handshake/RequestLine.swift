/// The first line of a request: method, target, version. RFC 9112 §3.
struct RequestLine {
    enum Reading {
        case right(RequestLine)
        case wrong(Rule, at: Int)
    }

    var target: UnsafeRawBufferPointer
    /// Of an absolute-form target. RFC 9112 §3.2.2.
    var authority: UnsafeRawBufferPointer?
    /// The target from its path on.
    var pathAndQuery: UnsafeRawBufferPointer
    var httpVersion: UInt16
    /// With its CR LF.
    var byteCount: Int

    private static let methodCount = 3
    /// Behind `GET `.
    static let targetOffset = methodCount + 1
    /// Longer than any registered method, so that a stream of letters is named early.
    private static let maximumMethod = 32
    /// " HTTP/1.1"
    private static let versionCount = 9

    /// Reads a whole line, without its CR LF, whose method `readMethod` has passed.
    static func read(_ line: UnsafeRawBufferPointer) -> Reading {
        let start = targetOffset
        guard line.count > start &+ versionCount else {
            return .wrong(.malformedRequestLine, at: line.count)
        }
        let end = line.count &- versionCount
        for index in start..<end where !isTarget(line[index]) {
            return .wrong(.malformedRequestLine, at: index)
        }
        let version = UnsafeRawBufferPointer(rebasing: line[end...])
        guard HTTPGrammar.starts(version, with: " HTTP/"), isDigit(version[6]),
            version[7] == UInt8(ascii: "."), isDigit(version[8])
        else { return .wrong(.malformedRequestLine, at: end) }
        let major = version[6] &- 0x30
        let minor = version[8] &- 0x30
        if major == 0 || (major == 1 && minor == 0) { return .wrong(.httpVersionTooLow, at: end) }
        // Later major versions do not have a request line.
        if major > 1 { return .wrong(.malformedRequestLine, at: end) }
        var right = RequestLine(
            target: UnsafeRawBufferPointer(rebasing: line[start..<end]), authority: nil,
            pathAndQuery: UnsafeRawBufferPointer(rebasing: line[start..<end]),
            httpVersion: UInt16(major) << 8 | UInt16(minor), byteCount: line.count &+ 2)
        return right.splitTarget() ? .right(right) : .wrong(.malformedRequestLine, at: start)
    }

    /// Judges the method as soon as its end has come; nil if it is right so far.
    static func readMethod(_ bytes: UnsafeRawBufferPointer) -> Reading? {
        let last = min(bytes.count, maximumMethod &+ 1)
        for index in 0..<last where index == maximumMethod || !HTTPGrammar.isToken(bytes[index]) {
            guard bytes[index] == 0x20, index > 0 else {
                return .wrong(.malformedRequestLine, at: index)
            }
            let isGet =
                index == methodCount && bytes[0] == UInt8(ascii: "G")
                && bytes[1] == UInt8(ascii: "E") && bytes[2] == UInt8(ascii: "T")
            return isGet ? nil : .wrong(.methodNotGet, at: 0)
        }
        return nil
    }

    /// Takes scheme and authority off an absolute-form target; false for other forms.
    private mutating func splitTarget() -> Bool {
        guard target[0] != UInt8(ascii: "/") else { return true }
        let schemes: [StaticString] = ["http://", "https://", "ws://", "wss://"]
        for scheme in schemes {
            let count = scheme.utf8CodeUnitCount
            guard target.count > count,
                HTTPGrammar.matches(UnsafeRawBufferPointer(rebasing: target[..<count]), scheme)
            else { continue }
            var end = count
            while end < target.count, HTTPGrammar.isAuthority(target[end]) { end &+= 1 }
            guard end > count,
                end == target.count || target[end] == UInt8(ascii: "/")
                    || target[end] == UInt8(ascii: "?")
            else { return false }
            authority = UnsafeRawBufferPointer(rebasing: target[count..<end])
            pathAndQuery = UnsafeRawBufferPointer(rebasing: target[end...])
            return true
        }
        return false
    }

    private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

    /// Visible ASCII but no fragment, which RFC 6455 §3 forbids.
    private static func isTarget(_ byte: UInt8) -> Bool {
        byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "#")
    }
}
