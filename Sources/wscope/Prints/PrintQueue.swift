import Console
import WebSocketServer

/// Lines on their way from the thread that reads them to whoever shows them.
///
/// Bounded, and the reader never waits: what nobody takes in time is dropped, the oldest first,
/// and counted.
final class PrintQueue: Sendable {
    /// Lines that may wait, and their bytes: more than anybody reads between two screens.
    static let lineLimit = 4096
    static let byteLimit = 1 << 20

    private struct State {
        var lines: [PrintedLine] = []
        /// Lines before this one are gone.
        var head = 0
        var bytes = 0
        var lost: UInt64 = 0
        var isRung = false
    }

    private let state = Guarded(State())
    private let wakeUp: WakeUp

    init() throws(ServerError) { wakeUp = try WakeUp() }

    deinit { wakeUp.close() }

    /// Readable when there are lines to take. For `poll`; do not read it.
    var bell: Int32 { wakeUp.descriptor }

    func add(_ lines: [PrintedLine]) {
        guard !lines.isEmpty else { return }
        state.withLock {
            for line in lines { Self.append(line, to: &$0) }
            if !$0.isRung { wakeUp.signal() }
            $0.isRung = true
        }
    }

    /// Everything that waits, and the bell is silent again.
    func take() -> Printed {
        state.withLock {
            if $0.isRung { wakeUp.clear() }
            let printed = Printed(lines: Array($0.lines[$0.head...]), lost: $0.lost)
            $0 = State(lost: $0.lost)
            return printed
        }
    }

    private static func append(_ line: PrintedLine, to state: inout State) {
        state.lines.append(line)
        state.bytes += line.bytes.count
        while state.lines.count - state.head > lineLimit || state.bytes > byteLimit {
            state.bytes -= state.lines[state.head].bytes.count
            state.head += 1
            state.lost += 1
        }
        if state.head >= lineLimit {
            state.lines.removeFirst(state.head)
            state.head = 0
        }
    }
}
