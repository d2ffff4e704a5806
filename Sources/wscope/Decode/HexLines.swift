import WebSocketWire

/// A stream of bytes that is written in hex, line by line: `xxd`, or what
/// `tshark -z follow,tcp,raw` prints of both directions.
struct HexLines {
    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    /// No tool writes longer lines: a segment of TCP is at most 64 KiB.
    private static let longestLine = 1 << 20

    private let sender: Endpoint
    private var line: [UInt8] = []
    private var number = 0
    private var followsBoth = false

    init(from sender: Endpoint) { self.sender = sender }

    /// Whether a stream that begins like this can only be hex: its first bytes, read so, are those
    /// of HTTP, or tshark's rule. nil while that cannot be told.
    static func isHex(_ start: [UInt8], isAll: Bool) -> Bool? {
        let text = String(decoding: start.prefix(32), as: UTF8.self).drop { $0.isWhitespace }
        guard isAll || text.count >= 24 else { return nil }
        if text.hasPrefix("====") { return true }
        let line = text.prefix { !$0.isNewline }
        guard let bytes = try? HexInput.bytes(whole(line)), bytes.count >= 4 else { return false }
        let first = String(decoding: bytes.prefix(4), as: UTF8.self)
        return first == "GET " || first == "HTTP"
    }

    /// Without the digit that a cut left alone.
    private static func whole(_ line: Substring) -> String {
        let digits = line.reversed().prefix { $0.isHexDigit }.count
        return String(digits.isMultiple(of: 2) ? line : line.dropLast())
    }

    /// The bytes of the lines that are whole now.
    mutating func take(_ text: [UInt8]) throws(Malformed) -> [UInt8] {
        var bytes: [UInt8] = []
        for byte in text {
            guard byte == 0x0A else {
                line.append(byte)
                guard line.count <= Self.longestLine else {
                    throw Malformed(description: "line \(number + 1) of the hex is over 1 MiB")
                }
                continue
            }
            bytes += try takeLine()
        }
        return bytes
    }

    /// The last line may lack its end.
    mutating func finish() throws(Malformed) -> [UInt8] {
        line.isEmpty ? [] : try takeLine()
    }

    private mutating func takeLine() throws(Malformed) -> [UInt8] {
        defer { line = [] }
        number += 1
        let text = String(decoding: line, as: UTF8.self)
        if text.hasPrefix("====") {
            followsBoth = true
            return []
        }
        if followsBoth {
            let isRemark = ["Follow:", "Filter:", "Node "].contains { text.hasPrefix($0) }
            // The side that spoke first stands at the margin, the other one is indented.
            let isOther = text.hasPrefix("\t") == (sender == .client)
            if isRemark || isOther { return [] }
        }
        do {
            return try HexInput.bytes(text)
        } catch {
            throw Malformed(description: "line \(number): \(error)")
        }
    }
}
