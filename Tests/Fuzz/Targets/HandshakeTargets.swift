@testable import WebSocketWire

extension FuzzTarget {
    /// Requests: no prefix of one that is right is wrong, and what answers it is its answer.
    static let handshake = FuzzTarget(name: "handshake") { input in
        var limits = HandshakeLimits()
        limits.maximumLine = 600
        limits.maximumHeaders = 12
        limits.maximumBytes = input.count % 2 == 0 ? 2000 : 300
        switch HandshakeParser.parse(input, limits: limits) {
        case .needsMore: check(input.count < limits.maximumBytes, "more than may come is awaited")
        case .rejected(let breach):
            check(breach.byteOffset <= input.count, "a place outside of the request")
            guard case .http(let status) = breach.rule.reaction else {
                return check(false, "\(breach.rule) is no reason to turn away")
            }
            check((400...431).contains(status), "\(status) is no status of a wrong request")
            reject(breach.rule, status: 400 + UInt16(input.count % 128))
        case .request(let request, let count):
            check(count <= input.count, "a request is longer than its bytes")
            for end in stride(from: 0, to: count, by: max(1, count / 16)) {
                let part = UnsafeRawBufferPointer(rebasing: input[..<end])
                guard case .needsMore = HandshakeParser.parse(part, limits: limits) else {
                    return check(false, "\(end) of \(count) bytes were judged otherwise")
                }
            }
            answer(request)
        }
        hide(input)
    }

    /// The answer is read as what it is, by the client that asked.
    private static func answer(_ request: HandshakeRequest) {
        let policy = HandshakePolicy(subprotocols: request.subprotocols.suffix(1))
        let deflate = DeflatePolicy().agreement(to: request.extensionOffers)
        let bytes = HandshakeResponse.switchingProtocols(
            request, subprotocol: policy.subprotocol(for: request), deflate: deflate,
            server: request.closesConnection ? "wscope" : nil)
        check(
            bytes.allSatisfy { $0 >= 0x20 && $0 < 0x7F || $0 == 13 || $0 == 10 },
            "a response has a control byte")
        guard case .response(let response) = bytes.withUnsafeBytes({ ResponseParser.parse($0) })
        else { return check(false, "our own response is malformed") }
        let verdict = response.judge(key: nil, request: request)
        check(verdict == nil, "our own response breaks \(verdict.map { "\($0.rule)" } ?? "")")
        check(response.byteCount == bytes.count && response.deflate == deflate, "another answer")
        let text = Base64.encode(AcceptKey.digest(key: request.key))
        check(Array((response.accept ?? "").utf8) == text, "another accept key")
        let (high, low) = request.decodedKey
        let key = Base64.decode(Array(request.key.utf8)) ?? []
        let octets = [high, low].flatMap { half in
            withUnsafeBytes(of: half.bigEndian) { Array($0) }
        }
        check(key == octets, "the key was decoded otherwise")
    }

    /// Who is turned away gets a response of HTTP with a body as long as it says.
    private static func reject(_ rule: Rule, status: UInt16) {
        for bytes in [
            HandshakeResponse.rejection(rule: rule, server: "wscope"),
            HandshakeResponse.rejection(rule: .unmaskedFrame),
            HandshakeResponse.rejection(status: status),
            HandshakeResponse.serviceUnavailable(),
        ] {
            guard case .response(let response) = bytes.withUnsafeBytes({ ResponseParser.parse($0) })
            else { return check(false, "our own response is malformed") }
            check((400..<600).contains(response.status), "\(response.status) turns nobody away")
            check(response.judge(key: nil, request: nil) == nil, "a rejection breaks a rule")
            let body = bytes.count - response.byteCount
            let head = String(decoding: bytes.prefix(response.byteCount), as: UTF8.self)
            check(head.contains("Content-Length: \(body)\r\n"), "the body has another length")
        }
    }

    /// Secrets are covered, each byte by one, and nothing else is touched.
    private static func hide(_ input: UnsafeRawBufferPointer) {
        var copy = Array(input)
        copy.withUnsafeMutableBytes { HandshakeSecrets.hide(in: $0) }
        check(
            zip(copy, input).allSatisfy { $0 == $1 || $0 == HandshakeSecrets.mask },
            "hiding secrets changed more than it hid")
        var again = copy
        again.withUnsafeMutableBytes { HandshakeSecrets.hide(in: $0) }
        check(again == copy, "what was hidden was not hidden whole")
        let name = String(decoding: input.prefix(40), as: UTF8.self)
        let hidden = HandshakeSecrets.hidden(subprotocol: name)
        check(hidden.utf8.count == name.utf8.count, "a name of another length")
        check(hidden == name || hidden.allSatisfy { $0 == "*" }, "half a name is hidden")
    }

    /// Answers of a server, judged by who asked: half of the input asks, half answers.
    static let response = FuzzTarget(name: "response") { input in
        var choices = Choices(input)
        let traits = choices.byte()
        let head = choices.take(traits & 1 == 0 ? 0 : choices.byte() << 1)
        let opening = OtherDirection(opening: Array(head), from: .client)
        let bytes = choices.rest
        let key = traits & 2 == 0 ? "dGhlIHNhbXBsZSBub25jZQ==" : nil
        switch ResponseParser.parse(bytes, limits: HandshakeLimits(maximumBytes: 4000)) {
        case .needsMore: check(bytes.count < 4000, "more than may come is awaited")
        case .rejected(let verdict):
            check(verdict.byteOffset <= bytes.count, "a place outside of the response")
        case .response(let response):
            check(response.byteCount <= bytes.count, "a response is longer than its bytes")
            let verdict = response.judge(key: key, request: opening?.request)
            check(
                (verdict?.byteOffset ?? 0) <= response.byteCount, "a place outside of the response")
            guard response.isSwitching, verdict == nil, let asked = key ?? opening?.key else {
                break
            }
            check(response.accept == AcceptKey.compute(key: asked), "a wrong key was accepted")
        }
        compareStreams(bytes, from: .server, opening ?? OtherDirection(), chunk: 7)
        _ = OtherDirection(opening: Array(bytes), from: .server)
    }
}
