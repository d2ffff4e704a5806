import Testing

@testable import Console

@Suite struct SpellTests {
    @Test(
        arguments: [
            (0, "0.0s"), (59_900_000_000, "59.9s"), (60_000_000_000, "1m00"),
            (3_599_000_000_000, "59m59"), (86_399_000_000_000, "23h59"), (.max, "999d23"),
        ] as [(UInt64, String)])
    func agesFitSixColumns(_ nanoseconds: UInt64, text: String) {
        #expect(Spell.age(nanoseconds) == text)
        #expect(text.count <= 6)
    }

    @Test(
        arguments: [
            (0, "0"), (999, "999"), (1000, "1.0k"), (1250, "1.2k"), (12_345, "12k"),
            (3_400_000, "3.4M"), (.max, "18E"),
        ] as [(UInt64, String)])
    func countsFitFourColumns(_ value: UInt64, text: String) {
        #expect(Spell.count(value) == text)
    }

    @Test(
        arguments: [
            (0, "0"), (1023, "1023B"), (1536, "1.5K"), (120_000, "117K"), (.max, "15E"),
        ] as [(UInt64, String)])
    func bytesFitFiveColumns(_ value: UInt64, text: String) {
        #expect(Spell.bytes(value) == text)
    }

    @Test(
        arguments: [
            (400_000, "0.4ms"), (12_000_000, "12ms"), (1_200_000_000, "1.2s"),
            (120_000_000_000, "120s"), (.max, "999h"),
        ] as [(UInt64, String)])
    func roundTripsFitFiveColumns(_ value: UInt64, text: String) {
        #expect(Spell.roundTrip(value) == text)
    }

    @Test func whatIsLeftIsRoundedUp() {
        #expect(Spell.remaining(0) == "0s")
        #expect(Spell.remaining(1) == "1s")
        #expect(Spell.remaining(15_000_000_000) == "15s")
        #expect(Spell.remaining(3_600_000_000_000) == "60m")
    }

    @Test func twoCountsGiveUpTheirDecimalsToFit() {
        #expect(Spell.counts(88, 91, columns: 7) == "88/91")
        #expect(Spell.counts(1_250, 3_400, columns: 9) == "1.2k/3.4k")
        #expect(Spell.counts(1_250, 3_400, columns: 7) == "1k/3k")
    }

    @Test(arguments: [(0.0, "0/s"), (0.5, "<1/s"), (1234, "1.2k/s"), (.infinity, "18E/s")])
    func ratesAreShort(_ value: Double, text: String) {
        #expect(Spell.rate(value) == text)
    }
}
