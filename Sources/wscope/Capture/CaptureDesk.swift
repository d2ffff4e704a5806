import Capture
import Console
import WebSocketEngine
import WebSocketServer

/// The captures of a program: one at a time, begun and ended from any thread.
final class CaptureDesk: Sendable {
    private let server: WebSocketServer
    private let limit: UInt64
    private let recorder = Guarded(CaptureRecorder?.none)
    private let exports = Exports()
    private let facts: @Sendable () -> CaptureSession
    private let prints: PrintCapture?

    init(
        server: WebSocketServer, limit: UInt64, prints: PrintCapture?,
        facts: @escaping @Sendable () -> CaptureSession
    ) {
        self.server = server
        self.limit = limit
        self.prints = prints
        self.facts = facts
    }

    /// - Returns: the file's path.
    @discardableResult
    func start(path: String?) throws -> String {
        try recorder.withLock { current in
            if let status = current?.status, status.isActive {
                throw Failure("a capture goes on already: \(status.path)")
            }
            let path = try path ?? CaptureFolder.newPath()
            let file = try NewFile(path)
            do {
                let watch = try server.watch(as: .capture)
                current = try CaptureRecorder(
                    file: file, watch: watch, clock: server.clock, session: facts(), limit: limit,
                    prints: prints?.copies())
            } catch {
                file.remove()
                throw (error as? ServerError).map { Failure($0.description) } ?? error
            }
            return path
        }
    }

    /// Waits until all is written; nil when there was nothing to stop.
    @discardableResult
    func stop() -> CaptureStatus? {
        guard let current = recorder.withLock({ $0 }), current.status.isActive else { return nil }
        current.stop()
        return current.status
    }

    /// Of the capture that goes on, or the last one.
    var status: DoorStatus {
        DoorStatus(capture: recorder.withLock { $0?.status }, task: exports.status)
    }

    func perform(_ order: CaptureOrder) -> Notice {
        switch order {
        case .start(let path):
            do { return Notice("capturing to \(try start(path: path))") } catch {
                return Notice("\((error as? Failure)?.description ?? "\(error)")", isError: true)
            }
        case .stop:
            guard let status = stop() else { return Notice("nothing is captured", isError: true) }
            return Notice("captured \(ByteText.of(status.bytes)) to \(status.path)")
        case .export(let format, let path):
            guard let capture = recorder.withLock({ $0?.status }) else {
                return Notice("nothing was captured yet: R starts a capture", isError: true)
            }
            return exports.begin(capture.path, as: format, to: path)
        }
    }
}
