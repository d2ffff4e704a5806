@testable import WebSocketWire

extension FuzzTarget {
    /// What decodes any bytes for people: frames or a whole stream, from either end, in any chunks.
    static let decoder = FuzzTarget(name: "decoder") { input in
        var choices = Choices(input)
        let traits = choices.byte()
        let chunk = choices.byte() + 1
        let sender: Endpoint = traits & 1 == 0 ? .client : .server
        var limits = ReadLimits()
        if traits & 2 != 0 {
            limits = ReadLimits(maximumFrame: 2000, maximumMessage: 3000, maximumFragments: 3)
        }
        var other = OtherDirection()
        if traits & 4 != 0 {
            let head = Array(choices.take(choices.byte() << 1))
            let isRequest = sender == .server
            other = OtherDirection(opening: head, from: isRequest ? .client : .server) ?? other
        }
        if traits & 8 == 0 {
            compareStreams(choices.rest, from: sender, other, limits, chunk: chunk)
        } else {
            dissect(Array(choices.rest), from: sender, limits)
        }
    }

    /// In chunks a stream says what it says at once, and its end has the sums.
    static func compareStreams(
        _ bytes: UnsafeRawBufferPointer, from sender: Endpoint, _ other: OtherDirection,
        _ limits: ReadLimits = ReadLimits(), chunk: Int
    ) {
        let whole = items(bytes, from: sender, other, limits, chunk: max(1, bytes.count))
        let torn = items(bytes, from: sender, other, limits, chunk: chunk)
        check(whole == torn, "in chunks of \(chunk): \(torn) instead of \(whole)")
        guard case .end(let end)? = whole.last else { return check(false, "a stream has no end") }
        check(end.bytes == bytes.count, "\(end.bytes) of \(bytes.count) bytes were counted")
        var frames = 0
        for item in whole {
            guard case .frame(let frame) = item else { continue }
            frames += 1
            dissect(frame)
        }
        check(end.frames == frames, "\(end.frames) of \(frames) frames were counted")
    }

    private static func items(
        _ bytes: UnsafeRawBufferPointer, from sender: Endpoint, _ other: OtherDirection,
        _ limits: ReadLimits, chunk: Int
    ) -> [StreamItem] {
        var decoder = StreamDecoder(from: sender, limits: limits, other: other)
        var choices = Choices(bytes)
        var items: [StreamItem] = []
        while !choices.rest.isEmpty {
            decoder.take(choices.take(chunk)) { items.append($0.hidingSecrets) }
            check(decoder.hasBegun, "a stream that has come has not begun")
        }
        decoder.finish { items.append($0) }
        for case .request(let request) in items {
            check(request.accept == nil || request.accept?.count == 28, "an accept key of its own")
        }
        return items
    }

    /// Frames alone are those of the bytes, one behind the other.
    private static func dissect(_ bytes: [UInt8], from sender: Endpoint, _ limits: ReadLimits) {
        var end = 0
        for frame in FrameDecoder.decode(bytes, from: sender, limits: limits) {
            check(frame.offset == end, "a frame at \(frame.offset) instead of \(end)")
            // All that follows is its payload, and passed over.
            if frame.isSkipped { return }
            end += frame.headerBytes.count + frame.payload.count
            check(!frame.isCut, "a frame was cut")
            dissect(frame)
        }
        check(end == bytes.count, "\(end) of \(bytes.count) bytes are in frames")
    }

    /// The fields that are shown lie in the bytes that are there.
    private static func dissect(_ frame: DecodedFrame) {
        let bits = frame.headerBytes.count * 8
        for field in frame.fields where field.kind != .payload {
            check(field.bits.upperBound <= bits, "\(field.name) lies outside")
        }
        check(frame.payload.count == frame.wirePayload.count, "a payload of two sizes")
        check(frame.arrived >= UInt64(frame.payload.count), "more was kept than came")
    }
}
