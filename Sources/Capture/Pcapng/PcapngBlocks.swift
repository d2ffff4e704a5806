/// The blocks of a pcapng file: a section, one interface, packets with comments.
struct PcapngBlocks {
    private var sink = ByteSink()

    /// LINKTYPE_RAW: packets begin with their IP header.
    private static let linkType: UInt16 = 101

    private enum Option {
        static let comment: UInt16 = 1
        static let application: UInt16 = 4
        static let name: UInt16 = 2
        static let resolution: UInt16 = 9
    }

    var count: Int { sink.bytes.count }

    mutating func take() -> [UInt8] {
        defer { sink = ByteSink() }
        return sink.bytes
    }

    mutating func begin(program: String, isSecure: Bool) {
        let note =
            "Synthesised by wscope from a capture: bytes and times are those of the wire, "
            + "the TCP around them is made up."
            + (isSecure ? " The connections used TLS; this is what it carried." : "")
        block(0x0A0D_0D0A) {
            $0.add(UInt32(0x1A2B_3C4D))
            $0.add(UInt16(1))
            $0.add(UInt16(0))
            $0.add(UInt64.max)
            Self.option(Option.application, Array("wscope \(program)".utf8), &$0)
            Self.option(Option.comment, Array(note.utf8), &$0)
            Self.endOptions(&$0)
        }
        block(1) {
            $0.add(Self.linkType)
            $0.add(UInt16(0))
            $0.add(UInt32(0))
            Self.option(Option.name, Array("wscope".utf8), &$0)
            // Times count nanoseconds.
            Self.option(Option.resolution, [9], &$0)
            Self.endOptions(&$0)
        }
    }

    /// - Parameter time: nanoseconds since 1970 in UTC.
    mutating func add(_ packet: [UInt8], at time: UInt64, comment: String? = nil) {
        block(6) {
            $0.add(UInt32(0))
            $0.add(UInt32(truncatingIfNeeded: time >> 32))
            $0.add(UInt32(truncatingIfNeeded: time))
            $0.add(UInt32(packet.count))
            $0.add(UInt32(packet.count))
            Self.padded(packet, &$0)
            guard let comment else { return }
            Self.option(Option.comment, Array(comment.utf8), &$0)
            Self.endOptions(&$0)
        }
    }

    private mutating func block(_ type: UInt32, _ body: (inout ByteSink) -> Void) {
        let start = sink.bytes.count
        sink.add(type)
        sink.add(UInt32(0))
        body(&sink)
        let length = UInt32(sink.bytes.count - start + 4)
        sink.add(length)
        sink.patch(length, at: start + 4)
    }

    private static func option(_ code: UInt16, _ value: [UInt8], _ sink: inout ByteSink) {
        sink.add(code)
        sink.add(UInt16(truncatingIfNeeded: value.count))
        padded(value, &sink)
    }

    private static func endOptions(_ sink: inout ByteSink) { sink.add(UInt32(0)) }

    /// To a multiple of four.
    private static func padded(_ bytes: [UInt8], _ sink: inout ByteSink) {
        sink.add(bytes)
        sink.add([UInt8](repeating: 0, count: (4 - bytes.count % 4) % 4))
    }
}
