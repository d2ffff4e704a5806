/// A part of the screen that can have the focus; the raw value is the key that gives it.
enum Pane: Int, CaseIterable, Sendable {
    case slots = 1
    case events
    case frames
    case inspector

    var title: String {
        switch self {
        case .slots: "SLOTS"
        case .events: "EVENTS"
        case .frames: "FRAMES"
        case .inspector: "FRAME"
        }
    }
}
