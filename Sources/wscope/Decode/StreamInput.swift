import Glibc
import WebSocketWire

/// The bytes of a stream from a file or from stdin, as they come.
struct StreamInput {
    private let descriptor: Int32
    private let name: String
    private var hex: HexLines?
    /// What was read to see whether it is hex.
    private var start: [UInt8] = []

    /// - Parameters:
    ///   - path: `-` or nil for stdin.
    ///   - isHex: whether it is hex whatever it looks like.
    ///   - sender: nil for a server's direction that says so itself, otherwise a client's.
    init(_ path: String?, isHex: Bool, from sender: Endpoint?) throws {
        if let path, path != "-" {
            name = path
            descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else {
                throw Failure("cannot read \(path): \(String(cString: strerror(errno)))")
            }
        } else {
            name = "stdin"
            descriptor = STDIN_FILENO
        }
        var verdict: Bool? = isHex ? true : nil
        while verdict == nil {
            let more = try read()
            start += more
            verdict = HexLines.isHex(start, isAll: more.isEmpty)
        }
        if verdict == true { hex = HexLines(from: sender ?? .client) }
    }

    /// Whether the stream begins as a server's does.
    var looksLikeAServer: Bool { hex == nil && start.starts(with: Array("HTTP/".utf8)) }

    /// Calls `body` with all bytes in order until they end.
    mutating func forEach(_ body: ([UInt8]) throws -> Void) throws {
        var part = start.isEmpty ? try read() : start
        start = []
        while !part.isEmpty {
            try body(try plain(part))
            part = try read()
        }
        if let rest = try last(), !rest.isEmpty { try body(rest) }
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// The bytes at the start, at most so many.
    mutating func prefix(_ count: Int) throws -> [UInt8] {
        struct Enough: Error {}
        var bytes: [UInt8] = []
        do {
            try forEach {
                bytes += $0
                if bytes.count >= count { throw Enough() }
            }
        } catch is Enough {
            close(descriptor)
        }
        return bytes
    }

    private mutating func plain(_ part: [UInt8]) throws -> [UInt8] {
        do throws(HexLines.Malformed) {
            return try hex?.take(part) ?? part
        } catch { throw WrongUsage("\(name): \(error)") }
    }

    private mutating func last() throws -> [UInt8]? {
        do throws(HexLines.Malformed) {
            return try hex?.finish()
        } catch { throw WrongUsage("\(name): \(error)") }
    }

    /// What is there, at least one byte; nothing at the end.
    private func read() throws -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let count = Glibc.read(descriptor, &bytes, bytes.count)
            if count >= 0 { return Array(bytes[..<count]) }
            guard errno == EINTR else {
                throw Failure("cannot read \(name): \(String(cString: strerror(errno)))")
            }
        }
    }
}
