import WebSocketWire

/// An event that waits for its turn; its payload is at most a control frame's.
struct PendingEvent {
    var kind: EventKind
    var id: ConnectionID
    var time: Instant
    var detail: EventDetail
    var payload: InlineBytes<125>
}

extension Engine {
    /// The next event, oldest first; nil when everything that came in has been dealt with.
    ///
    /// The payload is borrowed until the next call.
    public func next() -> Event? {
        if orphan == nil, pending.isEmpty, input.isActive, let event = nextUsual() { return event }
        return nextOfAny()
    }

    /// Apart, so that the way of nearly all messages needs no room for the others.
    @inline(never)
    private func nextOfAny() -> Event? {
        if orphan != nil { dropOrphan() }
        while true {
            if let event = pending.popFirst() { return present(event) }
            guard input.isActive else { return nil }
            if let event = advance() { return event }
        }
    }

    private func present(_ event: PendingEvent) -> Event {
        let count = event.payload.count
        event.payload.withBytes {
            if let source = $0.baseAddress { scratch.copyMemory(from: source, byteCount: count) }
        }
        return Event(
            kind: event.kind, id: event.id, time: event.time, detail: event.detail,
            payload: UnsafeRawBufferPointer(start: scratch, count: count))
    }

    /// Announces something of a connection that has a client index.
    func raise(
        _ kind: EventKind, _ slot: UnsafeMutablePointer<Slot>, _ detail: EventDetail,
        payload: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0),
        now: Instant
    ) {
        guard !slot.pointee[.overflow] else { return }
        raise(kind, id(of: slot), detail, payload: payload, now: now)
    }

    func raise(
        _ kind: EventKind, _ id: ConnectionID, _ detail: EventDetail,
        payload: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0),
        now: Instant
    ) {
        if kind == .error { tally.errors &+= 1 }
        pending.append(
            PendingEvent(
                kind: kind, id: id, time: now, detail: detail, payload: InlineBytes(payload)))
        record(kind, id, detail, payload, now)
    }

    /// A failure that no connection is to blame for: a listener down, descriptors exhausted.
    public func report(_ cause: CloseCause, now: Instant) {
        raise(.error, ConnectionID(slot: .max, generation: 0), .failure(cause), now: now)
    }
}
