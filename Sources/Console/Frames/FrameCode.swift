import WebSocketEngine
import WebSocketWire

/// Source code and JSON that carry a frame.
enum FrameCode {
    /// The payload as text, where it is meant to be and is.
    static func text(_ payload: [UInt8], _ showsText: Bool) -> String? {
        showsText ? String(validating: payload, as: UTF8.self) : nil
    }

    /// One object; a payload that is no text in hex.
    static func json(_ record: FrameRecord, _ payload: [UInt8], showsText: Bool) -> String {
        let header = record.header
        let opcode = header.opcode?.name ?? "\(header.opcodeBits)"
        var members = [
            "\"frame\": \(record.sequence)", "\"slot\": \(record.id.slot)",
            "\"generation\": \(record.id.generation)",
            "\"direction\": \(quoted(record.direction.name.lowercased()))",
            "\"fin\": \(header.fin)", "\"rsv\": \(header.reservedBits)",
            "\"opcode\": \(quoted(opcode))", "\"masked\": \(header.masked)",
            "\"length\": \(header.payloadLength)",
        ]
        if let breach = record.breach {
            members.append("\"rule\": \(quoted(String(describing: breach.rule)))")
        }
        if let text = text(payload, showsText) {
            members.append("\"text\": \(quoted(text))")
        } else {
            members.append("\"hex\": \(quoted(digits(payload)))")
        }
        return "{\(members.joined(separator: ", "))}"
    }

    /// `SYS_WSS_sendMessage(true, SYS_WSS_FRAME_TEXT, (uint8_t *)"Hello", 5, 0);`
    static func call(_ record: FrameRecord, _ payload: [UInt8], showsText: Bool) -> String {
        let index = record.id.slot
        let (setup, data) = literal(payload, showsText)
        switch record.header.opcode {
        case .text, .binary, .continuation:
            let type = record.header.opcode?.name ?? ""
            return setup + "SYS_WSS_sendMessage(\(record.header.fin), SYS_WSS_FRAME_\(type), "
                + "\(data), \(payload.count), \(index));"
        case .ping: return setup + "SYS_WSS_PingClient(\(data), \(payload.count), \(index));"
        case .close where payload.count >= 2:
            let code = UInt16(payload[0]) << 8 | UInt16(payload[1])
            let reason = Array(payload.dropFirst(2))
            let (setup, data) = literal(reason, true)
            return setup
                + "SYS_WSS_CloseConnection(\(code), \(data), \(reason.count), \(index));"
        case .close: return "SYS_WSS_CloseConnection(1000, NULL, 0, \(index));"
        case .pong, nil:
            return "/* The interface sends no such frame; these are its bytes. */\n"
                + array("frame_\(record.sequence)", record.header.bytes + payload)
        }
    }

    /// `static const uint8_t frame_1041[11] = {…};`
    static func array(_ name: String, _ bytes: [UInt8]) -> String {
        "static const uint8_t \(name)[\(bytes.count)] = {\n\(rows(bytes, indent: 4))\n};"
    }

    /// A test that decodes the bytes and finds what the engine found.
    static func swiftTest(_ record: FrameRecord, _ wire: [UInt8], _ payload: [UInt8]) -> String {
        let sender = record.direction == .received ? "client" : "server"
        let breach = record.breach.map { ".\($0.rule)" } ?? "nil"
        let imports = ["Testing", "WebSocketWire"].map { "import \($0)\n" }.joined()
        return imports + """

            @Test func frame\(record.sequence)() throws {
                let bytes: [UInt8] = [
            \(rows(wire, indent: 8))
                ]
                let frame = try #require(FrameDecoder.decode(bytes, from: .\(sender)).first)
                #expect(frame.breach?.rule == \(breach))
                #expect(frame.payload.count == \(payload.count))
            }
            """
    }

    /// A client that sends it; where a library would not, its bytes as they are.
    static func python(
        _ record: FrameRecord, _ wire: [UInt8], _ payload: [UInt8], _ showsText: Bool,
        _ url: String
    ) -> String {
        let isPlain =
            record.breach == nil && record.header.fin && record.header.reservedBits == 0
            && (record.header.opcode == .text || record.header.opcode == .binary)
        let send: String
        if isPlain, record.header.opcode == .text {
            // Beyond ASCII, Python's escapes are not those of JSON.
            let ascii = payload.allSatisfy { $0 < 0x80 } ? text(payload, showsText) : nil
            let other = "bytes.fromhex(\"\(digits(payload))\").decode()"
            send = "client.send(\(ascii.map(quoted) ?? other))"
        } else if isPlain, record.header.opcode == .binary {
            send = "client.send(bytes.fromhex(\"\(digits(payload))\"))"
        } else {
            send = "client.socket.sendall(bytes.fromhex(\"\(digits(wire))\"))"
        }
        return """
            from websockets.sync.client import connect

            with connect(\(quoted(url))) as client:
                \(send)
                print(client.recv())
            """
    }

    /// An argument of C for bytes, and what has to stand before the call.
    private static func literal(_ bytes: [UInt8], _ isText: Bool) -> (String, String) {
        if bytes.isEmpty { return ("", "NULL") }
        let isPlain = bytes.allSatisfy { (0x20..<0x7F).contains($0) && $0 != 0x3F }
        if isText, isPlain {
            return ("", "(uint8_t *)\(quoted(String(decoding: bytes, as: UTF8.self)))")
        }
        return (
            "static uint8_t data[\(bytes.count)] = {\n\(rows(bytes, indent: 4))\n};\n", "data"
        )
    }

    private static func rows(_ bytes: [UInt8], indent: Int) -> String {
        stride(from: 0, to: bytes.count, by: 12).map { start in
            String(repeating: " ", count: indent)
                + bytes[start..<min(start + 12, bytes.count)].map { "0x\(Spell.hex($0))" }
                .joined(separator: ", ") + ","
        }.joined(separator: "\n")
    }

    private static func digits(_ bytes: [UInt8]) -> String { bytes.map { Spell.hex($0) }.joined() }

    /// A string as JSON, C and Python read it; whatever could be misread is escaped.
    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x20..<0x7F: quoted.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return quoted + "\""
    }
}
