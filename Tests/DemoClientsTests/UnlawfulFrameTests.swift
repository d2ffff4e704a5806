import Testing
import WebSocketWire

@testable import DemoClients

@Suite struct UnlawfulFrameTests {
    @Test func eachBreaksARuleOfItsOwn() throws {
        let rules = try UnlawfulFrame.all.map { deed -> Rule in
            guard case .breakRule(let header, let payload) = deed else {
                throw NotAFrame()
            }
            let wire = header.bytes + Self.masked(payload, header)
            let frame = try #require(FrameDecoder.decode(wire, from: .client).first)
            return try #require(frame.breach).rule
        }
        #expect(Set(rules).count == UnlawfulFrame.all.count)
    }

    struct NotAFrame: Error {}

    private static func masked(_ payload: [UInt8], _ header: FrameHeader) -> [UInt8] {
        payload.enumerated().map { index, byte in
            byte ^ UInt8(truncatingIfNeeded: header.maskingKey >> (8 * UInt32(index % 4)))
        }
    }
}
