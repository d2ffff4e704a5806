import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// A copy of a frame whose bits can be flipped, read anew after each.
struct BitLab: Sendable {
    /// The frame it began as.
    let record: FrameRecord
    private let original: [UInt8]
    /// How much of the payload is in it.
    let payloadCount: Int
    private(set) var wire: [UInt8]
    /// As whoever gets frames of this direction takes it: the engine those of a client, a client
    /// like it those of ours.
    private(set) var taken: PeersReading
    /// As a client takes it when it is sent to one.
    private(set) var sent: PeersReading
    /// What it breaks was told: the next Enter sends.
    var isWarned = false

    /// Larger payloads are cut to what is kept of them anyway. 64 KiB: all of it is read anew
    /// after each flip.
    static let payloadLimit = 64 << 10

    /// - Parameter payload: all of it, where more is to be had than the record holds.
    init(_ record: FrameRecord, payload: [UInt8]? = nil) {
        self.record = record
        let payload = payload ?? record.preview.bytes
        payloadCount = payload.count
        original = Self.wire(of: record, payload)
        wire = original
        taken = Self.reading(wire, record.direction == .received ? .client : .server, of: record)
        sent = Self.reading(wire, .server, of: record)
    }

    /// Whether only the kept part of the payload is in it, and the length says so.
    var isCut: Bool { record.header.payloadLength > UInt64(payloadCount) }

    var bitCount: Int { wire.count * 8 }

    mutating func flip(_ bit: Int) {
        guard (0..<bitCount).contains(bit) else { return }
        wire[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        isWarned = false
        taken = Self.reading(wire, record.direction == .received ? .client : .server, of: record)
        sent = Self.reading(wire, .server, of: record)
    }

    func isChanged(_ bit: Int) -> Bool {
        let mask: UInt8 = 0x80 >> UInt8(bit % 8)
        return (wire[bit / 8] ^ original[bit / 8]) & mask != 0
    }

    /// The frame as it now reads.
    var frame: BitFields { taken.first ?? BitFields(record) }

    var frames: CraftedFrames {
        var frames = CraftedFrames()
        frames.append(wire: wire)
        return frames
    }

    /// As if it had been seen like this.
    var shown: FrameRecord {
        let frame = frame
        let opened = record.messageOpcode
        let opcode = frame.header.opcode == .continuation ? opened : frame.header.opcode ?? opened
        return FrameRecord(
            sequence: record.sequence, time: record.time, id: record.id,
            direction: record.direction, header: frame.header, messageOpcode: opcode,
            breach: taken.breach.flatMap { $0.frame == 0 ? $0.verdict : nil },
            preview: frame.payload.withUnsafeBytes { FrameRecord.Preview($0) },
            isCompressed: record.isCompressed)
    }

    private static func reading(
        _ wire: [UInt8], _ sender: Endpoint, of record: FrameRecord
    ) -> PeersReading {
        var frames = CraftedFrames()
        frames.append(wire: wire)
        let isContinuation = record.header.opcode == .continuation
        return PeersReading(
            frames, from: sender, deflates: record.isCompressed,
            isAmidMessage: isContinuation && record.breach?.rule != .orphanContinuation)
    }

    /// The bytes of the frame, of a long payload those that are kept, with a length that fits.
    private static func wire(of record: FrameRecord, _ payload: [UInt8]) -> [UInt8] {
        var header = record.header
        if header.payloadLength > UInt64(payload.count), record.preview.isCut {
            header.lengthBytes = payload.count <= 125 ? 0 : 2
            header.payloadLength = UInt64(payload.count)
        }
        var frames = CraftedFrames()
        frames.append(header, payload)
        return frames.bytes
    }
}
