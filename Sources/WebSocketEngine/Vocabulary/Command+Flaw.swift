public import WebSocketWire

// What makes a command impossible whoever it is for, so that it can be refused before it is sent
// on its way.
extension Command {
    public var flaw: Refusal? {
        switch self {
        case .send(_, let opcode, let fin, let payload):
            if opcode.isControl { return .notADataOpcode }
            guard opcode == .text, fin else { return nil }
            return payload.withUnsafeBytes(UTF8Validator.isWhole) ? nil : .notUTF8
        case .ping(_, let payload):
            return payload.withUnsafeBytes(Self.flawOfPing)
        case .close(_, let code, let reason):
            return reason.withUnsafeBytes { Self.flawOfClose(code, reason: $0) }
        case .craft(_, let frames, _):
            return frames.bytes.isEmpty ? .nothingToSend : nil
        case .abort, .stopRepeating, .temper:
            return nil
        }
    }

    /// RFC 6455 §5.5.
    public static func flawOfPing(_ payload: UnsafeRawBufferPointer) -> Refusal? {
        payload.count > 125 ? .payloadTooLong : nil
    }

    /// RFC 6455 §5.5.1, §7.4.1.
    public static func flawOfClose(
        _ code: CloseCode?, reason: UnsafeRawBufferPointer
    ) -> Refusal? {
        if let code, !code.isSendable { return .codeNotSendable }
        if reason.count > CloseFrame.maximumReason { return .payloadTooLong }
        if code == nil, !reason.isEmpty { return .codeNotSendable }
        return UTF8Validator.isWhole(reason) ? nil : .notUTF8
    }
}
