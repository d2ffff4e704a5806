import WebSocketWire

/// Bytes as a client of the simulated world puts them on the wire.
enum Wire {
    /// Adds a frame; `key` nil leaves it unmasked.
    static func append(
        to bytes: inout [UInt8], _ opcode: Opcode, fin: Bool = true, isCompressed: Bool = false,
        key: UInt32?, _ payload: some Collection<UInt8>
    ) {
        var header = FrameHeader(
            fin: fin, opcode: opcode, payloadCount: payload.count, maskingKey: key)
        if isCompressed { header.reservedBits = FrameHeader.compressedBit }
        append(to: &bytes, header, payload)
    }

    /// Adds a frame whose header is written as it is.
    static func append(
        to bytes: inout [UInt8], _ header: FrameHeader, _ payload: some Collection<UInt8>
    ) {
        bytes += header.bytes
        let start = bytes.count
        bytes += payload
        guard header.masked else { return }
        bytes.withUnsafeMutableBytes {
            guard let base = $0.baseAddress else { return }
            Masking.apply(
                key: header.maskingKey, phase: 0, to: base + start, count: $0.count - start)
        }
    }

    static func request(offering extensions: String?, isLawful: Bool) -> [UInt8] {
        let offer = extensions.map { "Sec-WebSocket-Extensions: \($0)\r\n" } ?? ""
        return Array(
            """
            GET /chat HTTP/1.1\r
            Host: 127.0.0.1:8000\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            Sec-WebSocket-Version: \(isLawful ? "13" : "12")\r
            \(offer)\r\n
            """.utf8)
    }

    /// Requests are the same again and again: made once.
    static let plainRequest = request(offering: nil, isLawful: true)
    static let unlawfulRequest = request(offering: nil, isLawful: false)

    static let offers = [
        ExtensionOffer("permessage-deflate"),
        ExtensionOffer("permessage-deflate", [.init("client_max_window_bits")]),
        ExtensionOffer("permessage-deflate", [.init("server_no_context_takeover")]),
        ExtensionOffer(
            "permessage-deflate",
            [.init("client_no_context_takeover"), .init("server_max_window_bits", "8")]),
        ExtensionOffer("permessage-deflate", [.init("client_max_window_bits", "9")]),
        ExtensionOffer("permessage-deflate", [.init("unknown")]),
    ]

    /// As a client writes it.
    static func text(_ offer: ExtensionOffer) -> String {
        ([offer.name] + offer.parameters.map { $0.name + ($0.value.map { "=\($0)" } ?? "") })
            .joined(separator: "; ")
    }
}
