import Glibc
import WebSocketServer

/// Something that happens once, as a descriptor to poll: readable from then on.
final class OneShot: Sendable {
    private let wakeUp: WakeUp

    /// - Throws: `Failure` when the process has all the descriptors it may have.
    init() throws {
        do {
            wakeUp = try WakeUp()
        } catch {
            throw Failure(error.description)
        }
    }

    deinit { wakeUp.close() }

    var descriptor: Int32 { wakeUp.descriptor }

    func raise() { wakeUp.signal() }

    var isRaised: Bool {
        var watched = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&watched, 1, 0) > 0
    }
}
