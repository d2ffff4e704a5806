import Glibc

/// Lines of stdin as they come, without waiting for the next.
struct InputLines {
    /// A command is shorter; what is longer is passed over to its end.
    static let longest = 65_536

    private(set) var hasEnded = false
    /// Whether any line has come.
    private(set) var hasSpoken = false
    let isTerminal = isatty(STDIN_FILENO) == 1
    private var part: [UInt8] = []
    private var isTooLong = false

    var descriptor: Int32 { hasEnded ? -1 : STDIN_FILENO }

    /// Whole lines; the last one may lack its newline at the end of the file.
    mutating func read() -> [String] {
        var bytes = [UInt8](repeating: 0, count: 65_536)
        let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return [] }
        guard count > 0 else {
            hasEnded = true
            return part.isEmpty ? [] : [finish()].compactMap(\.self)
        }
        var lines: [String] = []
        for byte in bytes[..<count] {
            if byte == UInt8(ascii: "\n") {
                if let line = finish() { lines.append(line) }
            } else if part.count < InputLines.longest {
                part.append(byte)
            } else {
                isTooLong = true
            }
        }
        return lines
    }

    private mutating func finish() -> String? {
        defer {
            part = []
            isTooLong = false
        }
        hasSpoken = true
        if isTooLong {
            ProgramExit.complain("wscope: a line over 64 KiB was passed over")
            return nil
        }
        if part.last == UInt8(ascii: "\r") { part.removeLast() }
        return String(decoding: part, as: UTF8.self)
    }
}
