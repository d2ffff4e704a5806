import WebSocketEngine

/// A way to misbehave, as the menu and the command line offer it.
enum HostileItem: String, CaseIterable, Sendable {
    case mute, late, slow, split, noclose, off

    /// What the client sees of it.
    var summary: String {
        switch self {
        case .mute: "no pong answers its pings"
        case .late: "pongs come late"
        case .slow: "little is read of what it sends"
        case .split: "every byte of ours is a write of its own"
        case .noclose: "our close frame never comes"
        case .off: "behave well again"
        }
    }

    /// How long pongs may be kept back, and how little may be read, in steps.
    static let delays: [UInt64] = [
        250 * .millisecond, 1 * .second, 3 * .second, 10 * .second, 30 * .second,
    ]
    static let rates: [UInt32] = [64, 256, 1 << 10, 4 << 10, 16 << 10, 64 << 10]

    static let usualDelay = delays[2]
    static let usualRate = rates[2]

    func isOn(_ temper: Temper) -> Bool {
        switch self {
        case .mute: temper.isMute
        case .late: temper.pongDelay > 0
        case .slow: temper.readRate > 0
        case .split: temper.splitsWrites
        case .noclose: temper.withholdsClose
        case .off: temper.isLawful
        }
    }

    func hostility(isOn: Bool, delay: UInt64 = usualDelay, rate: UInt32 = usualRate) -> Hostility {
        switch self {
        case .mute: .mute(isOn)
        case .late: .latePongs(isOn ? delay : 0)
        case .slow: .slowReading(isOn ? rate : 0)
        case .split: .splitWrites(isOn)
        case .noclose: .noCloseFrame(isOn)
        case .off: .none
        }
    }
}

/// Misbehaviour in a few capitals, so that nobody takes it for the client's fault.
enum TemperText {
    static func words(_ temper: Temper) -> [String] {
        HostileItem.allCases.filter { $0 != .off && $0.isOn(temper) }.map {
            $0.rawValue.uppercased()
        }
    }

    /// `MUTE SPLIT`, or `MUTE +4` where there is no room for all.
    static func brief(_ temper: Temper, columns: Int) -> String {
        let words = words(temper)
        let whole = words.joined(separator: " ")
        guard whole.count > columns, let first = words.first else { return whole }
        return "\(first) +\(words.count - 1)"
    }

    /// `3s`, `250ms`.
    static func delay(_ nanoseconds: UInt64) -> String {
        nanoseconds % .second == 0
            ? "\(nanoseconds / .second)s" : "\(nanoseconds / .millisecond)ms"
    }

    /// `1k/s`, `64B/s`.
    static func rate(_ bytes: UInt32) -> String {
        bytes % 1024 == 0 ? "\(bytes >> 10)k/s" : "\(bytes)B/s"
    }
}
