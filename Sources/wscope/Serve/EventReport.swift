import WebSocketEngine
import WebSocketServer

/// Turns news into lines: which events, in which order, from which peer.
final class EventReport: NewsWriter {
    private let output: LineOutput
    private let clock: ServerClock
    private let reported: ReportedEvents
    private var peers: [ConnectionID: PeerAddress] = [:]
    private var lost: UInt64 = 0

    init(output: LineOutput, clock: ServerClock, reported: ReportedEvents) {
        self.output = output
        self.clock = clock
        self.reported = reported
    }

    var isBroken: Bool { output.isBroken }

    func write(_ news: News) {
        for row in news.rows { peers[row.id] = row.peer }
        var text = ""
        if news.eventsLost > lost {
            text += line("LOST", at: news.at) { $0.add("count", news.eventsLost - lost) }
            lost = news.eventsLost
        }
        for event in news.events {
            if isReported(event.kind) {
                text += EventJSON.line(event, time: time(event.time), peer: peers[event.id]) + "\n"
            }
            if event.kind == .closed { peers[event.id] = nil }
        }
        output.write(text)
        forgetTheClosed(news)
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

    /// A row that tells the end came with its CLOSED event, or that event was lost.
    private func forgetTheClosed(_ news: News) {
        for row in news.rows where row.state == .closed { peers[row.id] = nil }
    }
}
