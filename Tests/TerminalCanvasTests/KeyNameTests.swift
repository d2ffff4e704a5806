import TerminalCanvas
import Testing

struct KeyNameTests {
    @Test(arguments: [
        (Key.control("D"), "Ctrl-D"), (.function(6), "F6"), (.pageDown, "PgDn"),
        (.space, "Space"), (.character("x"), "x"), (.character("X"), "X"), (.backTab, "Shift-Tab"),
        (.alt("x"), "Alt-x"), (.alt("X"), "Alt-X"), (.control(" "), "Ctrl-Space"),
        (.alt(" "), "Alt-Space"), (.character("F"), "F"), (.character("-"), "-"),
        (.control("\\"), "Ctrl-\\"), (.alt("-"), "Alt--"), (.escape, "Esc"), (.character("é"), "é"),
    ])
    func keysHaveANameBothWays(_ key: Key, _ name: String) {
        #expect(key.name == name)
        #expect(Key(name: name) == key)
    }

    @Test func everyKeyOfAKeyboardComesBackByItsName() {
        let plain = (0x20...0x7E).map { Character(Unicode.Scalar(UInt8($0))) }
        let letters = plain.filter { $0.isUppercase || "[\\]^_ ".contains($0) }
        let keys: [Key] =
            plain.map { .character($0) } + plain.map { .alt($0) } + letters.map { .control($0) }
            + (1...24).map { .function($0) }
            + [
                .enter, .escape, .tab, .backTab, .backspace, .delete, .insert, .up, .down, .left,
                .right, .home, .end, .pageUp, .pageDown,
            ]
        for key in keys { #expect(Key(name: key.name) == key, "\(key)") }
        #expect(Set(keys.map(\.name)).count == keys.count)
    }

    @Test(arguments: [
        ("ctrl-d", Key.control("D")), ("CTRL-d", .control("D")), ("pgdn", .pageDown),
        ("f12", .function(12)), ("SPACE", .space),
    ])
    func wordsAreReadWithoutRegardToCase(_ name: String, _ key: Key) {
        #expect(Key(name: name) == key)
    }

    @Test(arguments: [
        "", " ", "ab", "Ctrl-", "Ctrl-ab", "Ctrl-é", "F0", "F64", "F-1", "Alt-xy", "Hyper-x",
    ])
    func whatIsNoKeyHasNone(_ name: String) {
        #expect(Key(name: name) == nil)
    }
}
