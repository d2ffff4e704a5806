import Console
import WebSocketEngine

/// Events as lines of text, for a terminal that cannot draw and for pipes.
final class LinearReport: NewsWriter {
    private let output: LineOutput
    private let wall: WallClock
    private var lost: UInt64 = 0

    init(output: LineOutput, wall: WallClock) {
        self.output = output
        self.wall = wall
    }

    var isBroken: Bool { output.isBroken }

    func write(_ news: News) {
        let peers = news.rows.reduce(into: [:]) { $0[$1.id] = $1.peer }
        var text = ""
        if news.eventsLost > lost {
            text += "\(news.eventsLost - lost) events lost\n"
            lost = news.eventsLost
        }
        for event in news.events {
            text += EventText.line(event, wall, peer: peers[event.id]) + "\n"
        }
        output.write(text)
    }

    func say(_ text: String) { output.write(text + "\n") }
}
