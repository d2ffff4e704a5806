/// The next deadline of every slot, as packed 32-bit ticks apart from the slots.
///
/// Re-arming is one store, and a scan of a million slots is a few dozen microseconds of SIMD. A
/// deadline may be early but never late: activity does not touch it, the engine looks again when
/// it is due.
struct Deadlines {
    /// One keep-alive tick: SYS_WSS_KA_TIMER_PERIOD.
    static let tickLength: UInt64 = 100 * .millisecond
    private static let lanes = 16
    private static let never = UInt32.max

    private let ticks: UnsafeMutablePointer<UInt32>
    private let capacity: Int

    init(slots: Int) {
        capacity = (slots + Self.lanes - 1) / Self.lanes * Self.lanes
        let memory = UnsafeMutableRawPointer.allocate(
            byteCount: max(capacity, Self.lanes) * 4, alignment: 64)
        ticks = memory.bindMemory(to: UInt32.self, capacity: capacity)
        ticks.initialize(repeating: Self.never, count: capacity)
    }

    /// The first tick that is not before this instant.
    private static func tick(_ instant: Instant) -> UInt32 {
        let whole = instant.nanoseconds / tickLength
        let up = instant.nanoseconds % tickLength == 0 ? whole : whole + 1
        return UInt32(clamping: min(up, UInt64(never - 1)))
    }

    func set(_ slot: Int, _ at: Instant?) {
        ticks[slot] = at.map(Self.tick) ?? Self.never
    }

    /// Moves the deadline forward in time, never back.
    func bringForward(_ slot: Int, _ at: Instant) {
        ticks[slot] = min(ticks[slot], Self.tick(at))
    }

    /// The first slot from `start` on whose deadline has come.
    func firstDue(from start: Int, now: Instant) -> Int? {
        let tick = min(UInt32(clamping: now.nanoseconds / Self.tickLength), Self.never - 1)
        let limit = SIMD16<UInt32>(repeating: tick)
        var block = start / Self.lanes * Self.lanes
        while block < capacity {
            let vector = UnsafeRawPointer(ticks + block).load(as: SIMD16<UInt32>.self)
            if any(vector .<= limit) {
                for slot in max(block, start)..<(block + Self.lanes) where ticks[slot] <= tick {
                    return slot
                }
            }
            block += Self.lanes
        }
        return nil
    }

    func deallocate() { ticks.deallocate() }
}
