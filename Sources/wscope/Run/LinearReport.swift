import Console
import WebSocketEngine

/// Events as lines of text, for a terminal that cannot draw and for pipes.
final class LinearReport: NewsWriter {
    private let output: LineOutput
    private let wall: WallClock
    private var eventsLost: UInt64 = 0
    private var linesLost: UInt64 = 0

    init(output: LineOutput, wall: WallClock) {
        self.output = output
        self.wall = wall
    }

    var isBroken: Bool { output.isBroken }

    func write(_ happenings: [Happening], linesLost: UInt64, from news: News?) {
        let peers = (news?.rows ?? []).reduce(into: [:]) { $0[$1.id] = $1.peer }
        var text = ""
        if let news, news.eventsLost > eventsLost {
            text += "\(news.eventsLost - eventsLost) events lost\n"
            eventsLost = news.eventsLost
        }
        if linesLost > self.linesLost {
            text += "\(linesLost - self.linesLost) printed lines lost\n"
            self.linesLost = linesLost
        }
        for happening in happenings {
            switch happening {
            case .event(let event):
                text += EventText.line(event, wall, peer: peers[event.id]) + "\n"
            case .printed(let line): text += EventText.line(line, wall) + "\n"
            }
        }
        output.write(text)
    }

    func say(_ text: String) { output.write(text + "\n") }
}
