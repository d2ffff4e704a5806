import Console
import Foundation
import Glibc
import WebSocketEngine
import WebSocketServer

/// Where news goes when there is no screen.
protocol NewsWriter: AnyObject {
    /// Nobody reads any more.
    var isBroken: Bool { get }
    /// - Parameters:
    ///   - happenings: oldest first.
    ///   - linesLost: printed lines since the start that nobody will see.
    ///   - news: what the events are from; nil for lines that could not wait for any.
    func write(_ happenings: [Happening], linesLost: UInt64, from news: News?)
}

/// Carries news from the engine, and what is printed, to a writer until a signal comes, then ends
/// the service.
///
/// The engine never waits for this loop: what the writer is too slow for is counted as lost.
final class WatchLoop {
    private let service: Service
    private let writer: any NewsWriter
    private let signals: StopSignals
    private let listener: (any LineListener)?
    private let reloads: (hangUps: HangUps, reload: () -> Void)?
    private let stopped: OneShot
    private var held = HeldLines()
    private var beatenAt = Instant.zero
    /// As of the last news; nil where nobody watches.
    private(set) var totals: Totals?

    init(
        service: Service, writer: any NewsWriter, signals: StopSignals,
        listener: (any LineListener)? = nil,
        reloads: (hangUps: HangUps, reload: () -> Void)? = nil
    ) throws {
        // Now, as at the end there may be no descriptor left.
        stopped = try OneShot()
        self.reloads = reloads
        self.listener = listener
        self.service = service
        self.writer = writer
        self.signals = signals
    }

    func run() {
        follow(until: signals.descriptor, listener)
        let (service, stopped) = (service, stopped)
        Thread.detachNewThread {
            service.stop()
            stopped.raise()
        }
        // What happens while the connections close is news as well.
        follow(until: stopped.descriptor, nil)
        for _ in 0..<64 where isRung { step() }
        service.prints?.end()
        holdPrinted()
        write(held.release(upTo: service.server.clock.now()))
    }

    private func follow(until end: Int32, _ listener: (any LineListener)?) {
        while true {
            let descriptors = [
                end, bell, printBell, listener?.descriptor ?? -1,
                reloads?.hangUps.descriptor ?? -1,
            ]
            var watched = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
            let isTimed = !held.isEmpty || listener != nil
            let isAnyReady = poll(&watched, nfds_t(watched.count), isTimed ? 1000 : -1) > 0
            if !held.isEmpty { write(held.releaseOverdue(now: service.server.clock.now())) }
            if let listener, isBeatDue, !listener.beat() { return }
            guard isAnyReady else { continue }
            if watched[0].revents != 0 { return }
            if watched[4].revents != 0, let reloads {
                guard reloads.hangUps.take() else { return }
                reloads.reload()
            }
            if watched[3].revents != 0, let listener, !listener.listen() { return }
            if watched[1].revents != 0 { step() }
            if watched[2].revents != 0 {
                holdPrinted()
                // Where the lines belong among the events, only news can tell.
                service.watch?.request()
            }
        }
    }

    /// Once a second, whatever wakes the loop meanwhile.
    private var isBeatDue: Bool {
        let now = service.server.clock.now()
        guard beatenAt == .zero || now.since(beatenAt) >= 1_000_000_000 else { return false }
        beatenAt = now
        return true
    }

    /// -1 when there is nothing to wait for.
    private var bell: Int32 { writer.isBroken ? -1 : service.watch?.bell ?? -1 }
    private var printBell: Int32 { writer.isBroken ? -1 : service.prints?.bell ?? -1 }

    private var isRung: Bool {
        var watched = pollfd(fd: bell, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }

    private func step() {
        guard let watch = service.watch else { return }
        if let news = watch.take() {
            holdPrinted()
            totals = news.totals
            let happenings = held.merge(into: news.events, at: news.at)
            writer.write(happenings, linesLost: held.lost, from: news)
            // The engine may have answered in the middle of the turn in which they were printed.
            if !held.isEmpty { watch.request() }
        } else {
            watch.request()
        }
        if writer.isBroken { watch.end() }
    }

    private func holdPrinted() {
        if let prints = service.prints { held.hold(prints.take()) }
    }

    private func write(_ happenings: [Happening]) {
        if happenings.isEmpty { return }
        writer.write(happenings, linesLost: held.lost, from: nil)
    }
}
