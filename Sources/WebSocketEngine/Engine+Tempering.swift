import WebSocketWire

// Misbehaviour on purpose. A connection that behaves pays for it with the test of a flag.
extension Engine {
    /// Switches one way of misbehaving on or off.
    func temper(_ slot: UnsafeMutablePointer<Slot>, _ hostility: Hostility, now: Instant) {
        let index = index(of: slot)
        var tempering = tempers[index] ?? Tempering()
        let before = tempering.temper
        tempering.temper.take(hostility)
        let temper = tempering.temper
        if temper.isMute { tempering.latePongs = [] }
        if temper.pongDelay == 0 {
            for place in tempering.latePongs.indices { tempering.latePongs[place].due = now }
        }
        if temper.readRate != before.readRate {
            tempering.fill(now: now)
            slot.pointee[.readsSlowly] = temper.readRate > 0
            holdReading(false, slot)
            effects.append(.window(id(of: slot), isNarrow: temper.readRate > 0))
        }
        keep(tempering, slot)
        mark(slot)
        rearm(slot)
    }

    func keep(_ tempering: Tempering, _ slot: UnsafeMutablePointer<Slot>) {
        slot.pointee[.tempered] = tempering.isNeeded
        tempers[index(of: slot)] = tempering.isNeeded ? tempering : nil
    }

    /// What is special about a connection; nil for nearly all.
    func tempering(of slot: UnsafeMutablePointer<Slot>) -> Tempering? {
        slot.pointee[.tempered] ? tempers[index(of: slot)] : nil
    }

    /// Whether every byte of ours is a write of its own.
    @inline(__always)
    func splitsWrites(_ slot: UnsafeMutablePointer<Slot>) -> Bool {
        slot.pointee[.tempered] && tempering(of: slot)?.temper.splitsWrites == true
    }

    // MARK: Pongs

    /// Whether the pong is kept back, for a while or for good.
    func keepsPongBack(
        _ payload: UnsafeRawBufferPointer, _ slot: UnsafeMutablePointer<Slot>, now: Instant
    ) -> Bool {
        guard var tempering = tempering(of: slot) else { return false }
        if tempering.temper.isMute { return true }
        guard tempering.temper.pongDelay > 0 else { return false }
        let due = now + tempering.temper.pongDelay
        tempering.latePongs.append(
            Tempering.LatePong(due: due, payload: InlineBytes(payload)))
        if tempering.latePongs.count > Tempering.latePongLimit { tempering.latePongs.removeFirst() }
        tempers[index(of: slot)] = tempering
        deadlines.bringForward(index(of: slot), due)
        return true
    }

    /// A deadline of a connection that misbehaves: late pongs leave, slow reading goes on.
    func wakeTempered(_ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        guard var tempering = tempering(of: slot) else { return }
        let due = tempering.latePongs.prefix { $0.due <= now }
        tempering.latePongs.removeFirst(due.count)
        if tempering.temper.readRate > 0, tempering.refill(now: now) { holdReading(false, slot) }
        keep(tempering, slot)
        for pong in due where slot.pointee.phase == .open {
            pong.payload.withBytes { sendControl(.pong, $0, slot, now: now) }
        }
    }

    /// When there is something to do for a connection that misbehaves.
    func nextTempered(of slot: UnsafeMutablePointer<Slot>) -> Instant? {
        guard let tempering = tempering(of: slot) else { return nil }
        let pong = tempering.latePongs.first?.due
        guard slot.pointee[.readingHeld] else { return pong }
        return min(pong ?? tempering.refillAt, tempering.refillAt)
    }

    // MARK: Slow reading

    /// How much may be read at once of a connection that is read slowly; never nothing, which
    /// would look like the end of the stream.
    func slowShare(_ slot: UnsafeMutablePointer<Slot>) -> Int {
        max(1, tempering(of: slot)?.allowance ?? 1)
    }

    /// Takes what was read off the allowance, and stops reading when it is used up.
    func spend(_ count: Int, _ slot: UnsafeMutablePointer<Slot>, now: Instant) {
        guard var tempering = tempering(of: slot) else { return }
        _ = tempering.refill(now: now)
        tempering.allowance -= count
        tempers[index(of: slot)] = tempering
        guard tempering.allowance <= 0 else { return }
        holdReading(true, slot)
        deadlines.bringForward(index(of: slot), tempering.refillAt)
    }

    private func holdReading(_ isHeld: Bool, _ slot: UnsafeMutablePointer<Slot>) {
        guard slot.pointee[.readingHeld] != isHeld else { return }
        slot.pointee[.readingHeld] = isHeld
        askForInterest(slot)
    }

    // MARK: Split writes

    /// One-byte writes of a connection before the others get their turn: as many system calls as
    /// take some hundred microseconds.
    static let splitBurst = 256

    /// Bytes of a connection whose writes are split wait in its queue, from which they leave one
    /// by one.
    func startSplitting(_ slot: UnsafeMutablePointer<Slot>) {
        slot.pointee.progressAt = latest
        deadlines.bringForward(index(of: slot), latest + settings.stallTimeout)
        writables.append(id(of: slot))
    }

    // MARK: No close frame

    /// Whether our close frame stays unsent: it is withheld, or one was crafted already.
    func withholdsClose(_ slot: UnsafeMutablePointer<Slot>) -> Bool {
        guard let tempering = tempering(of: slot) else { return false }
        return tempering.temper.withholdsClose || tempering.craftedClose != nil
    }
}
