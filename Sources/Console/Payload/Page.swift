import TerminalCanvas
import WebSocketEngine

/// Something to be read in the place of the panes: a payload, or an opening handshake.
struct Page: Sendable {
    enum Form: String, CaseIterable, Sendable {
        case text, json, hex

        var title: String { rawValue.uppercased() }
    }

    enum Subject: Sendable {
        case payload(FrameRecord, parts: PayloadParts)
        case handshake(HandshakeRecord)
    }

    /// Bytes that are laid out. 4 MiB: more than anybody reads, and laid out in a moment.
    static let byteLimit = 4 << 20

    let subject: Subject
    /// As they were meant: the message, inflated; nil while they are loaded.
    private(set) var bytes: [UInt8]?
    /// The same as JSON is printed, or why it is none.
    private(set) var json: Result<[UInt8], JSONPrinter.Flaw>?
    private(set) var form = Form.text
    private(set) var rows: [TextRows.Row] = []
    /// Of a handshake.
    private(set) var lines: [Phrase] = []
    private(set) var columns: Int
    var top = 0
    /// The row that was found last.
    var found: Int?

    init(_ record: FrameRecord, _ parts: PayloadParts, columns: Int) {
        subject = .payload(record, parts: parts)
        self.columns = columns
    }

    init(_ handshake: HandshakeRecord, peer: PeerAddress?, columns: Int) {
        subject = .handshake(handshake)
        self.columns = columns
        lines = HandshakeText.lines(handshake, peer: peer, columns: columns)
    }

    /// The forms there are of what is shown.
    var forms: [Form] {
        guard case .payload = subject, bytes != nil else { return [] }
        if case .success = json { return [.json, .text, .hex] }
        return [.text, .hex]
    }

    var rowCount: Int {
        if case .handshake = subject { return lines.count }
        return form == .hex ? ((bytes?.count ?? 0) + 15) / 16 : rows.count
    }

    /// The bytes that the rows are of.
    var shown: [UInt8] {
        if form == .json, case .success(let printed) = json { return printed }
        return bytes ?? []
    }

    /// The payload is there: JSON is shown as such, text as text, all else in hex.
    mutating func load(_ whole: [UInt8], isText: Bool) {
        let kept = whole.count > Page.byteLimit ? Array(whole[..<Page.byteLimit]) : whole
        bytes = kept
        let first = kept.first { !" \t\r\n".utf8.contains($0) }
        let isWorthATry =
            kept.count == whole.count && (first == UInt8(ascii: "{") || first == UInt8(ascii: "["))
        if isWorthATry {
            do throws(JSONPrinter.Flaw) { json = .success(try JSONPrinter.pretty(kept)) } catch {
                json = .failure(error)
            }
        }
        let isShownAsText = isText || String(validating: kept, as: UTF8.self) != nil
        form = isShownAsText ? .text : .hex
        if case .success = json { form = .json }
        layOut(columns: columns)
    }

    mutating func show(_ next: Form) {
        guard forms.contains(next) else { return }
        form = next
        top = 0
        found = nil
        layOut(columns: columns)
    }

    mutating func layOut(columns: Int, peer: PeerAddress? = nil) {
        self.columns = columns
        switch subject {
        case .handshake(let record):
            lines = HandshakeText.lines(record, peer: peer, columns: columns)
        case .payload: rows = form == .hex ? [] : TextRows.rows(shown, columns: columns)
        }
    }

    /// Which bytes of `shown` a row is of.
    func range(of row: Int) -> Range<Int> {
        guard form == .hex else { return rows[row].part }
        return (row * 16)..<min(row * 16 + 16, bytes?.count ?? 0)
    }
}
