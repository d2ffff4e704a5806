import WebSocketEngine
import WebSocketWire

/// The names that fields of a few values have, each with its number.
enum FilterNames {
    /// Stands for what the application printed, among the kinds of events.
    static let printed: UInt64 = 256

    static func all(_ field: FilterField) -> [(name: String, number: UInt64)] {
        switch field {
        case .state: ConnectionState.allCases.map { ($0.name.lowercased(), UInt64($0.rawValue)) }
        case .dir: Direction.allCases.map { ($0.name.lowercased(), UInt64($0.rawValue)) }
        case .op:
            [("cont", 0)] + Opcode.allCases.map { ($0.name.lowercased(), UInt64($0.rawValue)) }
        case .event:
            EventKind.allCases.map { ($0.name.lowercased(), UInt64($0.rawValue)) }
                + [(PrintedLine.word.lowercased(), printed)]
        case .fin, .mask: [("no", 0), ("yes", 1)]
        default: []
        }
    }

    static func list(_ field: FilterField) -> String {
        all(field).map(\.name).joined(separator: ", ")
    }

    /// The number of a name, whatever its case.
    static func number(of name: String, _ field: FilterField) -> UInt64? {
        let wanted = name.lowercased()
        return all(field).first { $0.name == wanted }?.number
    }
}
