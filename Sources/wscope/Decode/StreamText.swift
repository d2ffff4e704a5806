import TerminalCanvas
import WebSocketWire

/// What a stream says, as text.
struct StreamText {
    private let sender: Endpoint
    private var frames = 0

    init(from sender: Endpoint) { self.sender = sender }

    mutating func lines(_ item: StreamItem) -> [String] {
        switch item {
        case .request(let request): return Self.lines(request) + [""]
        case .response(let response): return Self.lines(response) + [""]
        case .frame(let frame):
            frames += 1
            return DecodedText(frame, number: frames, from: sender).lines
        case .end(let end): return Self.lines(end)
        }
    }

    private static func lines(_ request: DecodedRequest) -> [String] {
        var lines = ["request at byte 0, from client: \(request.head.count) B"]
        lines += head(request.head)
        if let read = request.request, let accept = request.accept {
            lines.append("key \(read.key) is to be answered with accept \(accept)")
        }
        if let deflate = request.deflate {
            let whence = request.isDeflateAssumed ? "as offered; --other FILE tells" : "agreed"
            lines.append("frames are read with \(visible(deflate.headerValue)), \(whence)")
        }
        return lines + verdict(request.breach, isWhole: request.request != nil)
    }

    private static func lines(_ response: DecodedResponse) -> [String] {
        var lines = [
            "response at byte \(response.offset), from server: \(response.head.count) B"
        ]
        lines += head(response.head)
        guard let read = response.response else {
            return lines + verdict(response.breach, isWhole: false)
        }
        if read.isSwitching {
            if let accept = read.accept { lines.append(check(accept, response.expectedAccept)) }
            if let extensions = read.extensions {
                lines.append("extensions agreed: \(visible(extensions))")
            }
        } else if !read.isInterim {
            lines.append("the handshake is refused with HTTP \(read.status): no frames follow")
        }
        return lines + verdict(response.breach, isWhole: true)
    }

    private static func check(_ accept: String, _ expected: String?) -> String {
        guard let expected else {
            return "accept \(visible(accept)), not checked: --key or --other FILE tells the key"
        }
        return accept == expected
            ? "accept \(expected) fits the key"
            : "accept \(visible(accept)), where the key asks for \(expected)"
    }

    private static func lines(_ end: StreamEnd) -> [String] {
        var lines = [
            "end at byte \(end.bytes): \(count(end.frames, "frame")), "
                + "\(count(end.messages, "message")), "
                + count(end.breaches, "breach", "breaches")
        ]
        if end.isTorn { lines.append("it is torn: what was begun last is incomplete") }
        if end.isOpen, !end.isClosed { lines.append("no close frame was sent") }
        if end.strayBytes > 0 {
            let text = Sanitiser.visible(end.stray, limit: StreamDecoder.keptBytes).text
            lines.append(
                "\(count(end.strayBytes, "byte")) behind the handshake are no frames: \"\(text)\"")
        }
        return lines
    }

    private static func count(_ number: Int, _ one: String, _ many: String? = nil) -> String {
        "\(number) \(number == 1 ? one : many ?? one + "s")"
    }

    /// The lines of a head as they were received.
    static func headLines(_ head: [UInt8]) -> [String] {
        head.split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            visible(String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self))
        }.filter { !$0.isEmpty }
    }

    private static func head(_ bytes: [UInt8]) -> [String] { headLines(bytes).map { "  " + $0 } }

    private static func visible(_ text: String) -> String {
        Sanitiser.visible(Array(text.utf8), limit: 8192).text
    }

    private static func verdict(_ verdict: Verdict?, isWhole: Bool) -> [String] {
        if let verdict { return VerdictLines.of(verdict) }
        return [isWhole ? "lawful" : "torn: the stream ends before the head does"]
    }
}
