import Testing

@testable import WebSocketWire

@Suite struct MaskingTests {
    @Test func theExampleOfTheRFCUnmasksToHello() {
        var payload = bytes(hex: "7f 9f 4d 51 58")
        Self.mask(&payload, key: 0x3D21_FA37, phase: 0)
        #expect(String(decoding: payload, as: UTF8.self) == "Hello")
    }

    @Test func everyLengthAlignmentAndPhaseAgreesWithTheRFCsFormula() {
        var random = SplitMix(seed: 53)
        let key: UInt32 = 0xA1B2_C3D4
        for count in 0...200 {
            for start in 0..<9 {
                let phase = (count + start) % 7
                let plain = random.bytes(start + count + 3)
                var memory = plain
                memory.withUnsafeMutableBytes { raw in
                    guard let base = raw.baseAddress else { return }
                    Masking.apply(key: key, phase: phase, to: base + start, count: count)
                }
                for index in 0..<plain.count {
                    let isInside = index >= start && index < start + count
                    let turn = UInt32((index - start + phase + 8) % 4)
                    let byte = UInt8(truncatingIfNeeded: key >> (turn * 8))
                    #expect(memory[index] == (isInside ? plain[index] ^ byte : plain[index]))
                }
            }
        }
    }

    @Test func aPayloadInPartsUnmasksLikeAWholeOne() {
        var random = SplitMix(seed: 54)
        let plain = random.bytes(300)
        let wire = masked(plain, key: 0x0102_0304)
        for split in 0...300 {
            var head = Array(wire[..<split])
            var tail = Array(wire[split...])
            Self.mask(&head, key: 0x0102_0304, phase: 0)
            Self.mask(&tail, key: 0x0102_0304, phase: split)
            #expect(head + tail == plain)
        }
    }

    private static func mask(_ bytes: inout [UInt8], key: UInt32, phase: Int) {
        bytes.withUnsafeMutableBytes { memory in
            guard let base = memory.baseAddress else { return }
            Masking.apply(key: key, phase: phase, to: base, count: memory.count)
        }
    }
}
