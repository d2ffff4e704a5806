import WebSocketEngine
import WebSocketWire

/// The values of a field that can be listed.
enum FilterValues {
    /// As many peers and slots as one reads through.
    static let limit = 64

    static func candidates(_ field: FilterField, _ model: ConsoleModel) -> [Candidate] {
        switch field {
        case .slot: slots(model)
        case .peer: peers(model)
        case .code: codes
        default: FilterNames.all(field).map { Candidate(text: $0.name) }
        }
    }

    /// Slots that somebody holds, with who it is.
    static func slots(_ model: ConsoleModel) -> [Candidate] {
        let table = model.shown.slots
        return table.order.lazy.filter(table.isLive).prefix(limit).compactMap { id in
            table[id].map { entry in
                Candidate(
                    text: "\(id.slot)",
                    summary: "\(entry.row.state.name.lowercased()) \(entry.row.peer)")
            }
        }
    }

    private static func peers(_ model: ConsoleModel) -> [Candidate] {
        let table = model.shown.slots
        return table.order.prefix(limit).compactMap { id in
            table[id].map { Candidate(text: $0.row.peer.description, summary: "slot \(id)") }
        }
    }

    /// The codes that a close frame may carry. RFC 6455 §7.4.1.
    static let codes = [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014]
        .map { number in
            Candidate(text: "\(number)", summary: CloseCode(rawValue: UInt16(number)).name)
        }
}
