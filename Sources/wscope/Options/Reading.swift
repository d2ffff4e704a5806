import WebSocketWire

/// How the text of an option or of a configuration key becomes a value. One place for both, so
/// that they accept and refuse the same.
enum Reading {
    static func port(_ text: String) throws(WrongValue) -> UInt16 {
        guard let port = UInt16(text) else {
            throw WrongValue(text, allowed: "a port from 0 to 65535 (0: any that is free)")
        }
        return port
    }

    static func count(_ text: String, in range: ClosedRange<Int>) throws(WrongValue) -> Int {
        guard let count = Int(text), range.contains(count) else {
            throw WrongValue(
                text, allowed: "a number from \(range.lowerBound) to \(range.upperBound)")
        }
        return count
    }

    static func slots(_ text: String) throws(WrongValue) -> Int {
        try count(text, in: 1...1_000_000)
    }

    static func fragments(_ text: String) throws(WrongValue) -> Int {
        try count(text, in: 1...1_000_000_000)
    }

    static func lane(_ text: String) throws(WrongValue) -> Int {
        try count(text, in: 0...1024)
    }

    static func controlFrames(_ text: String) throws(WrongValue) -> Int {
        try count(text, in: 0...1_000_000)
    }

    static func headerCount(_ text: String) throws(WrongValue) -> Int {
        try count(text, in: 5...10_000)
    }

    static func demo(_ text: String) throws(WrongValue) -> Int {
        try count(text, in: 0...64)
    }

    static func size(_ text: String) throws(WrongValue) -> ByteSize {
        let size = try ByteSize(text)
        guard (1...(1 << 30)).contains(size.bytes) else {
            throw WrongValue(text, allowed: "a size from 1 to 1GiB")
        }
        return size
    }

    /// At least what one large message takes, at most what a large machine has.
    static func memory(_ text: String) throws(WrongValue) -> ByteSize {
        let size = try ByteSize(text)
        guard ((1 << 20)...(1 << 40)).contains(size.bytes) else {
            throw WrongValue(text, allowed: "a size from 1MiB to 1024GiB")
        }
        return size
    }

    /// Nothing at all, or up to a GiB.
    static func payloads(_ text: String) throws(WrongValue) -> ByteSize {
        let size = try ByteSize(text)
        guard (0...(1 << 30)).contains(size.bytes) else {
            throw WrongValue(text, allowed: "a size up to 1GiB, or 0")
        }
        return size
    }

    static func compression(_ text: String) throws(WrongValue) -> Compression {
        switch text {
        case "off": return .off
        case "on": return .on
        default:
            guard let size = try? ByteSize(text) else {
                throw WrongValue(text, allowed: "off, on or \(ByteSize.allowed)")
            }
            return Compression(leastSize: size)
        }
    }

    static func span(_ text: String) throws(WrongValue) -> TimeSpan { try TimeSpan(text) }

    static func host(_ text: String) throws(WrongValue) -> String {
        guard !text.isEmpty else {
            throw WrongValue(
                text, allowed: "an address or a name such as 127.0.0.1, ::1 or 0.0.0.0")
        }
        return text
    }

    static func handshakes(_ text: String) throws(WrongValue) -> Int {
        try count(text, in: 1...1_000_000)
    }

    /// Of one address; 0: any number.
    static func share(_ text: String) throws(WrongValue) -> Int {
        try count(text, in: 0...1_000_000)
    }

    /// As a Host header has it. RFC 9110 §7.2.
    static func allowedHost(_ text: String) throws(WrongValue) -> String {
        guard HandshakePolicy.isHost(text) else {
            throw WrongValue(text, allowed: "a host such as example.org, example.org:8443 or [::1]")
        }
        return text
    }

    /// An origin is a scheme, a host and perhaps a port, or `*`. RFC 6454 §6.
    static func origin(_ text: String) throws(WrongValue) -> String {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let isOrigin =
            text == "*" || text == "null"
            || (parts.count == 3 && parts[0].hasSuffix(":") && parts[0].count > 1
                && parts[1].isEmpty && !parts[2].isEmpty)
        guard isOrigin else {
            throw WrongValue(text, allowed: "an origin such as https://example.org:8443, or *")
        }
        return text
    }

    /// A token of RFC 9110 §5.6.2, as RFC 6455 §4.1 demands of subprotocol names.
    static func subprotocol(_ text: String) throws(WrongValue) -> String {
        let marks = "!#$%&'*+-.^_`|~"
        let isToken =
            !text.isEmpty
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || marks.contains($0)) }
        guard isToken else {
            throw WrongValue(text, allowed: "a subprotocol name such as chat.v2 (RFC 6455 §4.1)")
        }
        return text
    }

    static func application(_ text: String) throws(WrongValue) -> ApplicationName {
        guard let name = ApplicationName(text) else {
            throw WrongValue(
                text, allowed: "echo, sink, broadcast or a shared object such as ./callback.so")
        }
        return name
    }

    static func path(_ text: String) throws(WrongValue) -> String {
        guard text.hasPrefix("/"), text.allSatisfy({ $0.isASCII && !"?# ".contains($0) }) else {
            throw WrongValue(text, allowed: "a path such as /chat, without a query")
        }
        return text
    }

    static func themeName(_ text: String) throws(WrongValue) -> String {
        let isName =
            (1...64).contains(text.utf8.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "_-".contains($0)) }
        guard isName else {
            throw WrongValue(text, allowed: "a theme name: letters, digits, - and _, 64 at most")
        }
        return text
    }

    static func selfSigned(_ text: String) throws(WrongValue) -> Bool {
        guard text == "self-signed" else {
            throw WrongValue(text, allowed: "self-signed (or give --cert and --key)")
        }
        return true
    }

    static func choice<Choice: CaseIterable & RawRepresentable>(_ text: String)
        throws(WrongValue) -> Choice where Choice.RawValue == String
    {
        guard let choice = Choice(rawValue: text) else {
            let names = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw WrongValue(text, allowed: "one of \(names)")
        }
        return choice
    }
}
