import Foundation
import WebSocketWire

/// Reads a stream to its end and says what it holds, each thing as soon as it is whole.
struct StreamReport {
    let path: String?
    /// nil to let the stream say who sent it.
    let from: Endpoint?
    let limits: ReadLimits
    let options: StreamOptions
    let json: Bool

    /// - Returns: whether a clause was broken.
    func run() throws -> Bool {
        if path == nil, isatty(STDIN_FILENO) == 1 {
            throw WrongUsage("no stream: name a file, or pipe one in")
        }
        var input = try StreamInput(path, isHex: options.isHex, from: from)
        let sender = from ?? (input.looksLikeAServer ? .server : .client)
        var decoder = StreamDecoder(
            from: sender, limits: limits, other: try options.otherDirection(of: sender))
        var text = StreamText(from: sender)
        var end = StreamEnd()
        var said = ""
        let say: (StreamItem) -> Void = { whole in
            let item = options.showSecrets ? whole : whole.hidingSecrets
            if case .end(let sum) = item { end = sum }
            said += json ? StreamJSON.line(item) : text.lines(item).joined(separator: "\n")
            said += "\n"
        }
        try input.forEach { part in
            part.withUnsafeBytes { decoder.take($0, say) }
            write(&said)
        }
        guard decoder.hasBegun else { throw WrongUsage("no bytes: the stream is empty") }
        decoder.finish(say)
        write(&said)
        return end.breaches > 0
    }

    /// At once: the reader of a pipe wants to see a frame when it has come.
    private func write(_ text: inout String) {
        guard !text.isEmpty else { return }
        FileHandle.standardOutput.write(Data(text.utf8))
        text = ""
    }
}
