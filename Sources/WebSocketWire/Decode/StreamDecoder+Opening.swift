extension StreamDecoder {
    /// Reads what has come of the opening handshake.
    ///
    /// - Returns: how many bytes it took; nil while more are needed.
    mutating func open(_ head: [UInt8], _ say: (StreamItem) -> Void) -> Int? {
        switch sender {
        case .client: openRequest(head, say)
        case .server: openResponse(head, say)
        }
    }

    /// The stream ends amid its head.
    func torn(_ head: [UInt8]) -> StreamItem {
        switch sender {
        case .client: .request(DecodedRequest(head: head))
        case .server: .response(DecodedResponse(offset: offset, head: head))
        }
    }

    private mutating func openRequest(
        _ head: [UInt8], _ say: (StreamItem) -> Void
    ) -> Int? {
        switch head.withUnsafeBytes({ HandshakeParser.parse($0) }) {
        case .needsMore:
            stage = .opening(head)
            return nil
        case .rejected(let breach):
            let end = Self.endOfHead(head)
            var told = DecodedRequest(head: Self.shown(head))
            told.breach = breach.verdict
            tell(.request(told), say)
            // The server may have been less strict: then frames follow all the same.
            guard let end, let response = other.response, response.isSwitching else {
                return told.head.count
            }
            beginFrames(at: end, response.deflate)
            return end
        case .request(let request, let byteCount):
            var told = DecodedRequest(head: Array(head[..<byteCount]), request: request)
            told.deflate =
                other.response.map(\.deflate)
                ?? DeflatePolicy.anything.agreement(
                    to: request.extensionOffers)
            told.isDeflateAssumed = told.deflate != nil && other.response == nil
            tell(.request(told), say)
            beginFrames(at: byteCount, told.deflate)
            return byteCount
        }
    }

    private mutating func openResponse(
        _ head: [UInt8], _ say: (StreamItem) -> Void
    ) -> Int? {
        var told = DecodedResponse(offset: offset, head: head)
        switch head.withUnsafeBytes({ ResponseParser.parse($0) }) {
        case .needsMore:
            stage = .opening(head)
            return nil
        case .rejected(let verdict):
            told.head = Self.shown(head)
            told.breach = verdict
            tell(.response(told), say)
            return told.head.count
        case .response(let response):
            told.head = Array(head[..<response.byteCount])
            told.response = response
            told.breach = response.judge(key: other.key, request: other.request)
            told.expectedAccept = other.key.map(AcceptKey.compute)
            tell(.response(told), say)
            if response.isInterim {
                offset += response.byteCount
                let rest = openResponse(Array(head[response.byteCount...]), say)
                return rest.map { $0 + response.byteCount }
            }
            if response.isSwitching { beginFrames(at: response.byteCount, response.deflate) }
            return response.byteCount
        }
    }

    private mutating func beginFrames(at end: Int, _ deflate: DeflateAgreement?) {
        var limits = limits
        if deflate != nil { limits.allowedReservedBits |= FrameHeader.compressedBit }
        let isClient = sender == .client
        let inflation = deflate.map {
            MessageInflation(
                takesOver: isClient ? $0.clientTakesOver : $0.serverTakesOver,
                windowBits: isClient ? $0.clientWindowBits : $0.serverWindowBits)
        }
        stage = .frames(
            FrameRun(
                limits: limits, kept: Self.keptBytes, offset: offset + end, inflation: inflation))
    }

    /// Of a head that is broken, up to its end, or as much as one may have.
    private static func shown(_ head: [UInt8]) -> [UInt8] {
        let most = min(head.count, HandshakeLimits().maximumBytes)
        return Array(head[..<(endOfHead(head) ?? most)])
    }

    /// Behind the empty line.
    private static func endOfHead(_ bytes: [UInt8]) -> Int? {
        bytes.indices.dropFirst(3).first { bytes[($0 - 3)...$0].elementsEqual([13, 10, 13, 10]) }
            .map { $0 + 1 }
    }
}
