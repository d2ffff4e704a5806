import WebSocketEngine
import WebSocketWire

extension FrameEntry: FilterRow {
    var line: String { FrameText.searchable(self) }

    func number(_ field: FilterField, at now: Instant) -> UInt64? {
        switch field {
        case .slot: UInt64(record.id.slot)
        case .gen: UInt64(record.id.generation)
        case .dir: UInt64(record.direction.rawValue)
        case .op: UInt64(record.header.opcodeBits)
        case .fin: record.header.fin ? 1 : 0
        case .rsv: UInt64(record.header.reservedBits)
        case .mask: record.header.masked ? 1 : 0
        case .len: record.header.payloadLength
        case .code: code
        default: nil
        }
    }

    func text(_ field: FilterField, passes test: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        switch field {
        case .dir: return record.direction.name.passes(test)
        case .op: return FrameText.opcode(record).passes(test)
        case .breach: return record.breach?.rule.passes(test) ?? false
        case .reason:
            guard isClose, record.preview.count > 2 else { return false }
            return record.preview.withBytes {
                test(UnsafeRawBufferPointer(rebasing: $0.dropFirst(2)))
            }
        case .payload: return (record.inflated?.preview ?? record.preview).withBytes(test)
        default: return false
        }
    }

    private var isClose: Bool { record.header.opcode == .close }

    private var code: UInt64? {
        guard isClose, record.preview.count >= 2 else { return nil }
        return record.preview.withBytes { UInt64($0[0]) << 8 | UInt64($0[1]) }
    }
}
