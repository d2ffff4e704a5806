/// One way in which our side of a connection misbehaves on purpose, to see how a client takes it.
@frozen
public enum Hostility: Hashable, Sendable {
    /// Pings get no pong, which RFC 6455 §5.5.2 asks for.
    case mute(Bool)
    /// A pong leaves so many nanoseconds after its ping, at the next tick of 100 ms; 0 at once.
    case latePongs(UInt64)
    /// At most so many bytes a second are read, so that the client's own queue fills; 0 for any.
    case slowReading(UInt32)
    /// Every byte is a write of its own: a segment too, where the kernel joins it to no other.
    case splitWrites(Bool)
    /// Our close frame is not sent, though all goes on as if it were. RFC 6455 §5.5.1.
    case noCloseFrame(Bool)
    /// As well-behaved as ever.
    case none

    /// What was switched, in few words.
    public var name: String {
        switch self {
        case .mute(let isOn): "mute" + Self.off(isOn)
        case .latePongs(0): "late pongs off"
        case .latePongs(let delay): "pongs \(Self.seconds(delay)) late"
        case .slowReading(0): "slow reading off"
        case .slowReading(let rate): "reading \(rate) B/s"
        case .splitWrites(let isOn): "a write for each byte" + Self.off(isOn)
        case .noCloseFrame(let isOn): "no close frame" + Self.off(isOn)
        case .none: "well-behaved"
        }
    }

    private static func off(_ isOn: Bool) -> String { isOn ? "" : " off" }

    /// `3s`, `250ms`.
    private static func seconds(_ nanoseconds: UInt64) -> String {
        nanoseconds % .second == 0
            ? "\(nanoseconds / .second)s" : "\(nanoseconds / .millisecond)ms"
    }
}

/// All the ways in which our side of a connection misbehaves.
@frozen
public struct Temper: Hashable, Sendable {
    public var isMute = false
    /// Nanoseconds; 0 for none.
    public var pongDelay: UInt64 = 0
    /// Bytes a second; 0 for any.
    public var readRate: UInt32 = 0
    public var splitsWrites = false
    public var withholdsClose = false

    public init() {}

    /// Whether it behaves as the RFC asks.
    public var isLawful: Bool { self == Temper() }

    public mutating func take(_ hostility: Hostility) {
        switch hostility {
        case .mute(let isOn): isMute = isOn
        case .latePongs(let delay): pongDelay = delay
        case .slowReading(let rate): readRate = rate
        case .splitWrites(let isOn): splitsWrites = isOn
        case .noCloseFrame(let isOn): withholdsClose = isOn
        case .none: self = Temper()
        }
    }
}
