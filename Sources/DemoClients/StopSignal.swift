import Glibc

/// A pipe whose end of file wakes every thread that waits.
final class StopSignal: Sendable {
    private let readEnd: Int32
    private let writeEnd: Int32

    init() throws(DemoClientsError) {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) != 0 { throw DemoClientsError(errno: errno) }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// The byte is never read, so that every wait from now on ends at once.
    func raise() { _ = write(writeEnd, "x", 1) }

    var isRaised: Bool { wait(milliseconds: 0) }

    /// Waits for the signal alone; true when it was raised.
    @discardableResult
    func wait(milliseconds: Int32) -> Bool {
        var watched = pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, milliseconds) > 0
    }

    /// Waits until the descriptor is ready for `events`, the time is up or the signal is raised;
    /// true in the first case.
    func wait(for descriptor: Int32, _ events: Int32, milliseconds: Int32) -> Bool {
        var watched = [
            pollfd(fd: descriptor, events: Int16(events), revents: 0),
            pollfd(fd: readEnd, events: Int16(POLLIN), revents: 0),
        ]
        return poll(&watched, 2, milliseconds) > 0 && watched[1].revents == 0
    }
}
