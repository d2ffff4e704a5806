public import WebSocketEngine

/// Records as bytes, to be appended to a file; each is whole or, at a torn end, told to be torn.
public struct CaptureWriter {
    private var sink = ByteSink()

    public init() {}

    public var count: Int { sink.bytes.count }

    /// What has been added since the last time.
    public mutating func take() -> [UInt8] {
        defer { sink = ByteSink() }
        return sink.bytes
    }

    public mutating func add(_ record: CaptureRecord) {
        switch record {
        case .session(let session): add(.session) { $0.add(session) }
        case .state(let at, let totals): add(.state) { $0.add(totals, at: at) }
        case .row(let row): add(.row) { $0.add(row) }
        case .handshake(let handshake): add(.handshake) { $0.add(handshake) }
        case .event(let event): add(.event) { $0.add(event) }
        case .frame(let frame):
            let kept = frame.record.preview.count
            add(
                frame.record, rest: frame.payload.dropFirst(kept),
                inflatedRest: frame.inflated.dropFirst(frame.record.inflated?.preview.count ?? 0))
        case .line(let line): add(.line) { $0.add(line) }
        case .loss(let loss): add(.loss) { $0.add(loss) }
        case .end(let ending): add(.end) { $0.add(ending.rawValue) }
        }
    }

    /// A frame whose payloads lie in pieces: the previews in the record, and what is behind them.
    public mutating func add(
        _ frame: FrameRecord, rest: ArraySlice<UInt8>, inflatedRest: ArraySlice<UInt8>
    ) {
        add(.frame) { $0.add(frame, rest: rest, inflatedRest: inflatedRest) }
    }

    /// How many of these bytes are the whole records that end within the first `room` of them.
    public static func whole(_ records: [UInt8], within room: Int) -> Int {
        var end = 0
        records.withUnsafeBytes { bytes in
            while bytes.count - end >= CaptureFormat.recordHeader {
                var source = ByteSource(UnsafeRawBufferPointer(rebasing: bytes[end...]))
                let body = source.number(UInt32.self).map(Int.init) ?? .max
                let size = CaptureFormat.recordHeader + min(body, bytes.count)
                guard end + size <= min(room, bytes.count) else { break }
                end += size
            }
        }
        return end
    }

    private mutating func add(_ kind: CaptureFormat.Kind, _ body: (inout ByteSink) -> Void) {
        let start = sink.bytes.count
        sink.add(UInt32(0))
        sink.add(UInt32(0))
        sink.add(kind.rawValue)
        body(&sink)
        let count = sink.bytes.count - start - CaptureFormat.recordHeader
        sink.patch(UInt32(truncatingIfNeeded: count), at: start)
        let sum = sink.bytes.withUnsafeBytes {
            Checksum.of(record: UnsafeRawBufferPointer(rebasing: $0[start...]))
        }
        sink.patch(sum, at: start + 4)
    }
}
