import Testing

@testable import TerminalCanvas

struct KeyDecoderTests {
    /// Everything in `codes` decoded, as if it had come at once.
    private func keys(_ codes: [TerminalCode]) -> [Key] {
        var decoder = KeyDecoder()
        var rest = codes[...]
        var keys: [Key] = []
        while true {
            switch decoder.decode({ rest.popFirst() }) {
            case .key(let key): keys.append(key)
            case .pasteStart, .mouse: continue
            case .nothing: return keys
            }
        }
    }

    private func keys(_ text: String) -> [Key] {
        keys(text.utf8.map { .byte($0) })
    }

    @Test(arguments: [
        ("a", [Key.character("a")]),
        (" ", [.space]),
        ("é日🎉", [.character("é"), .character("日"), .character("🎉")]),
        ("\r\n", [.enter, .enter]),
        ("\t\u{8}\u{7F}", [.tab, .backspace, .backspace]),
        ("\u{4}\u{15}\u{0}\u{1C}", [.control("D"), .control("U"), .control(" "), .control("\\")]),
        ("\u{1B}", [.escape]),
        ("\u{1B}\u{1B}x", [.escape, .character("x")]),
        ("\u{1B}x", [.alt("x")]),
        ("\u{1B}é", [.alt("é")]),
        ("\u{1B}[", [.alt("[")]),
        ("\u{1B}O", [.alt("O")]),
        ("\u{1B}[A\u{1B}OB", [.up, .down]),
        ("\u{1B}[1;5Cx", [.right, .character("x")]),
        ("\u{1B}[3~\u{1B}[15~\u{1B}[6;3~", [.delete, .function(5), .pageDown]),
    ])
    func textBecomesKeys(_ text: String, _ expected: [Key]) {
        #expect(keys(text) == expected)
    }

    @Test(arguments: ["\u{1B}[?62;22c", "\u{1B}[99;99X", "\u{1B}OM", "\u{1B}[200~", "\u{1B}[0"])
    func anUnknownSequenceRunsNothing(_ sequence: String) {
        #expect(keys(sequence) == [])
        #expect(keys([.unknown, .unknown]) == [])
    }

    @Test func aCharacterMayComeInPieces() {
        var decoder = KeyDecoder()
        var first: [TerminalCode] = [.byte(0xE6), .byte(0x97)]
        #expect(decoder.decode({ first.isEmpty ? nil : first.removeFirst() }) == .nothing)
        var second: [TerminalCode] = [.byte(0xA5)]
        #expect(
            decoder.decode({ second.isEmpty ? nil : second.removeFirst() })
                == .key(.character("日")))
    }

    @Test func bytesThatAreNotTextArePassedOver() {
        #expect(keys([.byte(0xFF), .byte(0x80), .byte(0x61)]) == [.character("a")])
        #expect(keys([.byte(0xE6), .byte(0x61)]) == [.character("a")])
        #expect(
            keys([.byte(0xF0), .byte(0x80), .byte(0x80), .byte(0x80), .byte(0x61)])
                == [.character("a")])
    }

    @Test func anyBytesEnd() {
        var numbers = SeededNumbers(seed: 80)
        for _ in 0..<500 {
            let bytes = numbers.bytes(40)
            #expect(keys(bytes.map { .byte($0) }).count <= bytes.count)
        }
    }
}
