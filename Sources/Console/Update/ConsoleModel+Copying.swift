import TerminalCanvas
import WebSocketEngine

extension ConsoleModel {
    mutating func startCopying() {
        guard let record = inspected else {
            say("no frame is selected", .warning)
            return
        }
        mode = .copying(record)
    }

    /// The key after `y`; any other than those offered copies nothing.
    mutating func copy(_ record: FrameRecord, _ key: Key) -> [ConsoleEffect] {
        mode = .browsing
        guard case .character(let character) = key,
            let part = FrameCopy.Part.allCases.first(where: { $0.key == character })
        else { return [] }
        let isCut = record.preview.isCut && part != .header
        let kept = "the first \(record.preview.count) of \(record.preview.total) payload bytes"
        say("copied: \(part.name)" + (isCut ? ", \(kept)" : ""))
        return [.copy(FrameCopy.text(part, of: record))]
    }
}
