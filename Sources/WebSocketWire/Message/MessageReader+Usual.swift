/// A whole message in one frame, as nearly all of them come. Its memory is borrowed from the input.
@frozen
public struct UsualMessage {
    /// `text` or `binary`.
    public var opcode: Opcode
    public var maskingKey: UInt32
    /// Unmasked.
    public var payload: UnsafeRawBufferPointer

    @inlinable
    @inline(__always)
    init(opcode: Opcode, maskingKey: UInt32, payload: UnsafeRawBufferPointer) {
        self.opcode = opcode
        self.maskingKey = maskingKey
        self.payload = payload
    }

    /// As it came.
    @inlinable
    public var header: FrameHeader {
        FrameHeader(
            fin: true, opcode: opcode, payloadCount: payload.count, maskingKey: maskingKey)
    }
}

extension MessageReader {
    /// Consumes a message at the front of `input` that is whole, masked, lawful and at most 65 535
    /// bytes long, in one frame without extensions, while nothing else is open. RFC 6455 §5.2.
    ///
    /// A shorter way than `next`, which does the same and everything else: nearly all messages
    /// are of this kind, and a judgement of eight bytes is enough for them.
    ///
    /// - Returns: nil, and nothing has changed, when `next` is to read on.
    @inlinable
    @inline(__always)
    public func takeUsual(
        _ input: inout UnsafeMutableRawBufferPointer, limits: ReadLimits
    ) -> UsualMessage? {
        guard stage == .header, tornCount == 0, messageOpcode == .continuation, loan == .none,
            input.count >= 8, let base = input.baseAddress
        else { return nil }
        let front = UInt64(littleEndian: base.loadUnaligned(as: UInt64.self))
        let opcode: Opcode
        switch UInt8(truncatingIfNeeded: front) {
        case 0x81: opcode = .text
        case 0x82: opcode = .binary
        default: return nil
        }
        // The mask bit falls away; without it the length is out of range.
        var length = Int(truncatingIfNeeded: (front &>> 8) & 0xFF ^ 0x80)
        var start = 6
        var key = UInt32(truncatingIfNeeded: front &>> 16)
        if length >= 126 {
            guard length == 126 else { return nil }
            length = Int(UInt16(truncatingIfNeeded: front &>> 16).byteSwapped)
            guard length >= 126 else { return nil }
            start = 8
            key = UInt32(truncatingIfNeeded: front &>> 32)
        }
        let end = start &+ length
        guard end <= input.count, length <= limits.maximumFrame, length <= limits.maximumMessage
        else { return nil }
        Masking.apply(key: key, phase: 0, to: base + start, count: length)
        let payload = UnsafeRawBufferPointer(start: base + start, count: length)
        if opcode == .text, !UTF8Validator.isWhole(payload) {
            // As it was: where it is wrong is for `next` to find.
            Masking.apply(key: key, phase: 0, to: base + start, count: length)
            return nil
        }
        input = UnsafeMutableRawBufferPointer(start: base + end, count: input.count &- end)
        return UsualMessage(opcode: opcode, maskingKey: key, payload: payload)
    }
}
