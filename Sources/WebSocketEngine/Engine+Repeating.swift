import WebSocketWire

/// Crafted frames that are sent again and again.
struct RepeatedCraft {
    let command: Command
    let repetition: Repetition
    let initiator: CloseInitiator
    let token: UInt64
    /// Tells its rounds from those of another.
    let serial: UInt64
    let since: Instant
    /// Rounds that were begun.
    var begun: UInt32 = 0
    var reached: UInt32 = 0
    var refusal: Refusal?

    /// Rounds that should have begun by now.
    func due(now: Instant) -> UInt32 {
        let passed = Double(now.since(since)) * Double(repetition.rate) / 1e9
        return min(repetition.count, 1 + UInt32(min(passed, Double(UInt32.max - 1))))
    }
}

extension Engine {
    /// Bytes that one repetition may give to each connection at a tick: what a queue holds.
    private var repeatShare: Int { max(settings.sendQueue, 1) }

    func startRepeating(
        _ command: Command, _ repetition: Repetition, by initiator: CloseInitiator, token: UInt64,
        now: Instant
    ) -> Refusal? {
        guard repeats.count < Repetition.parallelLimit else { return .tooManyRepetitions }
        repeatSerial &+= 1
        repeats.append(
            RepeatedCraft(
                command: command, repetition: repetition, initiator: initiator, token: token,
                serial: repeatSerial, since: now))
        tally.repeating = repeats.count
        repeatDue(now: now)
        return nil
    }

    /// Begins the rounds whose time has come.
    func repeatDue(now: Instant) {
        for index in repeats.indices {
            let craft = repeats[index]
            let most = UInt32(clamping: max(1, repeatShare / max(1, craft.command.payload.count)))
            let due = craft.due(now: now)
            guard due > craft.begun else { continue }
            let rounds = min(due - craft.begun, most)
            repeats[index].begun += rounds
            start(
                craft.command, by: craft.initiator, token: craft.token, silent: true,
                rounds: rounds, of: craft.serial, now: now)
        }
    }

    /// Takes in what became of some rounds of a repetition, unless it was stopped meanwhile.
    ///
    /// It ends with its last round, or when there is nobody to send to.
    func noteRounds(of job: Job) {
        guard let serial = job.repetition,
            let index = repeats.firstIndex(where: { $0.serial == serial })
        else { return }
        repeats[index].reached &+= job.reached
        repeats[index].refusal = repeats[index].refusal ?? job.refusal
        let isOver = repeats[index].begun >= repeats[index].repetition.count
        switch job.refusal {
        case .noSuchSlot, .slotReused, .notConnected: endRepeating(index, now: job.now)
        default: if isOver { endRepeating(index, now: job.now) }
        }
    }

    /// Ends all that is repeated; each has its outcome.
    func stopRepeating(now: Instant) -> UInt32 {
        let count = UInt32(repeats.count)
        while !repeats.isEmpty { endRepeating(0, now: now) }
        return count
    }

    private func endRepeating(_ index: Int, now: Instant) {
        let craft = repeats.remove(at: index)
        tally.repeating = repeats.count
        finish(
            craft.command.verb, craft.token, reached: craft.reached, refusal: craft.refusal,
            now: now, id: craft.command.target)
    }
}
