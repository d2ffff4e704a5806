import TerminalCanvas
import Testing

@testable import Console

@Suite struct KeymapTests {
    @Test func everyActionHasAKeyAndEveryKeyOneAction() {
        let bindings = Keymap.standard.bindings
        #expect(Set(bindings.map(\.action)) == Set(Action.allCases))
        let keys = bindings.flatMap(\.keys)
        #expect(Set(keys).count == keys.count)
    }

    @Test func everyKeyHasANameThatReadsBack() {
        for key in Keymap.standard.bindings.flatMap(\.keys) {
            #expect(Key(name: key.name) == key)
        }
    }

    @Test func theHelpListsEveryKeyAndEveryCommand() {
        let help = HelpText(.everything, .standard).lines.map(\.text)
        for binding in Keymap.standard.bindings {
            #expect(
                help.contains {
                    $0.hasPrefix(KeyName.list(binding.keys)) && $0.hasSuffix(binding.summary)
                })
        }
        for command in CommandTable.all {
            #expect(help.contains { $0.hasPrefix(":" + command.usage) })
        }
        #expect(help.allSatisfy { $0.count <= 76 })
    }

    @Test func theMarkdownTableHasARowForEachBinding() {
        let rows = KeyTable.markdown.split(separator: "\n")
        #expect(rows.count == Keymap.standard.bindings.count + 2)
        #expect(rows.contains("| `j` `↓` | down | `down` |"))
        #expect(rows.contains("| `Ctrl-Z` | suspend; the engine stops meanwhile | `suspend` |"))
    }

    @Test func theHelpScrollsAndCloses() {
        var console = Conversation.busy()
        console.types("?")
        console.shows("j ↓")
        console.types("G")
        console.shows("Wheel")
        console.types("q")
        console.hides("Wheel")
        #expect(!console.quits)
    }

    @Test func themesTakeTurns() {
        var console = Conversation.busy()
        console.types("t")
        guard case .setTheme("light") = console.effects.first else {
            Issue.record("\(console.effects)")
            return
        }
    }
}
