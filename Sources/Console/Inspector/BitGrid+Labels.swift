import TerminalCanvas
import WebSocketWire

extension BitGrid {
    /// The names of the fields under a row of bits.
    func labels(_ row: Int) -> Phrase {
        let rowBits = (row * bitsPerRow)..<((row + 1) * bitsPerRow)
        var phrase = Phrase(String(repeating: " ", count: BitGrid.margin) + "|", Look.bitBorder)
        for (index, field) in frame.fields.enumerated() {
            let bits = frame.bits(of: field).clamped(to: rowBits)
            guard !bits.isEmpty else { continue }
            let width = 2 * bits.count - 1
            let role = labelRole(of: field, bits)
            phrase.add(centered(label(index, bits, width), width), role)
            phrase.add(endSign(bits.upperBound, rowBits), Look.bitBorder)
        }
        let filled = max(0, min(frame.bitCount, rowBits.upperBound) - rowBits.lowerBound)
        if filled < bitsPerRow {
            phrase.add(
                String(repeating: " ", count: 2 * (bitsPerRow - filled) - 1) + "|",
                Look.bitBorder)
        }
        return phrase
    }

    private func endSign(_ bit: Int, _ rowBits: Range<Int>) -> String {
        bit == frame.bitCount && frame.isCut && bit < rowBits.upperBound ? " " : "|"
    }

    private func labelRole(of field: FrameField, _ bits: Range<Int>) -> Role {
        if let selected, selected.kind == field.kind { return Look.bitLabelSelected }
        return bits.contains(where: frame.isBreached) ? Look.bitBreach : Look.bitLabel
    }

    /// The longest name that fits; `!` marks a breach where there is no colour.
    private func label(_ index: Int, _ bits: Range<Int>, _ width: Int) -> String {
        let field = frame.fields[index]
        let names = names(of: field, bits)
        guard bits.contains(where: frame.isBreached) else {
            return names.first { $0.count <= width } ?? ""
        }
        return (names.map { "! " + $0 } + ["!"]).first { $0.count <= width } ?? ""
    }

    private func names(of field: FrameField, _ bits: Range<Int>) -> [String] {
        let first = (bits.lowerBound - field.bitOffset) / 8
        let last = (bits.upperBound - 1 - field.bitOffset) / 8
        let bytes = first == last ? "[\(first)]" : "[\(first)..\(last)]"
        switch field.kind {
        case .fin: return ["F"]
        case .rsv1, .rsv2, .rsv3: return ["R"]
        case .opcode: return ["opcode", "op"]
        case .mask: return ["M"]
        case .payloadLength: return ["payload len", "len"]
        case .extendedLength:
            return ["extended payload length \(bytes)", "length \(bytes)", "len"]
        case .maskingKey: return ["masking key \(bytes)", "key \(bytes)", "key"]
        case .payload:
            return [
                "payload \(bytes) \(sample(first...max(first, last)))", "payload \(bytes)", "pay",
            ]
        }
    }

    /// What the payload bytes of a row are once unmasked.
    private func sample(_ range: ClosedRange<Int>) -> String {
        let bytes = frame.payload[range.clamped(to: 0...(max(0, frame.payload.count - 1)))]
        guard frame.showsText else { return Spell.hex(bytes) }
        let isASCII = bytes.allSatisfy { (0x20..<0x7F).contains($0) }
        return isASCII ? "\"\(String(decoding: bytes, as: UTF8.self))\"" : Spell.hex(bytes)
    }

    private func centered(_ text: String, _ width: Int) -> String {
        let slack = max(0, width - text.count)
        return (String(repeating: " ", count: (slack + 1) / 2) + text).padded(width)
    }
}
