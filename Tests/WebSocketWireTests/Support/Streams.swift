@testable import WebSocketWire

/// What a stream says, in chunks of any size.
enum Streams {
    static func items(
        _ bytes: [UInt8], from sender: Endpoint, limits: ReadLimits = ReadLimits(),
        other: [UInt8]? = nil, key: String? = nil, inChunksOf size: Int = .max
    ) -> [StreamItem] {
        let opposite: Endpoint = sender == .client ? .server : .client
        var known =
            other.flatMap { OtherDirection(opening: $0, from: opposite) } ?? OtherDirection()
        if let key { known.key = key }
        var decoder = StreamDecoder(from: sender, limits: limits, other: known)
        var items: [StreamItem] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            // A copy of its exact size, so that a sanitizer sees any read beyond it.
            let chunk = Array(rest.prefix(size))
            chunk.withUnsafeBytes { decoder.take($0) { items.append($0) } }
            rest = rest.dropFirst(chunk.count)
        }
        decoder.finish { items.append($0) }
        return items
    }
}

extension StreamItem {
    var breach: Verdict? {
        switch self {
        case .request(let request): request.breach
        case .response(let response): response.breach
        case .frame(let frame): frame.breach
        case .end: nil
        }
    }

    var frame: DecodedFrame? {
        if case .frame(let frame) = self { frame } else { nil }
    }

    var sum: StreamEnd? {
        if case .end(let end) = self { end } else { nil }
    }
}
