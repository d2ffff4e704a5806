import TerminalCanvas
import Testing

@testable import Console

/// Keys that a terminal would make signals of reach the console, which gives them their meaning.
@Suite struct SignalKeysTests {
    private static func name(_ effects: [ConsoleEffect]) -> [String] {
        effects.map { "\($0)" }
    }

    @Test func theyAreAsAnywhere() {
        var console = Conversation()
        console.types(.control("C"))
        #expect(Self.name(console.effects) == ["interrupt"])
        console.types(.control("\\"))
        #expect(Self.name(console.effects) == ["dumpCore"])
        console.types("?", .control("Z"))
        #expect(Self.name(console.effects) == ["suspend"])
    }

    @Test func anOpenLineIsLeftByOne() {
        var console = Conversation()
        console.types(":", "x", .control("C"))
        #expect(console.effects.isEmpty)
        console.types(.control("C"))
        #expect(Self.name(console.effects) == ["interrupt"])
    }

    @Test func whatIsPastedRaisesNone() {
        var console = Conversation()
        console.types(":", .paste("\u{03}\u{1A}\u{1C}"))
        #expect(console.effects.isEmpty)
        #expect(console.text.contains("^C") || console.text.contains("\\x03"))
    }
}
