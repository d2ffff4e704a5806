import Capture
import Console
import Foundation
import Glibc
import WebSocketEngine
import WebSocketServer

/// Writes one capture, on a thread of its own: neither the engine nor the screen waits for the
/// disk.
///
/// What the engine keeps for a watcher is the bounded ring between the two: what it has to drop
/// before it is written is counted.
final class CaptureRecorder: Sendable {
    /// Between two news: short enough that the engine's rings do not run over.
    private static let pause: Int32 = 5
    /// Records of one news from which on the next is asked for at once.
    private static let many = 1024

    private let file: NewFile
    private let watch: Watch
    private let clock: ServerClock
    private let limit: UInt64
    private let prints: PrintQueue?
    private let ending: OneShot
    private let ended: OneShot
    private let state: Guarded<CaptureStatus>

    init(
        file: NewFile, watch: Watch, clock: ServerClock, session: CaptureSession, limit: UInt64,
        prints: PrintQueue?
    ) throws {
        ending = try OneShot()
        ended = try OneShot()
        self.file = file
        self.watch = watch
        self.clock = clock
        self.limit = limit
        self.prints = prints
        state = Guarded(CaptureStatus(path: file.path))
        Thread.detachNewThread { [self] in
            var pen = CapturePen(session)
            if begin() { _ = put(&pen) }
            record(&pen)
        }
    }

    var status: CaptureStatus { state.withLock { $0 } }

    /// Writes what has happened until now and closes the file.
    func stop() {
        ending.raise()
        var watched = pollfd(fd: ended.descriptor, events: Int16(POLLIN), revents: 0)
        // A disk that hangs must not hold the program for ever.
        _ = poll(&watched, 1, 5000)
    }

    private func record(_ pen: inout CapturePen) {
        var isEnding = false
        while !isEnding, status.isActive {
            isEnding = wait(for: pen.isOwing ? CapturePen.rowPeriod : -1)
            takeLines(&pen)
            if let news = watch.take() {
                pen.take(news)
                if !put(&pen) { break }
                let isMuch = news.frames.count >= Self.many || news.events.count >= Self.many
                if !isMuch, !isEnding { isEnding = waitForEnd(Self.pause) }
            } else {
                watch.request()
                if !put(&pen) { break }
            }
        }
        if status.isActive { finish(&pen) }
        watch.end()
        file.end()
        state.withLock { $0.isActive = false }
        ended.raise()
    }

    /// The engine's last word, then the end of the file.
    private func finish(_ pen: inout CapturePen) {
        for _ in 0..<64 {
            watch.request()
            var bell = pollfd(fd: watch.bell, events: Int16(POLLIN), revents: 0)
            // Silence: the engine has ended, or hangs in a callback.
            guard poll(&bell, 1, 200) > 0 else { break }
            guard let news = watch.take() else { continue }
            pen.take(news)
            guard put(&pen) else { return }
            if news.frames.isEmpty, news.events.isEmpty { break }
        }
        takeLines(&pen)
        pen.end(.stopped)
        _ = put(&pen)
    }

    private func takeLines(_ pen: inout CapturePen) {
        if let prints { pen.take(prints.take()) }
    }

    /// Until something has happened, or so many milliseconds; whether it ends.
    private func wait(for timeout: Int32) -> Bool {
        var watched = [ending.descriptor, watch.bell, prints?.bell ?? -1].map {
            pollfd(fd: $0, events: Int16(POLLIN), revents: 0)
        }
        _ = poll(&watched, 3, timeout)
        return watched[0].revents != 0
    }

    private func waitForEnd(_ milliseconds: Int32) -> Bool {
        var watched = pollfd(fd: ending.descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, milliseconds) > 0
    }

    private func begin() -> Bool {
        let header = CaptureFormat.header
        let (written, error) = file.append(header)
        if let error { return fail(error, keeping: 0) }
        state.withLock { $0.bytes = UInt64(written) }
        return true
    }

    /// Appends what has been gathered, whole records alone; false when nothing more can be written.
    private func put(_ pen: inout CapturePen) -> Bool {
        let records = pen.records(at: clock.now())
        if records.isEmpty { return true }
        let before = status.bytes
        let room = Int(clamping: limit - min(limit, before))
        let isMore = records.count > room
        let fitting = isMore ? CaptureWriter.whole(records, within: room) : records.count
        let (written, error) = file.append(isMore ? Array(records[..<fitting]) : records)
        if let error {
            let whole = CaptureWriter.whole(records, within: written)
            return fail(error, keeping: before + UInt64(whole))
        }
        state.withLock {
            $0.bytes += UInt64(fitting)
            $0.lost = pen.lost
        }
        return isMore ? reachLimit() : true
    }

    private func reachLimit() -> Bool {
        var last = CaptureWriter()
        last.add(.end(.limit))
        _ = file.append(last.take())
        return fail("the capture has reached its limit of \(ByteText.of(limit)): \(file.path)")
    }

    private func fail(_ error: Int32, keeping bytes: UInt64) -> Bool {
        file.cut(to: bytes)
        state.withLock { $0.bytes = bytes }
        return fail(
            "the capture stopped after \(ByteText.of(bytes)): "
                + "\(String(cString: strerror(error))): \(file.path)")
    }

    private func fail(_ why: String) -> Bool {
        state.withLock {
            $0.failure = why
            $0.isActive = false
        }
        return false
    }
}
