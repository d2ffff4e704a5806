import WebSocketEngine
import WebSocketWire

/// The close codes there are, and the line in which one is given, with a reason.
struct CloseDialog: Sendable {
    var whom: Addressee
    private(set) var line = LineEditor()
    /// Where the list stands; nil while the line says it.
    private(set) var choice: Int?
    /// What was typed of the code, by which the list is narrowed.
    private var typed = ""
    var error: CommandError?
    /// The breach was told: the next Enter sends.
    var isWarned = false
    var recalled = 0

    init(_ whom: Addressee) { self.whom = whom }

    /// Those that may be sent, then those that may not. RFC 6455 §7.4.1, §7.4.2.
    static let codes: [CloseCode] =
        [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 4000]
        .map { CloseCode(rawValue: $0) }
        + [1004, 1005, 1006, 1015].map { CloseCode(rawValue: $0) }

    /// The code of the line; nil where it names none, which means 1000.
    var code: CloseCode? {
        let first = line.text.drop { $0 == " " }.prefix { $0 != " " }
        guard !first.isEmpty, first.allSatisfy({ $0.isASCII && $0.isNumber }) else { return nil }
        return UInt16(first).map(CloseCode.init(rawValue:))
    }

    /// The line's reason, as it is typed.
    var reason: String {
        let words = line.text.drop { $0 == " " }
        guard code != nil || Self.isNumber(words) else { return String(words) }
        return String(words.drop { $0 != " " }.drop { $0 == " " })
    }

    /// Whether a code is among those that the typed digits begin.
    func fits(_ code: CloseCode) -> Bool { "\(code.rawValue)".hasPrefix(typed) }

    /// Walks through the codes that fit; the line gets the one it stands on.
    mutating func move(by step: Int) {
        let fitting = Self.codes.indices.filter { fits(Self.codes[$0]) }
        guard !fitting.isEmpty else { return }
        let place = choice.flatMap(fitting.firstIndex(of:))
        let next = place.map { min(max(0, $0 + step), fitting.count - 1) } ?? 0
        let reason = reason
        choice = fitting[next]
        line.replace(with: "\(Self.codes[fitting[next]].rawValue) \(reason)")
        touched()
    }

    /// An edit of the line, by which the list is narrowed anew.
    mutating func edit(_ body: (inout LineEditor) -> Bool) {
        guard body(&line) else { return }
        choice = nil
        let first = line.text.drop { $0 == " " }.prefix { $0 != " " }
        typed = Self.isNumber(first) ? String(first) : ""
        touched()
    }

    private mutating func touched() {
        error = nil
        isWarned = false
    }

    private static func isNumber(_ text: some StringProtocol) -> Bool {
        let first = text.prefix { $0 != " " }
        return !first.isEmpty && first.allSatisfy { $0.isASCII && $0.isNumber }
    }
}
