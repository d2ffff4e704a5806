extension StreamDecoder {
    /// Reads the heads that have come whole: a request, or responses until the one that counts. A
    /// broken head is awaited too, so that what is said of it does not hang on the chunks.
    ///
    /// - Parameter isOver: nothing follows; a head that is torn is told as far as it is there.
    /// - Returns: how many bytes they had; nil while more are needed.
    mutating func open(
        _ bytes: [UInt8], isOver: Bool, _ say: (StreamItem) -> Void
    ) -> Int? {
        var used = 0
        while let count = Self.countOfHead(bytes[used...], isOver: isOver) {
            let head = Array(bytes[used..<(used + count)])
            let step = sender == .client ? openRequest(head, say) : openResponse(head, say)
            used += count
            offset += count
            switch step {
            case .last: return used
            case .interim: continue
            case .torn: return nil
            }
        }
        stage = .opening(Array(bytes[used...]))
        return isOver && used == bytes.count ? used : nil
    }

    private enum HeadStep {
        /// A response follows on this one. RFC 9110 §15.2.
        case interim
        case last
        case torn
    }

    private mutating func openRequest(
        _ head: [UInt8], _ say: (StreamItem) -> Void
    ) -> HeadStep {
        var told = DecodedRequest(head: head)
        switch head.withUnsafeBytes({ HandshakeParser.parse($0) }) {
        case .needsMore:
            tell(.request(told), say)
            return .torn
        case .rejected(let breach):
            told.breach = breach.verdict
            tell(.request(told), say)
            // The server may have been less strict: then frames follow all the same.
            if let response = other.response, response.isSwitching {
                beginFrames(at: head.count, response.deflate)
            }
        case .request(let request, _):
            told.request = request
            told.deflate =
                other.response.map(\.deflate)
                ?? DeflatePolicy.anything.agreement(
                    to: request.extensionOffers)
            told.isDeflateAssumed = told.deflate != nil && other.response == nil
            tell(.request(told), say)
            beginFrames(at: head.count, told.deflate)
        }
        return .last
    }

    private mutating func openResponse(
        _ head: [UInt8], _ say: (StreamItem) -> Void
    ) -> HeadStep {
        var told = DecodedResponse(offset: offset, head: head)
        switch head.withUnsafeBytes({ ResponseParser.parse($0) }) {
        case .needsMore:
            tell(.response(told), say)
            return .torn
        case .rejected(let verdict):
            told.breach = verdict
            tell(.response(told), say)
        case .response(let response):
            told.response = response
            told.breach = response.judge(key: other.key, request: other.request)
            told.expectedAccept = other.key.map(AcceptKey.compute)
            tell(.response(told), say)
            if response.isInterim { return .interim }
            if response.isSwitching { beginFrames(at: head.count, response.deflate) }
        }
        return .last
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

    /// The bytes up to behind the empty line, or as many as a head may have; nil while it has not
    /// come so far.
    private static func countOfHead(_ bytes: ArraySlice<UInt8>, isOver: Bool) -> Int? {
        let most = HandshakeLimits().maximumBytes
        let visible = bytes.prefix(most)
        var line = visible.startIndex
        while let feed = visible[line...].firstIndex(of: 0x0A) {
            let isEmpty = feed == line + 1 && visible[line] == 0x0D
            if isEmpty, line > visible.startIndex { return feed + 1 - visible.startIndex }
            line = feed + 1
        }
        return visible.count == most || (isOver && !visible.isEmpty) ? visible.count : nil
    }
}
