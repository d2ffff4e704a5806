import WebSocketWire

/// One simulated client: connects, lives by its temper, and comes back after a while.
struct DemoClient {
    let temper: Temper
    let number: Int
    let address: ServerAddress
    let stop: StopSignal

    func run() {
        // Not all at the same moment.
        stop.wait(milliseconds: Int32(number % 16) * 120)
        while !stop.isRaised {
            let receiveBuffer: Int32? = temper == .slowReader ? 8192 : nil
            if let stream = Stream(to: address, receiveBuffer: receiveBuffer, stop: stop),
                let session = ClientSession(
                    stream, address: address, path: temper.path, answersPings: temper != .mute)
            {
                live(session)
            }
            stop.wait(milliseconds: .random(in: 1500...4000))
        }
    }

    /// Until the connection ends or the client has had enough.
    private func live(_ session: ClientSession) {
        var turn = 0
        while !stop.isRaised {
            for deed in temper.deeds(turn: turn) {
                guard perform(deed, session) else { return }
            }
            turn += 1
        }
        _ = session.close(.goingAway, "")
    }

    private func perform(_ deed: Deed, _ session: ClientSession) -> Bool {
        switch deed {
        case .send(let opcode, let fin, let payload):
            return session.send(opcode, fin: fin, payload)
        case .breakRule(let header, let payload):
            return session.send(header, payload)
        case .listen(let milliseconds):
            return listen(session, milliseconds, slice: 65_536)
        case .dawdle(let milliseconds):
            return listen(session, milliseconds, slice: 2048)
        case .close(let code, let reason):
            guard session.close(code, reason) else { return false }
            return listen(session, 2000, slice: 65_536) && false
        case .vanish:
            session.reset()
            return false
        }
    }

    /// Reads for that long, one slice a read; a small slice is read ten times a second at most.
    private func listen(_ session: ClientSession, _ milliseconds: Int32, slice: Int) -> Bool {
        let end = Clock.milliseconds + Int64(milliseconds)
        while !stop.isRaised {
            let left = end - Clock.milliseconds
            guard left > 0 else { return true }
            let isSlow = slice < 65_536
            if isSlow { stop.wait(milliseconds: Int32(min(left, 100))) }
            guard session.listen(milliseconds: isSlow ? 0 : Int32(left), most: slice) else {
                return false
            }
        }
        return true
    }
}
