import WebSocketEngine
import WebSocketWire

extension ByteSource {
    /// - Parameter start: where in the file the body begins.
    mutating func frame(at start: UInt64) -> CapturedFrame? {
        guard let sequence = number(UInt64.self), let id = id(), let time = instant(),
            let direction = number(UInt8.self).flatMap(Direction.init),
            let opcode = number(UInt8.self).flatMap(Opcode.init),
            let flags = number(UInt8.self), let header = header(), let breach = optionalVerdict(),
            let payload = kept(at: start), let hasInflated = number(UInt8.self)
        else { return nil }
        var record = FrameRecord(
            sequence: sequence, time: time, id: id, direction: direction, header: header,
            messageOpcode: opcode, breach: breach.verdict,
            preview: FrameRecord.Preview(payload.bytes, total: payload.total),
            rest: payload.rest, isCompressed: flags & 1 != 0)
        guard hasInflated != 0 else {
            return CapturedFrame(record: record, payload: Array(payload.bytes))
        }
        guard let packed = number(UInt64.self), let inflated = kept(at: start) else { return nil }
        record = FrameRecord(
            sequence: sequence, time: time, id: id, direction: direction, header: header,
            messageOpcode: opcode, breach: breach.verdict, preview: record.preview,
            rest: payload.rest, isCompressed: record.isCompressed,
            inflated: FrameRecord.Inflated(
                packed: Int(clamping: packed),
                preview: FrameRecord.Preview(inflated.bytes, total: inflated.total),
                rest: inflated.rest))
        return CapturedFrame(
            record: record, payload: Array(payload.bytes), inflated: Array(inflated.bytes))
    }

    private struct Kept {
        var bytes: UnsafeRawBufferPointer
        var total: Int
        var rest: PayloadPlace
    }

    private mutating func kept(at start: UInt64) -> Kept? {
        guard let total = number(UInt64.self), let bytes = counted() else { return nil }
        let behind = max(0, bytes.count - FrameRecord.previewCapacity)
        let end = start &+ UInt64(place)
        return Kept(
            bytes: bytes, total: Int(clamping: total),
            rest: behind == 0
                ? PayloadPlace() : PayloadPlace(start: end &- UInt64(behind), count: behind))
    }

    private mutating func header() -> FrameHeader? {
        guard let count = number(UInt8.self), let bytes = take(Int(count)),
            let base = bytes.baseAddress
        else { return nil }
        let header = FrameHeader.parse(base, count: bytes.count)
        return header?.byteCount == bytes.count ? header : nil
    }

    /// A verdict, or that there is none; nil for neither.
    mutating func optionalVerdict() -> (verdict: Verdict?, Void)? {
        guard let name = word() else { return nil }
        if name.isEmpty { return (nil, ()) }
        guard let first = number(UInt64.self), let count = number(UInt8.self),
            let rule = RuleNames.rule(name), first <= UInt64(Int.max / 2)
        else { return nil }
        return (Verdict(rule: rule, bits: Int(first)..<(Int(first) + Int(count))), ())
    }

    mutating func verdict() -> Verdict? { optionalVerdict()?.verdict }
}

/// Rules by the names that files have for them.
private enum RuleNames {
    private static let all = Dictionary(
        uniqueKeysWithValues: Rule.allCases.map { (String(describing: $0), $0) })

    static func rule(_ name: String) -> Rule? { all[name] }
}
