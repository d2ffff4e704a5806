import WebSocketEngine
import WebSocketWire

extension ConsoleModel {
    /// Fields and bits of the frame as it is shown.
    var shownFields: BitFields? { lab?.frame ?? inspected.map { BitFields($0) } }

    /// Moves from bit to bit; the field at hand is the one that the bit is in.
    mutating func moveBit(by step: Int) {
        if focus != .inspector { go(to: .inspector) }
        guard focus == .inspector, let frame = shownFields, frame.bitCount > 0 else { return }
        if let place = bit {
            bit = min(max(0, place + step), frame.bitCount - 1)
        } else {
            // Into the field at hand, from the side that one comes from.
            bit = step > 0 ? firstBit(of: field, in: frame) : lastBit(of: field, in: frame)
        }
        if let bit, let index = frame.fieldIndex(at: bit) { field = index }
    }

    /// Flips the bit at hand in a copy of the frame, which is had whole first.
    mutating func flipBit() -> [ConsoleEffect] {
        guard let record = inspected ?? lab?.record else { return [] }
        if let lab {
            flipBit(in: lab)
            return []
        }
        let parts = PayloadParts(frame: record)
        guard record.preview.isCut, parts.total <= BitLab.payloadLimit else {
            flipBit(in: BitLab(record))
            return []
        }
        return load(parts, for: .lab(record))
    }

    /// The payload of a frame is there, as far as it is kept: the lab begins.
    mutating func beginLab(_ record: FrameRecord, _ payload: [UInt8]) {
        guard lab == nil, focus == .inspector, inspected?.sequence == record.sequence
        else { return }
        flipBit(in: BitLab(record, payload: payload))
    }

    private mutating func flipBit(in lab: BitLab) {
        var changed = lab
        let place = bit ?? firstBit(of: field, in: changed.frame)
        bit = place
        changed.flip(place)
        self.lab = changed
        if let index = changed.frame.fieldIndex(at: place) { field = index }
        field = min(field, max(0, changed.frame.fields.count - 1))
    }

    private func firstBit(of field: Int, in frame: BitFields) -> Int {
        guard frame.fields.indices.contains(field) else { return 0 }
        return min(frame.fields[field].bitOffset, max(0, frame.bitCount - 1))
    }

    private func lastBit(of field: Int, in frame: BitFields) -> Int {
        guard frame.fields.indices.contains(field) else { return 0 }
        let field = frame.fields[field]
        return min(field.bitOffset + max(1, field.bitWidth) - 1, max(0, frame.bitCount - 1))
    }

    /// Sends what the lab made of the frame, to the client it is about; what breaks a rule only
    /// after that was told.
    mutating func sendLab() -> [ConsoleEffect] {
        guard var made = lab, mayCommand() else { return [] }
        let isWrong = made.sent.breach != nil || made.sent.consequence != nil
        guard made.isWarned || !isWrong else {
            made.isWarned = true
            lab = made
            let rule = made.sent.breach?.verdict.rule.title ?? "it does not end where it says"
            say("\(rule): \(keymap.keyName(of: .open)) sends it all the same", .warning)
            return []
        }
        made.isWarned = false
        lab = made
        let command = Command.craft(.connection(made.record.id), made.frames, .once)
        return submit([command], "send from the lab to \(made.record.id)")
    }

    mutating func discardLab() {
        lab = nil
        bit = nil
        field = min(field, max(0, inspectedFieldCount - 1))
        say("the lab's frame is discarded")
    }
}
