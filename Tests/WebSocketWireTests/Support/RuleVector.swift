import WebSocketWire

/// Bytes that break one rule, and what must be said of them.
struct RuleVector {
    /// Bytes as a table can show them.
    enum Part {
        case text(String)
        case hex([UInt8], times: Int = 1)

        var bytes: [UInt8] {
            switch self {
            case .text(let text): Array(text.utf8)
            case .hex(let bytes, let times): Array(repeatElement(bytes, count: times).joined())
            }
        }
    }

    /// Where the verdict points: of frames into the last one, otherwise into the whole.
    enum Place {
        case bits(Range<Int>)
        case byte(Int)
        /// The last place where this stands.
        case at(String)
        /// Something is missing, so many bytes before the end.
        case missing(beforeEnd: Int)
    }

    /// Whose word counts beside the decoder's.
    enum Witness {
        /// The reader of a connection.
        case reader
        /// A policy of the server, which the decoder does not know.
        case policy(HandshakePolicy)
        /// A clock, which only a running server has.
        case clock
        case nobody
    }

    var parts: [Part]
    var place: Place
    var witness = Witness.nobody
    var from = Endpoint.client
    var limits = ReadLimits()
    /// What was negotiated before the frames.
    var extensions: String?
    /// Options of `wscope serve`; nil where a server never gets to see the bytes.
    var server: [String]? = []
    /// The start of the other direction, where the verdict needs it.
    var other: [UInt8]?

    var bytes: [UInt8] { parts.flatMap(\.bytes) }

    static func frames(
        _ bytes: [UInt8], _ bits: Range<Int>, by witness: Witness = .reader,
        from: Endpoint = .client, limits: ReadLimits = ReadLimits(), extensions: String? = nil,
        server: [String]? = []
    ) -> RuleVector {
        RuleVector(
            parts: [.hex(bytes)], place: .bits(bits), witness: witness, from: from,
            limits: limits, extensions: extensions, server: server)
    }

    static func request(
        _ bytes: [UInt8], _ place: Place, by witness: Witness = .nobody, server: [String] = []
    ) -> RuleVector {
        let text = String(decoding: bytes, as: UTF8.self)
        return RuleVector(
            parts: [.text(text)], place: place, witness: witness, server: server)
    }

    static func response(
        _ bytes: [UInt8], _ place: Place, other: [UInt8]? = nil
    ) -> RuleVector {
        let text = String(decoding: bytes, as: UTF8.self)
        return RuleVector(
            parts: [.text(text)], place: place, from: .server, server: nil, other: other)
    }

    /// The verdict as the place demands it.
    func verdict(on rule: Rule) -> Verdict {
        switch place {
        case .bits(let bits): return Verdict(rule: rule, bits: bits)
        case .byte(let byte): return Verdict(rule: rule, byteOffset: byte)
        case .missing(let beforeEnd):
            return Verdict(rule: rule, byteOffset: bytes.count - beforeEnd, isMissing: true)
        case .at(let text):
            let pattern = Array(text.utf8)
            let starts = bytes.indices.dropLast(pattern.count - 1)
            let found = starts.last { bytes[$0..<($0 + pattern.count)].elementsEqual(pattern) }
            return Verdict(rule: rule, byteOffset: found ?? -1)
        }
    }

    /// The limits as options of `serve` and `decode`.
    var limitOptions: [String] {
        let usual = ReadLimits()
        var options: [String] = []
        if limits.maximumMessage != usual.maximumMessage {
            options += ["--max-message", "\(limits.maximumMessage)"]
        }
        if limits.maximumFragments != usual.maximumFragments {
            options += ["--max-fragments", "\(limits.maximumFragments)"]
        }
        return options
    }
}
