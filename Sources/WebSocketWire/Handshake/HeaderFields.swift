/// The fields of one request that an opening handshake turns on. RFC 6455 §4.2.1, §11.3.
struct HeaderFields {
    let head: UnsafeRawBufferPointer
    var count = 0
    var host: Range<Int>?
    var key: Range<Int>?
    var version: Range<Int>?
    var origin: Range<Int>?
    var userAgent: Range<Int>?
    var upgrade: Range<Int>?
    var connection: Range<Int>?
    var upgradesToWebSocket = false
    var connectionUpgrades = false
    var connectionCloses = false
    var subprotocols: [String] = []
    var extensions: String?
    var subprotocolPlace: Int?
    var extensionsPlace: Int?
    /// Of a server's answer. RFC 6455 §11.3.3.
    var accept: Range<Int>?
    var extensionOffers: [ExtensionOffer] = []
    /// Where the request first claims a body, names a second host or a second key, or breaks the
    /// grammar of extensions.
    var body: Int?
    var secondHost: Int?
    var secondKey: Int?
    var wrongExtension: Int?

    init(_ head: UnsafeRawBufferPointer) { self.head = head }

    /// Takes one field line, without its CR LF.
    ///
    /// - Returns: the offset of the byte that breaks the grammar of a field; nil for a right one.
    mutating func take(_ line: Range<Int>) -> Int? {
        let bytes = slice(line)
        // An empty name is also what a folded line looks like. RFC 9112 §5.2.
        guard let colon = ASCIISet.token.firstOther(in: bytes) else { return line.upperBound }
        guard colon > 0, bytes[colon] == UInt8(ascii: ":") else {
            return line.lowerBound &+ colon
        }
        var start = colon &+ 1
        var end = start
        while end < bytes.count {
            guard HTTPGrammar.isValue(bytes[end]) else { return line.lowerBound &+ end }
            end &+= 1
        }
        while start < end, HTTPGrammar.isBlank(bytes[start]) { start &+= 1 }
        while end > start, HTTPGrammar.isBlank(bytes[end &- 1]) { end &-= 1 }
        count &+= 1
        return note(
            UnsafeRawBufferPointer(rebasing: bytes[..<colon]),
            (line.lowerBound &+ start)..<(line.lowerBound &+ end))
    }

    /// Sorts a field by its name; only the lengths of names that matter are compared.
    private mutating func note(_ name: UnsafeRawBufferPointer, _ value: Range<Int>) -> Int? {
        switch name.count {
        case 4 where HTTPGrammar.matches(name, "host"):
            if host != nil { secondHost = secondHost ?? value.lowerBound }
            host = host ?? value
            return ASCIISet.authority.firstOther(in: slice(value)).map { value.lowerBound &+ $0 }
        case 6 where HTTPGrammar.matches(name, "origin"):
            return once(&origin, value)
        case 7 where HTTPGrammar.matches(name, "upgrade"):
            upgrade = value
            upgradesToWebSocket =
                upgradesToWebSocket || HTTPGrammar.contains("websocket", in: slice(value))
        case 10 where HTTPGrammar.matches(name, "connection"):
            connection = value
            connectionUpgrades =
                connectionUpgrades || HTTPGrammar.contains("upgrade", in: slice(value))
            connectionCloses =
                connectionCloses || HTTPGrammar.contains("close", in: slice(value))
        case 10 where HTTPGrammar.matches(name, "user-agent"):
            userAgent = userAgent ?? value
        case 14 where HTTPGrammar.matches(name, "content-length"),
            17 where HTTPGrammar.matches(name, "transfer-encoding"):
            body = body ?? value.lowerBound
        case 17 where HTTPGrammar.matches(name, "sec-websocket-key"):
            if key != nil { secondKey = secondKey ?? value.lowerBound }
            key = key ?? value
        case 20 where HTTPGrammar.matches(name, "sec-websocket-accept"):
            accept = accept ?? value
        case 21 where HTTPGrammar.matches(name, "sec-websocket-version"):
            return once(&version, value)
        case 22 where HTTPGrammar.matches(name, "sec-websocket-protocol"):
            return noteSubprotocols(value)
        case 24 where HTTPGrammar.matches(name, "sec-websocket-extensions"):
            noteExtensions(value)
        default: break
        }
        return nil
    }

    /// Keeps a field that may appear once; the offset of a second one.
    private func once(_ field: inout Range<Int>?, _ value: Range<Int>) -> Int? {
        guard field == nil else { return value.lowerBound }
        field = value
        return nil
    }

    private mutating func noteSubprotocols(_ value: Range<Int>) -> Int? {
        let isElement: (UInt8) -> Bool = {
            HTTPGrammar.isToken($0) || HTTPGrammar.isBlank($0) || $0 == UInt8(ascii: ",")
        }
        if let wrong = firstWrong(in: value, isElement) { return wrong }
        subprotocolPlace = subprotocolPlace ?? value.lowerBound
        var names: [String] = []
        var isRight = true
        HTTPGrammar.forEachElement(of: slice(value)) { element in
            isRight = isRight && element.allSatisfy(HTTPGrammar.isToken)
            names.append(String(decoding: element, as: UTF8.self))
        }
        subprotocols += names
        return isRight ? nil : value.lowerBound
    }

    private mutating func noteExtensions(_ value: Range<Int>) {
        let text = string(value)
        extensions = extensions.map { "\($0), \(text)" } ?? text
        extensionsPlace = extensionsPlace ?? value.lowerBound
        switch ExtensionGrammar.read(slice(value)) {
        case .offers(let offers): extensionOffers += offers
        case .malformed(let offset):
            wrongExtension = wrongExtension ?? (value.lowerBound &+ offset)
        }
    }

    private func firstWrong(in value: Range<Int>, _ isRight: (UInt8) -> Bool) -> Int? {
        value.first { !isRight(head[$0]) }
    }

    func slice(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: head[range])
    }

    func string(_ range: Range<Int>) -> String {
        String(decoding: slice(range), as: UTF8.self)
    }
}
