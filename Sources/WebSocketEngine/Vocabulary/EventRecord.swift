/// An event as it is kept for watchers: plain memory, its payload cut to a preview.
public struct EventRecord: Sendable {
    public typealias Preview = InlineBytes<64>

    /// Counts every event of the engine from 1, so that a gap shows what was lost.
    public internal(set) var sequence: UInt64
    public internal(set) var kind: EventKind
    public internal(set) var id: ConnectionID
    public internal(set) var time: Instant
    public internal(set) var detail: EventDetail
    public internal(set) var preview: Preview

    public init(
        sequence: UInt64, kind: EventKind, id: ConnectionID, time: Instant, detail: EventDetail,
        preview: Preview
    ) {
        self.sequence = sequence
        self.kind = kind
        self.id = id
        self.time = time
        self.detail = detail
        self.preview = preview
    }
}
