/// What an opening handshake must not show to whoever looks over a shoulder or gets a capture.
public enum HandshakeSecrets {
    /// The sign that stands for each byte of a secret, so that lengths and places stay.
    public static let mask = UInt8(ascii: "*")

    /// Fields whose values are secret as a whole.
    private static let secret: [StaticString] = [
        "authorization", "proxy-authorization", "cookie", "set-cookie", "x-api-key",
        "x-auth-token", "x-access-token", "x-csrf-token", "x-amz-security-token",
    ]

    /// Where tokens are passed for want of an Authorization field, in a browser: elements that are
    /// longer than this are no names. 32: longer than the registered subprotocols.
    private static let longestSubprotocol = 32

    /// Overwrites credentials, cookies, query strings and tokens among the subprotocols. Takes any
    /// bytes, a head that is torn or wrong too.
    public static func hide(in head: UnsafeMutableRawBufferPointer) {
        var start = 0
        while start < head.count {
            let end = head[start...].firstIndex(of: 0x0A) ?? head.count
            if start == 0 {
                hideQuery(in: head, 0..<end)
            } else {
                hide(in: head, field: start..<end)
            }
            start = end + 1
        }
    }

    /// As `hide(in:)` has it where it stands in a list.
    public static func hidden(subprotocol: String) -> String {
        let count = subprotocol.utf8.count
        return count > longestSubprotocol ? String(repeating: "*", count: count) : subprotocol
    }

    private static func hide(in head: UnsafeMutableRawBufferPointer, field: Range<Int>) {
        guard let colon = head[field].firstIndex(of: UInt8(ascii: ":")) else { return }
        let name = UnsafeRawBufferPointer(rebasing: head[field.lowerBound..<colon])
        var value = (colon + 1)..<field.upperBound
        while let first = value.first, head[first] == 0x20 || head[first] == 0x09 {
            value = (first + 1)..<value.upperBound
        }
        if value.last.map({ head[$0] == 0x0D }) == true {
            value = value.lowerBound..<(value.upperBound - 1)
        }
        if secret.contains(where: { HTTPGrammar.matches(name, $0) }) {
            cover(head, value)
        } else if HTTPGrammar.matches(name, "referer") || HTTPGrammar.matches(name, "location") {
            hideQuery(in: head, value)
        } else if HTTPGrammar.matches(name, "sec-websocket-protocol") {
            hideTokens(in: head, value)
        }
    }

    /// From the question mark to the next blank.
    private static func hideQuery(in head: UnsafeMutableRawBufferPointer, _ range: Range<Int>) {
        guard let mark = head[range].firstIndex(of: UInt8(ascii: "?")) else { return }
        let rest = (mark + 1)..<range.upperBound
        let end = rest.first { head[$0] == 0x20 || head[$0] == 0x0D } ?? range.upperBound
        cover(head, rest.lowerBound..<end)
    }

    private static func hideTokens(in head: UnsafeMutableRawBufferPointer, _ value: Range<Int>) {
        var start = value.lowerBound
        for place in value.lowerBound...value.upperBound
        where place == value.upperBound || head[place] == UInt8(ascii: ",") {
            while start < place, head[start] == 0x20 { start += 1 }
            if place - start > longestSubprotocol { cover(head, start..<place) }
            start = place + 1
        }
    }

    private static func cover(_ head: UnsafeMutableRawBufferPointer, _ range: Range<Int>) {
        for place in range { head[place] = mask }
    }
}
