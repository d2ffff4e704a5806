import Glibc

/// Lines to stdout: whole, in order, and without dying when nobody reads them.
final class LineOutput {
    /// Whether the reader has gone; nothing is written any more.
    private(set) var isBroken = false
    private let signals: StopSignals

    init(until signals: StopSignals) { self.signals = signals }

    /// Waits for a slow reader, but not once a signal has come.
    func write(_ text: String) {
        guard !isBroken else { return }
        let descriptor = StandardStreams.output
        var text = text
        text.withUTF8 { bytes in
            var offset = 0
            while offset < bytes.count {
                let rest = UnsafeBufferPointer(rebasing: bytes[offset...])
                let count = Glibc.write(descriptor, rest.baseAddress, rest.count)
                if count >= 0 {
                    offset += count
                } else if errno != EINTR || signals.isRaised {
                    giveUp()
                    return
                }
            }
        }
    }

    private func giveUp() {
        isBroken = true
        guard !signals.isRaised else { return }
        ProgramExit.complain("wscope: stdout is closed; events are no longer written")
    }
}
