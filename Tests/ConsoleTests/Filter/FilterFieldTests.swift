import Testing
import WebSocketEngine
import WebSocketWire

@testable import Console

/// What each field is of the rows of each list.
@Suite struct FilterFieldTests {
    static let ofSlots: [(String, [UInt32])] = [
        ("gen = 12", [0]), ("peer = 10.0.0.9", [1]), ("peer = 10.0.0.9:40112", [1]),
        ("peer != 10.0.0.9", [0, 2]), ("peer ~ ^10\\.0\\.0\\.[79]$", [0, 1]),
        ("peer = [fe80::1]", [2]), ("state = closing", [2]), ("state ~ ^conn", [0, 1]),
        ("code = 1002", [2]), ("code != 1002", []), ("not code = 1002", [0, 1]),
        // Opened at 100, 240 and 200 s; it is 270 s.
        ("age >= 170s", [0]), ("age < 31s", [1]), ("age > 1m", [0, 2]), ("age > 1.5m", [0]),
        // Its messages were all there when it was first seen; the others had them then too.
        ("idle = 0", [0, 1, 2]), ("idle > 1s", []),
        ("rtt < 5ms", [0]), ("rtt >= 4ms", [0, 2]), ("rtt = 4000us", [0]), ("rtt >= 0", [0, 2]),
        // They have 15 and 2 s left.
        ("deadline < 3s", [1]), ("deadline >= 2s", [0, 1]), ("queue > 0", [1]),
        ("queue < 0.5k", [0, 1, 2]), ("breach != \"\"", [2]), ("breach ~ reserved", [2]),
        ("breach = \"RFC 6455 §5.2\"", [2]), ("payload ~ \"\"", []), ("fin = yes", []),
    ]

    @Test(arguments: ofSlots)
    func slotsHave(_ text: String, shown: [UInt32]) { #expect(Shown.slots(text) == shown) }

    static let ofEvents: [(String, [UInt64])] = [
        ("slot = 0", [1, 2, 3, 4]), ("gen = 3", [5, 6]), ("peer = 10.0.0.7", [1]),
        ("event = pong_rx", [4]), ("event ~ ^(pong|txt)_", [3, 4]), ("(event ~ pong)", [4]),
        ("event != connecting and slot = 0", [2, 3, 4]), ("event = print", []),
        ("len = 5", [3]), ("len < 0x5", [4]), ("payload = hello", [3]), ("payload ~ l{2}o$", [3]),
        ("code = 1002", [6]), ("reason = \"reserved bit\"", [6]), ("reason ~ bit", [6]),
        ("rtt > 3ms", [4]), ("breach ~ reserved", [5, 6]), ("state = closing", []),
        ("reserved bit", [5, 6]), ("\"\\\"hello\\\"\"", [3]),
    ]

    @Test(arguments: ofEvents)
    func eventsHave(_ text: String, shown: [UInt64]) { #expect(Shown.events(text) == shown) }

    @Test func printedLinesAreEventsToo() throws {
        let line = PrintedLine(time: seconds(1), bytes: Array("count 7".utf8))
        let entry = EventEntry(sequence: 1, happening: .printed(line))
        for text in ["event = print", "payload ~ \\d$", "count", "not slot >= 0", "!rtt >= 0"] {
            #expect(try #require(try Filter(text)).shows(entry, at: .zero), "\(text)")
        }
    }

    private static let frames: [FrameRecord] = [
        .frame(1, id(0, 12), at: 1, .received, .text, Array("{\"a\":1}".utf8)),
        .frame(2, id(0, 12), at: 1, .sent, .binary, Array(repeating: 0, count: 2_000), fin: false),
        .frame(3, id(2, 3), at: 1, .received, .ping, [], reserved: 4, breach: .reservedBitSet),
        .frame(4, id(2, 3), at: 1, .received, .close, [0x03, 0xE9] + Array("going".utf8)),
        .frame(5, id(2, 3), at: 1, .sent, .close, []),
        .frame(6, id(0, 12), at: 1, .received, .text, [1, 2], inflated: Array("héllo".utf8)),
    ]

    static let ofFrames: [(String, [UInt64])] = [
        ("slot = 2", [3, 4, 5]), ("gen = 12", [1, 2, 6]), ("dir = rx", [1, 3, 4, 6]),
        ("dir = TX", [2, 5]), ("op = text", [1, 6]), ("op = 0x8", [4, 5]), ("op ~ ^p.ng", [3]),
        ("op != text op != close", [2, 3]), ("fin = no", [2]), ("rsv != 0", [3]),
        ("rsv = 4", [3]), ("mask = no", [2, 5]), ("len > 1k", [2]), ("len = 0", [3, 5]),
        ("code = 1001", [4]), ("code != 1001", []), ("reason = going", [4]),
        ("breach ~ bit", [3]), ("not breach != \"\"", [1, 2, 4, 5, 6]),
        ("payload ~ ^\\{", [1]), ("payload ~ \"^.\\\"a\\\"\"", [1]), ("payload ~ ^h.l{2}o$", [6]),
        ("payload = HÉLLO", []), ("payload = Héllo", [6]), ("age > 0s", []),
    ]

    @Test(arguments: ofFrames)
    func framesHave(_ text: String, shown: [UInt64]) throws {
        let filter = try #require(try Filter(text))
        let entries = Self.frames.map { FrameEntry(record: $0) }
        #expect(entries.filter { filter.shows($0, at: .zero) }.map(\.sequence) == shown)
    }

    @Test func everyNamedFieldTakesEachOfItsNames() {
        for field in FilterField.allCases {
            for (name, _) in FilterNames.all(field) {
                #expect(Shown.error("\(field) = \(name)") == nil, "\(field) \(name)")
            }
        }
    }
}
