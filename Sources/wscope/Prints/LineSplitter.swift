import Console
import WebSocketEngine

/// Makes lines of the bytes that come out of a pipe.
///
/// A line ends with `\n`, `\r` or both, in either order: firmware prints all of these. No line
/// holds more than `PrintedLine.capacity` bytes; the rest of a longer one is dropped.
struct LineSplitter {
    /// How long an unfinished line waits for its end: a prompt has none.
    static let patience: UInt64 = 200_000_000

    private var bytes: [UInt8] = []
    private var isCut = false
    /// When the unfinished line began; nil when there is none.
    private(set) var begun: Instant?
    /// A `\r` has ended a line, so that a `\n` behind it ends nothing.
    private var hasReturned = false

    mutating func take(_ part: UnsafeRawBufferPointer, at now: Instant) -> [PrintedLine] {
        var lines: [PrintedLine] = []
        for byte in part {
            switch byte {
            case UInt8(ascii: "\n"):
                if !hasReturned { lines.append(end(at: now)) }
                hasReturned = false
            case UInt8(ascii: "\r"):
                if begun != nil {
                    lines.append(end(at: now))
                    hasReturned = true
                }
            default:
                hasReturned = false
                append(byte, at: now)
            }
        }
        return lines
    }

    /// The unfinished line, if it has waited long enough.
    mutating func takeOverdue(at now: Instant) -> PrintedLine? {
        guard let begun, now.since(begun) >= Self.patience else { return nil }
        return end(at: now)
    }

    /// The unfinished line, when nothing will come any more.
    mutating func finish(at now: Instant) -> PrintedLine? {
        begun == nil ? nil : end(at: now)
    }

    private mutating func append(_ byte: UInt8, at now: Instant) {
        if begun == nil { begun = now }
        if bytes.count < PrintedLine.capacity { bytes.append(byte) } else { isCut = true }
    }

    private mutating func end(at now: Instant) -> PrintedLine {
        defer {
            bytes.removeAll(keepingCapacity: true)
            isCut = false
            begun = nil
        }
        return PrintedLine(time: now, bytes: isCut ? wholeCharacters : bytes, isCut: isCut)
    }

    /// Without the start of a UTF-8 sequence whose rest was cut off.
    private var wholeCharacters: [UInt8] {
        let tail = bytes.suffix(3).reversed().prefix { $0 & 0xC0 == 0x80 }.count
        guard bytes.count > tail else { return bytes }
        let lead = bytes[bytes.count - tail - 1]
        let length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : lead >= 0xC0 ? 2 : 1
        return length > tail + 1 ? Array(bytes.dropLast(tail + 1)) : bytes
    }
}
