import WebSocketWire

extension Temper {
    /// The path this client asks for, so that the table tells them apart.
    var path: String {
        switch self {
        case .chatty: "/chat"
        case .quiet: "/quiet"
        case .slowReader: "/slow"
        case .mute: "/mute"
        case .ruleBreaker: "/rules"
        case .big: "/big"
        case .fragments: "/fragments"
        case .visitor: "/visitor"
        }
    }

    /// What the client does in its nth turn; every turn takes some time.
    func deeds(turn: Int) -> [Deed] {
        switch self {
        case .chatty:
            [.text(Phrases.chat.randomElement() ?? "hello"), .listen(.random(in: 200...900))]
        case .quiet:
            turn % 3 == 1
                ? [.ping("still here?"), .listen(.random(in: 6000...9000))]
                : [.text("all quiet"), .listen(.random(in: 6000...12_000))]
        case .slowReader:
            Array(repeating: .binary(Phrases.noise(8192)), count: 24) + [.dawdle(12_000)]
        case .mute:
            [.listen(60_000)]
        case .ruleBreaker:
            turn > 0 && turn.isMultiple(of: 4)
                ? [UnlawfulFrame.any(), .listen(3000)]
                : [.text("I keep the rules"), .listen(.random(in: 1000...3000))]
        case .big:
            [.binary(Phrases.noise(.random(in: 20_000...60_000))), .listen(2500)]
        case .fragments:
            fragments + [.listen(.random(in: 1500...3000))]
        case .visitor:
            turn < 8
                ? [.text(Phrases.readings.randomElement() ?? "{}"), .listen(1200)]
                : [Self.leaveTaking()]
        }
    }

    /// One message in three frames, with a ping between them. RFC 6455 §5.4.
    private var fragments: [Deed] {
        [
            .send(.text, fin: false, Array("one message, ".utf8)), .listen(300),
            .send(.continuation, fin: false, Array("three frames, ".utf8)),
            .ping("between"), .listen(300),
            .send(.continuation, fin: true, Array("and a ping between".utf8)),
        ]
    }

    private static func leaveTaking() -> Deed {
        switch Int.random(in: 0..<4) {
        case 0: .close(.goingAway, "leaving the page")
        case 1: .close(CloseCode(rawValue: 4000), "no more readings")
        case 2: .vanish
        default: .close(.normalClosure, "bye")
        }
    }
}
