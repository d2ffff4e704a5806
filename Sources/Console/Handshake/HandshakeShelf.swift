import WebSocketEngine

/// The newest opening handshakes, by connection.
struct HandshakeShelf: Sendable {
    /// 512: of the slots that one looks at, a MiB at their usual size.
    static let capacity = 512

    private var records: [ConnectionID: HandshakeRecord] = [:]
    private var order = Queue<ConnectionID>()

    subscript(id: ConnectionID) -> HandshakeRecord? { records[id] }

    mutating func add(_ record: HandshakeRecord) {
        if records.updateValue(record, forKey: record.id) == nil { order.append(record.id) }
        guard order.count > Self.capacity, let oldest = order.first else { return }
        records[oldest] = nil
        order.drop(1)
    }
}
