import Testing

@testable import wscope

@Suite struct TimeSpanTests {
    @Test(arguments: [
        ("0", 0), ("0s", 0), ("500ms", 500), ("30s", 30_000), ("2m", 120_000),
        ("1h", 3_600_000), ("720h", 2_592_000_000),
    ])
    func spansWithUnits(text: String, milliseconds: UInt64) throws {
        #expect(try TimeSpan(text).nanoseconds == milliseconds * 1_000_000)
    }

    @Test(arguments: ["", "5", "s", "5x", "-1s", "1.5s", "30S", "99999999999999999999s"])
    func whatIsNoSpanIsRefused(text: String) {
        #expect(throws: WrongValue(text, allowed: TimeSpan.allowed)) { try TimeSpan(text) }
    }

    @Test(arguments: ["721h", "18446744073709551615h"])
    func spansBeyondThirtyDaysAreRefused(text: String) {
        #expect(throws: WrongValue.self) { try TimeSpan(text) }
    }

    @Test(arguments: ["0", "500ms", "30s", "2m", "1h", "90s"])
    func textReadsBackAsTheSameSpan(text: String) throws {
        #expect(try TimeSpan(text).text == text)
    }
}
