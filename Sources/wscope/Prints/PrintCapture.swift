import Console
import Foundation
import Glibc
import TerminalCanvas
import WebSocketEngine
import WebSocketServer

/// Takes what the process prints, so that it comes into the log and not over the screen.
///
/// While it lasts, descriptors 1 and 2 lead into a pipe, which a thread of its own empties at
/// once: whoever prints never waits for a screen. One at a time.
final class PrintCapture: Sendable {
    private let queue: PrintQueue
    private let pipe: Int32
    private let clock: ServerClock
    private let copy = Guarded(PrintQueue?.none)
    private let tail = PrintTail()
    private let ending: OneShot
    private let ended: OneShot

    init(clock: ServerClock) throws {
        self.clock = clock
        queue = try PrintQueue()
        ending = try OneShot()
        ended = try OneShot()
        var ends: [Int32] = [-1, -1]
        guard Glibc.pipe(&ends) == 0 else {
            throw Failure(
                "cannot take what the application prints: \(String(cString: strerror(errno)))")
        }
        pipe = ends[0]
        _ = fcntl(pipe, F_SETFD, FD_CLOEXEC)
        _ = fcntl(pipe, F_SETFL, O_NONBLOCK)
        StandardStreams.divert(to: ends[1])
        close(ends[1])
        CrashReport.install(pipe: pipe, tail: tail, output: StandardStreams.error)
        Thread.detachNewThread { [self] in read() }
    }

    /// Readable when lines can be taken.
    var bell: Int32 { queue.bell }

    func take() -> Printed { queue.take() }

    /// A second queue of what is printed from now on, for a capture.
    func copies() throws -> PrintQueue {
        let queue = try PrintQueue()
        copy.withLock { $0 = queue }
        return queue
    }

    private func add(_ lines: [PrintedLine]) {
        queue.add(lines)
        copy.withLock { $0 }?.add(lines)
    }

    /// Descriptors 1 and 2 are what they were, and all that was printed before can be taken.
    /// A second call does nothing.
    func end() {
        guard !ending.isRaised else { return }
        StandardStreams.restore()
        ending.raise()
        // The reader waits for nobody; should it be kept from running, the program ends anyway.
        var watched = pollfd(fd: ended.descriptor, events: Int16(POLLIN), revents: 0)
        _ = poll(&watched, 1, 1000)
    }

    /// Ends it, and what nobody took is printed after all.
    func spill() {
        end()
        var text = take().lines
            .map { Sanitiser.visible($0.bytes, limit: 4 * PrintedLine.capacity).text + "\n" }
            .joined()
        text.withUTF8 { _ = Glibc.write(STDOUT_FILENO, $0.baseAddress, $0.count) }
    }

    private func read() {
        let part = UnsafeMutableRawBufferPointer.allocate(byteCount: 65_536, alignment: 1)
        defer { part.deallocate() }
        var splitter = LineSplitter()
        var isEnding = false
        // Once it ends, what is in the pipe is still read, but nobody can keep it going for ever.
        var rest = 64
        while rest > 0 {
            if !isEnding { isEnding = wait(splitter) }
            let count = Glibc.read(pipe, part.baseAddress, part.count)
            if count > 0 {
                let bytes = UnsafeRawBufferPointer(rebasing: part[..<count])
                tail.append(bytes)
                add(splitter.take(bytes, at: clock.now()))
            } else if isEnding {
                break
            }
            if isEnding { rest -= 1 }
            add(splitter.takeOverdue(at: clock.now()).map { [$0] } ?? [])
        }
        add(splitter.finish(at: clock.now()).map { [$0] } ?? [])
        CrashReport.remove()
        close(pipe)
        ended.raise()
    }

    /// Until there is something to read, an unfinished line has waited long enough or it ends;
    /// whether it ends.
    private func wait(_ splitter: LineSplitter) -> Bool {
        var watched = [
            pollfd(fd: pipe, events: Int16(POLLIN), revents: 0),
            pollfd(fd: ending.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        var timeout: Int32 = -1
        if let begun = splitter.begun {
            let waited = clock.now().since(begun)
            let left = LineSplitter.patience - min(waited, LineSplitter.patience)
            timeout = Int32(clamping: (left + 999_999) / 1_000_000)
        }
        _ = poll(&watched, 2, timeout)
        return watched[1].revents != 0
    }
}
