import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// An opening handshake in lines: the request, the response, and how the accept value follows from
/// the key. RFC 6455 §4.2.2.
enum HandshakeText {
    static func lines(_ record: HandshakeRecord, peer: PeerAddress?, columns: Int) -> [Phrase] {
        let from = peer.map { " from \($0)" } ?? ""
        var lines = [heading("REQUEST", "\(record.request.count)B\(from)")]
        lines += message(record.request, columns: columns)
        lines += [Phrase(), heading("RESPONSE", "\(record.response.count)B")]
        lines += message(record.response, columns: columns)
        lines += [Phrase(), heading("ACCEPT VALUE", "RFC 6455 §4.2.2")]
        lines += derivation(record)
        return lines
    }

    private static func heading(_ title: String, _ more: String) -> Phrase {
        var phrase = Phrase(title, Look.header)
        phrase.add("  " + more, Look.dim)
        return phrase
    }

    private static func message(_ bytes: [UInt8], columns: Int) -> [Phrase] {
        guard !bytes.isEmpty else { return [Phrase("  nothing", Look.dim)] }
        var lines: [Phrase] = []
        let head = Array(bytes.filter { $0 != 0x0D })
        for row in TextRows.rows(head, columns: columns - 2) {
            let isFirst = row.part.lowerBound == row.lineStart
            var phrase = Phrase(isFirst ? "  " : "    ")
            phrase.add(field(head, row, isFirst: isFirst && row.lineStart > 0))
            lines.append(phrase)
        }
        while lines.last.map({ $0.text.allSatisfy { $0 == " " } }) == true { lines.removeLast() }
        return lines
    }

    /// The name of a field apart from its value.
    private static func field(_ head: [UInt8], _ row: TextRows.Row, isFirst: Bool) -> Phrase {
        let limit = row.part.count * 8 + 8
        let part = head[row.part]
        var phrase = Phrase()
        guard isFirst, let colon = part.firstIndex(of: UInt8(ascii: ":")) else {
            phrase.add(Sanitiser.visible(part, limit: limit))
            return phrase
        }
        phrase.add(Sanitiser.visible(part[...colon], limit: limit), Look.bitLabel)
        phrase.add(Sanitiser.visible(part[(colon + 1)...], limit: limit))
        return phrase
    }

    /// Key, GUID, digest, text, and whether that was answered.
    private static func derivation(_ record: HandshakeRecord) -> [Phrase] {
        guard let key = HandshakeFields.value(of: "sec-websocket-key", in: record.request) else {
            return [Phrase("  the request has no Sec-WebSocket-Key", Look.warning)]
        }
        let expected = AcceptKey.compute(key: key)
        let answered = HandshakeFields.value(of: "sec-websocket-accept", in: record.response)
        var last = row("answered", answered ?? "none", Look.hexByte)
        if answered == expected {
            last.add("  equal", Look.levelOK)
        } else {
            last.add(answered == nil ? "  no upgrade" : "  not equal", Look.levelError)
        }
        return [
            row("key", key, Look.bitOne), row("+ GUID", AcceptKey.guid, Look.text),
            row("SHA-1", Spell.hex(AcceptKey.digest(key: key)), Look.hexByte),
            row("base64", expected, Look.hexByte), last,
        ]
    }

    private static func row(_ name: String, _ value: String, _ role: Role) -> Phrase {
        var phrase = Phrase("  " + name.padded(10), Look.dim)
        phrase.add(Sanitiser.visible(value, limit: 256), role)
        return phrase
    }
}

/// Values of a head by the names of their fields.
enum HandshakeFields {
    /// The first value of a name in small letters, without the blanks around it.
    static func value(of name: String, in head: [UInt8]) -> String? {
        for line in head.split(separator: 0x0A).dropFirst() {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { continue }
            let found = String(decoding: line[..<colon], as: UTF8.self).lowercased()
            guard found == name else { continue }
            let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
            return String(
                value.drop { $0 == " " || $0 == "\t" }.reversed().drop { $0.isWhitespace }
                    .reversed())
        }
        return nil
    }
}
