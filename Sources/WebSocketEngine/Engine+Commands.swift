import WebSocketWire

/// A command on its way through its targets. Large sends and large audiences take several writes,
/// so `nextWrite` drives it.
struct Job {
    let command: Command
    let payload: UnsafeMutableRawBufferPointer
    let initiator: CloseInitiator
    let token: UInt64
    let now: Instant
    /// The engine's own jobs have no outcome.
    var isSilent = false
    /// How often it goes through its targets, and for which repetition.
    var rounds: UInt32 = 1
    var repetition: UInt64?
    var cursor = 0
    var reached: UInt32 = 0
    var refusal: Refusal?

    var verb: CommandVerb { command.verb }
}

extension Engine {
    /// Carries out a command; what became of it comes as an `.outcome` event once the writes that
    /// it causes have been pulled.
    public func perform(
        _ command: Command, by initiator: CloseInitiator, token: UInt64, now: Instant
    ) {
        latest = now
        var refusal = command.flaw
        switch command {
        case _ where refusal != nil: break
        case .craft(_, let frames, _) where !mayBeSent(frames): refusal = .framesTooLarge
        case .craft(_, _, let repetition) where repetition.count > 1:
            refusal = startRepeating(command, repetition, by: initiator, token: token, now: now)
            if refusal == nil { return }
        case .stopRepeating:
            let count = stopRepeating(now: now)
            finish(.stop, token, reached: count, refusal: nil, now: now)
            return
        default: break
        }
        if let refusal {
            finish(command.verb, token, reached: 0, refusal: refusal, now: now)
        } else {
            start(command, by: initiator, token: token, silent: false, now: now)
        }
    }

    /// Crafted frames are bounded by what a message may be, their headers apart.
    private func mayBeSent(_ frames: CraftedFrames) -> Bool {
        let headers = frames.count.multipliedReportingOverflow(by: FrameHeader.maximumByteCount)
        return frames.count <= settings.maximumFragments && !headers.overflow
            && frames.bytes.count <= settings.maximumMessage &+ headers.partialValue
    }

    func start(
        _ command: Command, by initiator: CloseInitiator, token: UInt64, silent: Bool,
        rounds: UInt32 = 1, of repetition: UInt64? = nil, now: Instant
    ) {
        let source = command.payload
        let payload = UnsafeMutableRawBufferPointer.allocate(byteCount: source.count, alignment: 8)
        payload.copyBytes(from: source)
        var job = Job(
            command: command, payload: payload, initiator: initiator, token: token, now: now)
        job.isSilent = silent
        job.rounds = rounds
        job.repetition = repetition
        jobs.append(job)
    }

    /// Closes everyone with 1001 and takes nobody in any more. RFC 6455 §7.4.1.
    public func shutdown(now: Instant) {
        guard !isShuttingDown else { return }
        isShuttingDown = true
        _ = stopRepeating(now: now)
        for index in 0..<slotCount where slots[index].phase.state == .connecting {
            end(slots + index, .shutdown, now: now)
        }
        start(
            .close(.all, code: .goingAway, reason: []), by: .engine, token: 0, silent: true,
            now: now)
    }

    /// Takes the foremost job as far as the outbox has room; a large payload leaves directly.
    func pump() -> Write? {
        guard var job = jobs.first else { return nil }
        while let slot = nextTarget(of: &job) ?? nextRound(of: &job) {
            guard outbox.fits(Self.controlRoom, isControl: true) else {
                job.cursor -= 1
                jobs[0] = job
                return nil
            }
            switch carryOut(job, slot) {
            case .done:
                job.reached += 1
            case .refused(let refusal):
                job.refusal = job.refusal ?? refusal
            case .direct(let write):
                job.reached += 1
                jobs[0] = job
                return write
            case .flushFirst:
                job.cursor -= 1
                jobs[0] = job
                return nil
            }
        }
        jobs[0] = job
        if job.cursor >= slotCount { finish(jobs.removeFirst()) }
        return nil
    }

