import TerminalCanvas
import WebSocketWire

/// What a stream says, as JSON objects.
enum StreamJSON {
    static func line(_ item: StreamItem) -> String {
        switch item {
        case .request(let request): line(request)
        case .response(let response): line(response)
        case .frame(let frame): DecodedJSON.line(frame)
        case .end(let end): line(end)
        }
    }

    private static func line(_ request: DecodedRequest) -> String {
        var line = begin("request", at: 0, request.head)
        if let read = request.request {
            line.add("path", visible(read.path))
            line.add("key", read.key)
            line.add("accept", request.accept)
            line.add("extensions_offered", read.extensions.map(visible))
        }
        if let deflate = request.deflate {
            line.add("extension", deflate.headerValue)
            line.add("extension_assumed", request.isDeflateAssumed)
        }
        line.add("truncated", request.request == nil && request.breach == nil)
        if let verdict = request.breach { line.add(verdict) }
        return line.closed
    }

    private static func line(_ response: DecodedResponse) -> String {
        var line = begin("response", at: response.offset, response.head)
        if let read = response.response {
            line.add("http_status", read.status)
            line.add("accept", read.accept.map(visible))
            line.add("accept_expected", response.expectedAccept)
            line.add("subprotocol", read.subprotocol.map(visible))
            line.add("extensions", read.extensions.map(visible))
        }
        line.add("truncated", response.response == nil && response.breach == nil)
        if let verdict = response.breach { line.add(verdict) }
        return line.closed
    }

    private static func line(_ end: StreamEnd) -> String {
        var line = JSONLine()
        line.add("kind", "end")
        line.add("bytes", end.bytes)
        line.add("frames", end.frames)
        line.add("messages", end.messages)
        line.add("breaches", end.breaches)
        line.add("torn", end.isTorn)
        line.add("closed", end.isClosed)
        line.add("stray_bytes", end.strayBytes)
        if end.strayBytes > 0 {
            line.add(
                "stray", Sanitiser.visible(end.stray, limit: StreamDecoder.keptBytes).text)
        }
        return line.closed
    }

    private static func begin(_ kind: String, at offset: Int, _ head: [UInt8]) -> JSONLine {
        var line = JSONLine()
        line.add("kind", kind)
        line.add("offset", offset)
        line.add("bytes", head.count)
        line.add("head", StreamText.headLines(head))
        return line
    }

    private static func visible(_ text: String) -> String {
        Sanitiser.visible(Array(text.utf8), limit: 8192).text
    }
}
