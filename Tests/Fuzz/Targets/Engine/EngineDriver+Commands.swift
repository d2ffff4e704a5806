import WebSocketWire

@testable import WebSocketEngine

// What an operator commands.
extension EngineDriver {
    mutating func perform(_ command: Command, by initiator: CloseInitiator = .operator) {
        tokens.insert(nextToken)
        engine.perform(command, by: initiator, token: nextToken, now: now)
        nextToken += 1
    }

    mutating func command(_ id: ConnectionID) {
        let choice = choices.byte()
        let target: Target =
            switch choice >> 6 {
            case 2: .all
            case 3: .slot(choice & 8 == 0 ? 0 : 7)
            default: .connection(id)
            }
        switch choice & 7 {
        case 0: perform(.send(target, opcode: .text, fin: true, payload: payload()))
        case 1: perform(fragment(target, choice))
        case 2: perform(.ping(target, payload: payload()))
        case 3:
            let code = CloseCode(rawValue: UInt16(900 + choices.byte() * 16))
            perform(.close(target, code: choice & 8 == 0 ? nil : code, reason: payload()))
        case 4: perform(.abort(target))
        case 5: perform(craft(target, choice))
        case 6: perform(.stopRepeating)
        default: perform(.temper(target, Self.ways[choice >> 3 & 7]))
        }
    }

    private mutating func fragment(_ target: Target, _ choice: Int) -> Command {
        let opcodes: [Opcode] = [.binary, .continuation, .text, .ping]
        return .send(
            target, opcode: opcodes[choice >> 3 & 3], fin: choice & 32 != 0, payload: payload())
    }

    /// Frames in any number, each a count and its bytes as they are to stand on the wire.
    private mutating func craft(_ target: Target, _ choice: Int) -> Command {
        var frames = CraftedFrames()
        for _ in 0..<(choice >> 3 & 3) { frames.append(wire: payload()) }
        for index in 0..<frames.count {
            let part = Array(frames[index])
            let header = part.withUnsafeBytes { CraftedFrames.header(of: $0) }
            check(!frames.bytes.isEmpty || header.payloadLength == 0, "a header of nothing")
        }
        witness.mayBreakRules = true
        let rate = UInt32(choices.byte())
        return .craft(target, frames, Repetition(count: rate >> 2, rate: rate * 4))
    }

    private static let ways: [Hostility] = [
        .mute(true), .latePongs(1 << 29), .slowReading(300), .splitWrites(true),
        .noCloseFrame(true), .none, .slowReading(0), .latePongs(0),
    ]
}