    /// The first connection of the next round, if there is one to come.
    private func nextRound(of job: inout Job) -> UnsafeMutablePointer<Slot>? {
        guard job.rounds > 1, job.cursor >= slotCount else { return nil }
        job.rounds -= 1
        job.cursor = 0
        return nextTarget(of: &job)
    }

    /// The next connection the job is for; a target of one is found at once.
    private func nextTarget(of job: inout Job) -> UnsafeMutablePointer<Slot>? {
        let wanted: Int
        switch job.command.target {
        case .all:
            while job.cursor < slotCount {
                let slot = slots + job.cursor
                job.cursor += 1
                if slot.pointee.phase == .open { return slot }
            }
            return nil
        case .slot(let slot): wanted = Int(slot)
        case .connection(let id):
            wanted = Int(id.slot)
            // One that the command itself has ended was reached.
            if job.cursor < slotCount, find(id) == nil {
                job.refusal = refusal(of: id)
                job.cursor = slotCount
                return nil
            }
        }
        guard job.cursor < slotCount else { return nil }
        job.cursor = slotCount
        guard wanted < settings.slots else {
            job.refusal = .noSuchSlot
            return nil
        }
        guard slots[wanted].phase != .free else {
            job.refusal = .notConnected
            return nil
        }
        return slots + wanted
    }

    private func carryOut(_ job: Job, _ slot: UnsafeMutablePointer<Slot>) -> SendPlan {
        let payload = UnsafeRawBufferPointer(job.payload)
        if case .abort = job.command {
            end(slot, .command, by: job.initiator, reset: true, now: job.now)
            return .done
        }
        if case .temper(_, let hostility) = job.command {
            temper(slot, hostility, now: job.now)
            return .done
        }
        guard slot.pointee.phase == .open else { return .refused(.notConnected) }
        switch job.command {
        case .send(_, let opcode, let fin, _):
            return send(
                id(of: slot), opcode, fin: fin, payload, isShared: true, now: job.now)
        case .ping:
            return ping(id(of: slot), payload, now: job.now)
        case .close(_, let code, _):
            let facts = CloseFacts(
                initiator: job.initiator, cause: job.isSilent ? .shutdown : .command,
                code: code ?? .noStatusReceived)
            beginClose(slot, code, reason: payload, facts, now: job.now)
        case .craft(_, let frames, _):
            return craft(frames, job.payload, slot, now: job.now)
        case .abort, .temper, .stopRepeating: break
        }
        return .done
    }

    private func finish(_ job: Job) {
        defer { job.payload.deallocate() }
        dropShared()
        noteRounds(of: job)
        guard !job.isSilent else { return }
        // What was switched is told with it.
        let isTold = job.verb == .temper
        finish(
            job.verb, job.token, reached: job.reached, refusal: job.refusal, now: job.now,
            id: job.command.target,
            saying: isTold ? UnsafeRawBufferPointer(job.payload) : emptyBytes)
    }

    func finish(
        _ verb: CommandVerb, _ token: UInt64, reached: UInt32, refusal: Refusal?, now: Instant,
        id target: Target = .all,
        saying: UnsafeRawBufferPointer = UnsafeRawBufferPointer(start: nil, count: 0)
    ) {
        let id: ConnectionID
        switch target {
        case .connection(let connection): id = connection
        case .slot(let slot) where Int(slot) < settings.slots: id = self.id(of: slots + Int(slot))
        case .slot, .all: id = ConnectionID(slot: .max, generation: 0)
        }
        let outcome = CommandOutcome(verb: verb, token: token, reached: reached, refusal: refusal)
        raise(.outcome, id, .outcome(outcome), payload: saying, now: now)
    }
}

extension Command {
    /// The bytes it carries.
    var payload: [UInt8] {
        switch self {
        case .send(_, _, _, let payload), .ping(_, let payload): payload
        case .close(_, _, let reason): reason
        case .craft(_, let frames, _): frames.bytes
        case .temper(_, let hostility): Array(hostility.name.utf8)
        case .abort, .stopRepeating: []
        }
    }
}
