import TerminalCanvas
import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// Every pane and overlay at the three sizes that matter.
@Suite struct GoldenTests {
    static let sizes = [(40, 10), (80, 24), (120, 36), (160, 50)]

    static let scenes: [(name: String, play: @Sendable (inout Conversation) -> Void)] = [
        ("slots", { _ in }),
        ("events", { $0.types("2", "k") }),
        ("frames", { $0.types("3", "k", "k") }),
        ("inspector", { $0.types("3", "g", .enter, "l", "l", "l", "l", "l", "l") }),
        ("breach", { $0.types("2", "k", .enter) }),
        (
            "binary",
            {
                $0.types(
                    "3", "k", "k", .enter, .right, .right, .right, .right, .right, .right, .right)
            }
        ),
        ("help", { $0.types("?") }),
        (
            "command",
            {
                $0.types(":"); $0.types(text: "clos 9"); $0.types(.enter)
            }
        ),
        (
            "completion",
            {
                $0.types(":"); $0.types(text: "ping "); $0.types(.tab, .tab, .tab)
            }
        ),
        (
            "filter-completion",
            {
                $0.types("/"); $0.types(text: "rtt > 1ms and "); $0.types(.tab, .backTab)
            }
        ),
        ("question", { $0.types("x") }),
        (
            "close-dialog",
            {
                $0.types("c"); $0.types(text: "1005 so long")
            }
        ),
        (
            "hostile",
            { console in
                console.types("H", "j", .space)
                console.receives(at: 271) {
                    $0.rows = [
                        .connected(id(0, 12)) {
                            $0.temper.isMute = true
                            $0.temper.pongDelay = 3_000_000_000
                        }
                    ]
                }
            }
        ),
        (
            "composer",
            {
                $0.types("s"); $0.types(text: "Hello there")
            }
        ),
        (
            "composer-breach",
            { console in
                console.types(":")
                console.types(text: "template ping-fragment")
                console.types(.enter, .tab, .tab, .tab, .enter)
            }
        ),
        ("lab", { $0.types("3", "g", .enter, "]", "]", .space) }),
        (
            "fragments",
            {
                $0.receives(at: 271) { news in
                    news.frames = ["one, ", "two, ", "three"].enumerated().map { index, part in
                        .frame(
                            UInt64(2000 + index), id(0, 12), at: 271, .received,
                            index == 0 ? .text : .continuation, Array(part.utf8), fin: index == 2)
                    }
                }
                $0.types("3", "f", "G", .enter)
            }
        ),
        (
            "json",
            {
                $0.receives(at: 271) {
                    $0.frames = [
                        .frame(
                            2000, id(0, 12), at: 271, .received, .text,
                            Array("{\"user\":\"ann\",\"tags\":[1,-2.5],\"on\":true,\"x\":{}}".utf8))
                    ]
                }
                $0.types("3", "G", "v")
            }
        ),
        (
            "hex",
            {
                $0.receives(at: 271) {
                    $0.frames = [
                        .frame(
                            2000, id(0, 12), at: 271, .received, .text,
                            Array("[1,,2] \u{1B}[2J\u{202E} not JSON".utf8))
                    ]
                }
                $0.types("3", "G", "v", .tab, "/")
                $0.types(text: "0x2c2c")
                $0.types(.enter)
            }
        ),
        (
            "handshake",
            {
                $0.receives(at: 271) { $0.handshakes = [HandshakePageTests.rfc] }
                $0.types("1", "g", "o")
            }
        ),
        ("copy", { $0.types("3", "g", "y") }),
        (
            "capturing",
            {
                let status = CaptureStatus(path: "chat.wscap", bytes: 1_300_000, lost: 12)
                _ = $0.model.update(.status(DoorStatus(capture: status)))
            }
        ),
        ("sort", { $0.types("S", "j", "j") }),
        ("columns", { $0.types("C", "j", "j", "j", "j", .space) }),
        (
            "prints",
            {
                $0.prints((270.1, "app: client 0 is here"), (270.3, "\u{1B}[31mred \u{202E}"))
                $0.hold([
                    PrintedLine(
                        time: seconds(270.4), bytes: Array("a long story ".utf8), isCut: true)
                ])
                $0.receives(at: 271) {
                    $0.events = [.event(7, .pingReceived, id(0, 12), at: 270.2)]
                }
                $0.types("2", "k")
            }
        ),
        (
            "closed",
            {
                $0.receives(at: 271) { news in
                    news.rows = [.connected(id(1, 8), port: 50001)]
                    news.events = [
                        .event(
                            7, .closed, id(1, 7), at: 270.5,
                            .closed(
                                CloseFacts(
                                    initiator: .peer, cause: .closeFrame, code: .goingAway)),
                            Array("page \u{1B}closed".utf8))
                    ]
                }
                $0.types("Z", "/"); $0.types(text: "10."); $0.types(.enter)
            }
        ),
    ]

    @Test(arguments: scenes.map(\.name), sizes.map(\.0))
    func screen(_ name: String, columns: Int) throws {
        let size = try #require(Self.sizes.first { $0.0 == columns })
        let scene = try #require(Self.scenes.first { $0.name == name })
        var console = Conversation.busy(columns: size.0, rows: size.1)
        scene.play(&console)
        try Golden.expect("\(name)-\(size.0)x\(size.1)", console.screen.canvas)
    }

    @Test(arguments: sizes.map(\.0)) func empty(columns: Int) throws {
        let size = try #require(Self.sizes.first { $0.0 == columns })
        let console = Conversation(columns: size.0, rows: size.1)
        try Golden.expect("empty-\(size.0)x\(size.1)", console.screen.canvas)
    }

    /// Below the least of sizes panes drop out one by one, down to a single cell.
    @Test(arguments: [(1, 1), (2, 2), (8, 3), (20, 5), (30, 8), (60, 14)])
    func small(_ columns: Int, _ rows: Int) throws {
        var text = ""
        for scene in Self.scenes {
            var console = Conversation.busy(columns: columns, rows: rows)
            scene.play(&console)
            text += "-- \(scene.name)\n" + console.text + "\n"
        }
        try Golden.expect("small-\(columns)x\(rows)", text: text)
    }

    @Test func withoutUnicodeTheLinesAreASCII() throws {
        var facts = ConsoleFacts.test
        facts.unicode = false
        var console = Conversation.busy(facts)
        console.types(.space)
        try Golden.expect("ascii-80x24", console.screen.canvas)
    }
}
