/// The payload of a close frame. RFC 6455 §5.5.1.
public enum CloseFrame {
    /// The longest reason that fits beside the code into a control frame, in bytes of UTF-8.
    public static let maximumReason = 123

    /// What a close payload says.
    @frozen
    public enum Reading {
        /// A lawful payload; no code when it was empty. The reason borrows the payload.
        case payload(code: CloseCode?, reason: UnsafeRawBufferPointer)
        /// A broken one; the offset counts from the start of the payload.
        case broken(Rule, byteOffset: Int)
    }

    /// Judges the unmasked payload of a close frame. RFC 6455 §5.5.1, §7.4.
    public static func read(_ payload: UnsafeRawBufferPointer) -> Reading {
        guard payload.count != 0 else { return .payload(code: nil, reason: payload) }
        guard payload.count >= 2 else { return .broken(.truncatedCloseCode, byteOffset: 0) }
        let code = CloseCode(rawValue: UInt16(payload[0]) << 8 | UInt16(payload[1]))
        guard code.isSendable else { return .broken(.invalidCloseCode, byteOffset: 0) }
        let reason = UnsafeRawBufferPointer(rebasing: payload[2...])
        var validator = UTF8Validator()
        if let offset = validator.validate(reason) {
            return .broken(.invalidCloseReason, byteOffset: 2 &+ offset)
        }
        guard validator.isComplete else {
            return .broken(.invalidCloseReason, byteOffset: payload.count)
        }
        return .payload(code: code, reason: reason)
    }

    /// Writes a close payload into at most 125 bytes. RFC 6455 §5.5.1.
    ///
    /// - Parameter code: nil for an empty payload, which then has no reason either.
    /// - Returns: the bytes written; nil for a code that may not be sent, a reason over
    ///   `maximumReason` or not UTF-8, or a reason without a code.
    public static func write(
        code: CloseCode?, reason: UnsafeRawBufferPointer, to base: UnsafeMutableRawPointer
    ) -> Int? {
        guard let code else { return reason.isEmpty ? 0 : nil }
        guard code.isSendable, reason.count <= maximumReason, UTF8Validator.isWhole(reason) else {
            return nil
        }
        base.storeBytes(of: code.rawValue.bigEndian, as: UInt16.self)
        if let source = reason.baseAddress {
            (base + 2).copyMemory(from: source, byteCount: reason.count)
        }
        return 2 &+ reason.count
    }
}
