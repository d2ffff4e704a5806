import WebSocketEngine
import WebSocketWire

/// A frame as the inspector takes it apart: its bytes on the wire and the fields they form.
struct BitFields: Sendable {
    let fields: [FrameField]
    /// The header and the first bytes of the payload, as the wire carries them.
    let wire: [UInt8]
    /// The payload's first bytes, unmasked.
    let payload: [UInt8]
    let header: FrameHeader
    /// Whether the frame has more payload than is kept.
    let isCut: Bool
    /// Bits that break a rule.
    let breached: Range<Int>?
    let showsText: Bool

    init(
        header: FrameHeader, payload: [UInt8], isCut: Bool, breach: Rule?,
        messageOpcode: Opcode? = nil, isCompressed: Bool = false
    ) {
        let wire = header.bytes + payload.indices.map { payload[$0] ^ Self.keyByte(header, $0) }
        self.init(
            header: header, wire: wire, payload: payload, isCut: isCut, breach: breach,
            messageOpcode: messageOpcode, isCompressed: isCompressed)
    }

    /// - Parameter wire: may end inside the header, and with it the fields.
    init(
        header: FrameHeader, wire: [UInt8], payload: [UInt8], isCut: Bool, breach: Rule?,
        messageOpcode: Opcode?, isCompressed: Bool = false
    ) {
        self.header = header
        self.wire = wire
        self.payload = payload
        self.isCut = isCut
        let whole = wire.count >= header.byteCount
        fields = FrameAnatomy.fields(of: header, isCompressed: isCompressed).filter {
            whole || $0.bitOffset < wire.count * 8
        }
        breached = breach.flatMap { $0.bitRange(in: header) }?.clamped(to: 0..<(wire.count * 8))
        switch header.opcode {
        case .text where isCompressed, .continuation where isCompressed: showsText = false
        case .text, .ping, .pong: showsText = true
        case .continuation: showsText = messageOpcode == .text
        default: showsText = false
        }
    }

    init(_ record: FrameRecord) {
        self.init(
            header: record.header, payload: record.preview.bytes, isCut: record.preview.isCut,
            breach: record.breach, messageOpcode: record.messageOpcode,
            isCompressed: record.isCompressed)
    }

    static func all(of record: FrameRecord) -> [FrameField] {
        FrameAnatomy.fields(of: record.header)
    }

    var bitCount: Int { wire.count * 8 }

    func bit(_ index: Int) -> Bool { wire[index / 8] & (0x80 >> UInt8(index % 8)) != 0 }

    /// The bits of a field that are kept; the payload may be longer than that.
    func bits(of field: FrameField) -> Range<Int> {
        field.bits.clamped(to: 0..<bitCount)
    }

    func fieldIndex(at bit: Int) -> Int? { fields.firstIndex { $0.bits.contains(bit) } }

    /// Whether a bit breaks a rule; of reserved bits only those that are set do.
    func isBreached(_ bit: Int) -> Bool {
        guard let breached, breached.contains(bit) else { return false }
        return !(1..<4).contains(bit) || self.bit(bit)
    }

    /// The byte of the masking key that a payload byte is XORed with. RFC 6455 §5.3.
    func keyByte(_ index: Int) -> UInt8 { Self.keyByte(header, index) }

    private static func keyByte(_ header: FrameHeader, _ index: Int) -> UInt8 {
        header.masked
            ? UInt8(truncatingIfNeeded: header.maskingKey >> UInt32(index % 4 * 8)) : 0
    }
}
