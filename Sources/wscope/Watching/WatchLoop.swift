import Foundation
import Glibc
import WebSocketEngine
import WebSocketServer

/// Where news goes when there is no screen.
protocol NewsWriter: AnyObject {
    /// Nobody reads any more.
    var isBroken: Bool { get }
    func write(_ news: News)
}

/// Carries news from the engine to a writer until a signal comes, then ends the service.
///
/// The engine never waits for this loop: what the writer is too slow for is counted as lost.
struct WatchLoop {
    let service: Service
    let writer: any NewsWriter
    let signals: StopSignals

    func run() {
        follow(until: signals.descriptor)
        let stopped = OneShot()
        let service = service
        Thread.detachNewThread {
            service.stop()
            stopped.raise()
        }
        // What happens while the connections close is news as well.
        follow(until: stopped.descriptor)
        for _ in 0..<64 where isRung { step() }
    }

    private func follow(until end: Int32) {
        while true {
            var watched = [
                pollfd(fd: end, events: Int16(POLLIN), revents: 0),
                pollfd(fd: bell, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&watched, 2, -1) > 0 else { continue }
            if watched[0].revents != 0 { return }
            step()
        }
    }

    /// -1 when there is nothing to wait for.
    private var bell: Int32 { writer.isBroken ? -1 : service.watch?.bell ?? -1 }

    private var isRung: Bool {
        var watched = pollfd(fd: bell, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }

    private func step() {
        guard let watch = service.watch else { return }
        if let news = watch.take() {
            writer.write(news)
        } else {
            watch.request()
        }
        if writer.isBroken { watch.end() }
    }
}
