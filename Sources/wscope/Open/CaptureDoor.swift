import Capture
import Console
import Glibc
import WebSocketEngine
import WebSocketServer

/// The console's door to a capture instead of an engine: it tells what was written, as fast as it
/// is taken, and then nothing more.
final class CaptureDoor: EngineDoor {
    /// Nanoseconds for one news: the console paints and takes keys in between.
    private static let patience: UInt64 = 20 * .millisecond
    /// Records of one news.
    private static let newsLimit = 8192

    let session: CaptureSession
    let name: String
    private var input: CaptureInput
    private let clock = ServerClock()
    private let ringing: OneShot
    private let exports = Exports()
    private var isRead = false
    /// The newest instant that was read, and when that was here.
    private var latest = Instant.zero
    private var readAt = Instant.zero
    private var totals = Totals()
    private var loss = CaptureLoss()
    private var lines: [PrintedLine] = []
    private var payload: PayloadAnswer?
    private var reading: TaskStatus
    private var counts = (events: 0, frames: 0)

    init(_ path: String) throws {
        ringing = try OneShot()
        input = try CaptureInput(path)
        guard case .session(let session)? = try input.next() else {
            throw Failure("\(path) does not say what was captured: it ended too early")
        }
        self.session = session
        name = path.split(separator: "/").last.map(String.init) ?? path
        reading = TaskStatus(number: 0, name: "reading")
        latest = session.startedAt
        ringing.raise()
    }

    var bell: Int32 { isRead ? -1 : ringing.descriptor }

    /// Goes on from the end of the capture, so that what is said to the operator goes away again.
    var now: Instant { latest + clock.now().since(readAt) }

    var wall: WallClock? {
        WallClock(
            nanosecondsAtZero: session.wallAtZero, secondsFromUTC: Int(session.secondsFromUTC))
    }

    func requestNews() {}

    func takeNews() -> News? {
        guard !isRead else { return nil }
        var news = News(at: latest, totals: totals)
        let begun = clock.now()
        var count = 0
        while count < Self.newsLimit, count % 256 != 0 || clock.now().since(begun) < Self.patience {
            guard let record = nextRecord() else { break }
            take(record, &news)
            count += 1
        }
        readAt = clock.now()
        news.at = latest
        news.totals = totals
        news.eventsLost = loss.events
        news.framesLost = loss.frames
        reading.percent = input.percent
        return news
    }

    private func nextRecord() -> CaptureRecord? {
        do throws(Failure) {
            if let record = try input.next() { return record }
            end(input.tornEnd.map { Notice($0, isError: true) })
        } catch {
            end(Notice(error.description, isError: true))
        }
        return nil
    }

    private func end(_ notice: Notice?) {
        isRead = true
        reading.outcome = notice ?? Notice(shortage ?? "")
    }

    /// What a long capture has and the console does not show.
    private var shortage: String? {
        let kept = ConsoleFacts.recordsKept
        let most = max(counts.events, counts.frames)
        guard most > kept else { return nil }
        return "the last \(kept) of \(counts.events) events and \(counts.frames) frames are shown"
    }

    private func take(_ record: CaptureRecord, _ news: inout News) {
        switch record {
        case .session: break
        case .state(let at, let totals):
            note(at)
            self.totals = totals
        case .row(let row): news.rows.append(row)
        case .handshake(let handshake): news.handshakes.append(handshake)
        case .event(let event):
            note(event.time)
            counts.events += 1
            news.events.append(event)
        case .frame(let frame):
            note(frame.record.time)
            counts.frames += 1
            news.frames.append(frame.record)
        case .line(let line):
            note(line.time)
            lines.append(PrintedLine(time: line.time, bytes: line.bytes, isCut: line.isCut))
        case .loss(let loss): self.loss = loss
        case .end: break
        }
    }

    private func note(_ instant: Instant) { latest = max(latest, instant) }

    let printBell: Int32 = -1

    func takePrinted() -> Printed {
        defer { lines = [] }
        return Printed(lines: lines, lost: loss.lines)
    }

    func submit(_ command: Command, token: UInt64) -> Refusal? { .notConnected }

    /// Answered at once: the file has them all.
    func request(_ wanted: PayloadRequest) {
        payload = PayloadAnswer(
            number: wanted.number,
            parts: wanted.places.map { place in
                let bytes = input.bytes(at: place.start, count: max(0, place.count))
                return bytes.count == place.count ? bytes : nil
            })
    }

    func takePayload() -> PayloadAnswer? {
        defer { payload = nil }
        return payload
    }

    var status: DoorStatus {
        DoorStatus(task: isRead ? exports.status ?? reading : reading)
    }

    func perform(_ order: CaptureOrder) -> Notice {
        switch order {
        case .export(let format, let path): exports.begin(input.path, as: format, to: path)
        case .start, .stop: Notice("this is a capture already", isError: true)
        }
    }

    func reloadCertificates() -> Notice {
        Notice("this is a capture: it has no certificate", isError: true)
    }
}
