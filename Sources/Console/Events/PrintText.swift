import TerminalCanvas
import WebSocketEngine

extension EventText {
    /// `12:04:29.870 -     PRINT          hello`, sanitised, without a newline.
    public static func line(_ printed: PrintedLine, _ wall: WallClock) -> String {
        let head = wall.timeWithMilliseconds(of: printed.time) + " " + nobody.padded(5) + " "
        return head + PrintedLine.word.padded(nameWidth) + " " + phrase(printed).text
    }

    /// For what concerns no single connection.
    static let nobody = "-"

    static func phrase(_ printed: PrintedLine) -> Phrase {
        var phrase = Phrase()
        phrase.add(Sanitiser.visible(printed.bytes, limit: PrintedLine.capacity))
        if printed.isCut { phrase.add("…", Look.dim) }
        return phrase
    }
}

// A row of the events, whatever it is about.
extension EventText {
    static func subject(_ entry: EventEntry) -> String {
        entry.record.map { subject($0.id) } ?? nobody
    }

    static func word(_ entry: EventEntry) -> String {
        entry.record?.kind.name ?? PrintedLine.word
    }

    static func role(_ entry: EventEntry) -> Role {
        entry.record.map { Look.event($0.kind) } ?? Look.printed
    }

    static func detail(_ entry: EventEntry) -> Phrase {
        switch entry.happening {
        case .event(let record): detail(record)
        case .printed(let line): phrase(line)
        }
    }
}
