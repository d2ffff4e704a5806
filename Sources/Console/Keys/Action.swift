/// What a key can ask for while no input line is open.
enum Action: String, CaseIterable, Sendable {
    case down, up, top, bottom, halfPageDown, halfPageUp, pageDown, pageUp
    case nextField, previousField
    case nextPane, previousPane, slotsPane, eventsPane, framesPane, inspectorPane
    case open, back, leave, quitNow
    case filter, nextMatch, previousMatch
    case command, help
    case chooseSort, previousSort, nextSort, invertSort, chooseColumns
    case mark, markRange, unmarkAll
    case setPlace, jumpToPlace, slotOfRow, whereOneWas, foldFragments
    case freeze, follow, allFrames, copyFrame, viewPayload, handshake, capture
    case ping, send, close, abort, hostile, compose, drain
    case previousBit, nextBit
    case zoomIn, zoomOut, cycleLayout, nextTheme
    case redraw, suspend

    /// Whether `--read-only` refuses it.
    var isCommand: Bool {
        switch self {
        case .ping, .send, .close, .abort, .hostile, .compose, .drain: true
        default: false
        }
    }
}
