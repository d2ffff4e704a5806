import Console
import WebSocketEngine
import WebSocketServer

/// Turns news into lines: which events, in which order, from which peer.
final class EventReport: NewsWriter {
    private let output: LineOutput
    private let clock: ServerClock
    private let reported: ReportedEvents
    private var peers = KnownPeers()
    private var eventsLost: UInt64 = 0
    private var linesLost: UInt64 = 0

    init(output: LineOutput, clock: ServerClock, reported: ReportedEvents) {
        self.output = output
        self.clock = clock
        self.reported = reported
    }

    var isBroken: Bool { output.isBroken }

    func write(_ happenings: [Happening], linesLost: UInt64, from news: News?) {
        for row in news?.rows ?? [] { peers.learn(row) }
        var text = loss(news?.eventsLost ?? 0, after: &eventsLost, "count")
        if reported == .all { text += loss(linesLost, after: &self.linesLost, "lines") }
        for happening in happenings { text += line(happening) }
        output.write(text)
    }

    /// What was lost since it was said last.
    private func loss(_ lost: UInt64, after said: inout UInt64, _ member: String) -> String {
        guard lost > said else { return "" }
        defer { said = lost }
        return line("LOST", at: clock.now()) { $0.add(member, lost - said) }
    }

    private func line(_ happening: Happening) -> String {
        switch happening {
        case .printed(let line):
            return reported == .all ? EventJSON.line(line, time: time(line.time)) + "\n" : ""
        case .event(let event):
            peers.learn(event)
            guard isReported(event.kind) else { return "" }
            return EventJSON.line(event, time: time(event.time), peer: peers[event.id]) + "\n"
        }
    }

    /// A line of the program's own.
    func line(_ name: String, _ members: (inout JSONLine) -> Void) {
        guard reported != .none else { return }
        output.write(line(name, at: clock.now(), members))
    }

    private func line(
        _ name: String, at instant: Instant, _ members: (inout JSONLine) -> Void
    ) -> String {
        var line = JSONLine()
        line.add("time", time(instant))
        line.add("event", name)
        members(&line)
        return line.closed + "\n"
    }

    private func isReported(_ kind: EventKind) -> Bool {
        switch reported {
        case .all: return true
        case .none: return false
        case .connections: break
        }
        switch kind {
        case .connecting, .connected, .closing, .closed, .timeout, .invalidFrame, .error:
            return true
        case .binaryReceived, .textReceived, .pingReceived, .pongReceived, .closeFrameReceived,
            .outcome:
            return false
        }
    }

    private func time(_ instant: Instant) -> String {
        Timestamp.text(clock.wallNanoseconds(of: instant))
    }
}
