import TerminalCanvas
import WebSocketEngine
import WebSocketWire

/// A frame that is being composed, and for whom.
struct Composer: Sendable {
    enum Field: Int, CaseIterable, Sendable {
        case payload, source, opcode, fin, reserved, mask, code, form, claimed, fragment, count
        case rate
    }

    var whom: Addressee
    private(set) var draft: FrameDraft
    private(set) var line: LineEditor
    private(set) var outline: DraftOutline
    var field = Field.payload
    private(set) var file: LoadedFile?
    /// Whether RSV1 means compression to whom it is for.
    let deflates: Bool
    /// The breach was told: the next Enter sends.
    var isWarned = false
    /// Whether the next digit begins the number of the field at hand.
    private var startsAnew = true
    /// Enter waits for the file to be read.
    var isWaiting = false
    /// How many frames back in what was sent; 0 is the one being composed.
    var recalled = 0
    var unsent: FrameDraft?
    /// Where it comes from, for its title.
    var origin = ""
    /// Paths that Tab found.
    var candidates: [String] = []

    init(_ whom: Addressee, _ draft: FrameDraft = FrameDraft(), deflates: Bool = false) {
        self.whom = whom
        self.draft = draft
        self.deflates = deflates
        line = LineEditor(draft.payload)
        outline = DraftOutline(draft, file: nil, deflates: deflates)
    }

    /// Whether nothing was composed yet.
    var isUntouched: Bool { draft == FrameDraft() && origin.isEmpty }

    var fields: [Field] { Field.allCases.filter { $0 != .code || draft.isClose } }

    mutating func turnField(by step: Int) {
        let index = fields.firstIndex(of: field) ?? 0
        field = fields[(index + step + fields.count) % fields.count]
        startsAnew = true
    }

    /// Another frame in its place.
    mutating func take(_ draft: FrameDraft) {
        line = LineEditor(draft.payload)
        change { $0 = draft }
        if !fields.contains(field) { field = .payload }
    }

    mutating func take(_ file: LoadedFile) {
        self.file = file
        outline = DraftOutline(draft, file: file, deflates: deflates)
    }

    mutating func replacePayload(with text: String) {
        line.replace(with: text)
        change { $0.payload = text }
    }

    /// Takes a key that edits the field at hand.
    mutating func take(_ key: Key) {
        switch key {
        case .paste where field != .payload: field = .payload
        default: break
        }
        if field == .payload {
            guard line.take(key) else { return }
            let text = line.text
            change { $0.payload = text }
        } else {
            let field = field
            let isFirst = startsAnew
            change { $0.take(key, in: field, startsAnew: isFirst) }
            if case .character(let typed) = key, typed.isHexDigit { startsAnew = false }
            // What cannot be less has been erased.
            let isLeast = field == .count ? draft.count == 1 : field == .rate && draft.rate == 1
            if key == .backspace, isLeast { startsAnew = true }
        }
    }

    private mutating func change(_ body: (inout FrameDraft) -> Void) {
        let before = draft
        body(&draft)
        guard draft != before else { return }
        isWarned = false
        isWaiting = false
        outline = DraftOutline(draft, file: file, deflates: deflates)
    }
}
