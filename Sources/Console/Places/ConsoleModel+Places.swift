import TerminalCanvas
import WebSocketEngine

/// What the letter after a key is for.
enum PlaceUse: Sendable {
    case set
    case jump
}

extension ConsoleModel {
    /// The row that the cursor of the focused pane is on.
    var spot: Spot? {
        switch focus {
        case .slots: slots.id.map { .slot($0) }
        case .events: events.id.map { .event($0) }
        case .frames: frames.id.map { .frame($0) }
        case .inspector: frames.id.map { .bits($0) }
        }
    }

    /// The letter after `m` or `'`; any other key leaves everything as it is.
    mutating func take(_ key: Key, for use: PlaceUse) -> [ConsoleEffect] {
        mode = .browsing
        guard case .character(let letter) = key else { return [] }
        switch use {
        case .set where ("a"..."z").contains(letter):
            guard let spot else {
                say("there is no row to come back to", .warning)
                return []
            }
            places[letter] = spot
            say("\(letter) is \(spot.name)")
        case .jump where letter == "'": goBackToWhereOneWas()
        case .jump where ("a"..."z").contains(letter):
            guard let wanted = places[letter] else {
                let key = keymap.keyName(of: .setPlace)
                say("\(letter) is no place yet: \(key)\(letter) makes it one", .warning)
                return []
            }
            jump(to: wanted)
        case .set, .jump: break
        }
        return []
    }

    /// Goes to a row and remembers the one that is left.
    mutating func jump(to spot: Spot) {
        let left = self.spot
        if show(spot), self.spot != left { trail.leave(left) }
    }

    /// One step back on the trail; what is gone by now is passed over.
    mutating func goBackToWhereOneWas() {
        while let spot = trail.back() {
            if spot != self.spot, show(spot) { return }
        }
        say("nothing to go back to")
    }

    /// Puts the cursor on a row, whatever filter hides it; false, and said, when it is gone.
    private mutating func show(_ spot: Spot) -> Bool {
        settle()
        switch spot {
        case .slot(let id): return showSlot(id)
        case .event(let sequence): return showEvent(sequence)
        case .frame(let sequence): return showFrame(sequence)
        case .bits(let sequence):
            inspect(sequence)
            return frames.id == sequence
        }
    }

    private mutating func showSlot(_ id: ConnectionID) -> Bool {
        guard shown.slots[id] != nil else { return isGone(.slot(id)) }
        if shown.slots.index(of: id) == nil { setFilter(nil, on: .slots) }
        slots.point(at: id)
        go(to: .slots)
        return true
    }

    private mutating func showEvent(_ sequence: UInt64) -> Bool {
        guard shown.events[sequence: sequence] != nil else { return isGone(.event(sequence)) }
        if !shown.events.isShown(sequence) { setFilter(nil, on: .events) }
        followsEvents = false
        events.point(at: sequence)
        go(to: .events)
        return true
    }

    private mutating func showFrame(_ sequence: UInt64) -> Bool {
        guard reveal(frame: sequence) else { return false }
        go(to: .frames)
        return true
    }

    private mutating func isGone(_ spot: Spot) -> Bool {
        say("\(spot.name) is no longer kept", .warning)
        return false
    }
}
