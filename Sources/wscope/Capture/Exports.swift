import Capture
import Console
import Foundation
import WebSocketServer

/// Exports that the console asked for, one at a time, on a thread of their own.
final class Exports: Sendable {
    private let state = Guarded(TaskStatus?.none)

    var status: TaskStatus? { state.withLock { $0 } }

    func begin(_ capture: String, as format: ExportFormat, to path: String) -> Notice {
        let number: Int? = state.withLock { status in
            if let running = status, running.outcome == nil { return nil }
            let next = (status?.number ?? 0) + 1
            status = TaskStatus(number: next, name: "exporting")
            return next
        }
        guard number != nil else { return Notice("an export goes on already", isError: true) }
        Thread.detachNewThread { [self] in
            let outcome: Notice
            do {
                let count = try Export(capture, as: format, to: path).run { percent in
                    state.withLock { $0?.percent = percent }
                }
                outcome = Notice("exported \(count) records to \(path)")
            } catch {
                outcome = Notice((error as? Failure)?.description ?? "\(error)", isError: true)
            }
            state.withLock { $0?.outcome = outcome }
        }
        return Notice("")
    }
}
