import TerminalCanvas
import Testing
import WebSocketEngine

@testable import Console

@Suite struct MarksTests {
    private func ten() -> Conversation {
        .crowd(10) { slot, row in row.queuedBytes = UInt64(slot) }
    }

    private func entering(_ line: String, in console: Conversation? = nil) -> Conversation {
        (console ?? ten()).entering(line)
    }

    @Test func aRangeGoesFromTheLastMarkToTheCursor() {
        var console = ten()
        console.types("j", "j", .space, "j", "j", "V")
        #expect(console.model.marks.map(\.slot).sorted() == [2, 3, 4, 5])
        console.shows("3 more marked, 4 in all")
        console.types("g", "V")
        #expect(console.model.marks.map(\.slot).sorted() == [0, 1, 2, 3, 4, 5])
    }

    @Test func aRangeIsOfTheRowsAsTheyStandAndOfTheLivingAlone() {
        var console = entering("sort !queue")
        console.receives(at: 271) {
            var row = SlotRow.connected(id(7, 1))
            row.state = .closed
            row.closing = .operatorClose
            $0.rows = [row]
        }
        console.types("g", .space, "j", "j", "V")
        #expect(console.model.marks.map(\.slot).sorted() == [5, 6, 8, 9])
    }

    @Test func withoutAMarkThereIsNoRange() {
        var console = ten()
        console.types("j", "V")
        #expect(console.model.marks.isEmpty)
        console.shows("mark one end with Space first")
        console.types(.space, "U", "V")
        #expect(console.model.marks.isEmpty)
    }

    @Test func linesMarkByFilter() {
        #expect(entering("mark all").model.marks.count == 10)
        let some = entering("mark where queue >= 4 and slot != 9")
        #expect(some.model.marks.map(\.slot).sorted() == [4, 5, 6, 7, 8])
        some.shows("5 fit, 5 marked")
        let fewer = entering("unmark where queue > 6", in: some)
        #expect(fewer.model.marks.map(\.slot).sorted() == [4, 5, 6])
        #expect(entering("unmark", in: fewer).model.marks.isEmpty)
    }

    @Test(arguments: [
        ("mark", "mark what?", 4), ("mark where", "where what?", 10),
        ("mark some", "all, or where", 5), ("mark where age > x", "age is written", 17),
        ("mark all now", "nothing more", 9),
    ])
    func aWrongMarkPointsAtItsPlace(_ line: String, words: String, offset: Int) {
        let console = entering(line)
        console.shows(words)
        console.isWrong(at: offset)
    }

    @Test(
        arguments: [
            (["p"], "ping 3 slots? y yes"), (["c", .enter], "close 3 slots with 1000"),
            (["x"], "abort 3 slots without a close frame? y yes"), (["s"], "COMPOSE  to 3 slots"),
        ] as [([Key], String)])
    func whatIsDoneToManyTellsTheirNumberFirst(_ keys: [Key], _ words: String) {
        var console = ten()
        console.types(.space, .space, .space)
        for key in keys { console.types(key) }
        console.submits()
        console.shows(words)
    }

    @Test(arguments: TimeoutKind.allCases) func everyDeadlineHasItsBar(_ kind: TimeoutKind) {
        for (left, span, bar) in [(28.0, 30.0, "━━"), (10, 30, "━"), (1, 30, "· ! 1s")] {
            var console = Conversation()
            console.receives(at: 270) {
                $0.rows = [
                    .connected(id(0, 1)) { row in
                        row.deadline = .init(
                            kind: kind, at: seconds(270 + left), span: UInt64(span * 1e9))
                    }
                ]
            }
            let row = console.row(with: " 0   1 ") ?? ""
            let name = CloseText.deadline(kind)
            #expect(row.contains(name.isEmpty || left > 1 ? bar : "\(name) ! 1s"), "\(row)")
            #expect(row.contains(name))
        }
    }
}
