import Dispatch

/// A closure on a thread of its own, whose result the test asks for later.
final class Background<Value: Sendable>: @unchecked Sendable {
    // Written before the semaphore is signalled, read after the wait.
    private var result: Result<Value, any Error>?
    private let done = DispatchSemaphore(value: 0)

    /// `@unchecked` also for what `body` captures: the test leaves it alone meanwhile.
    init(_ body: @escaping () throws -> Value) {
        let body = UncheckedBox(body)
        Thread.start { [self] in
            result = Result { try body.value() }
            done.signal()
        }
    }

    func value() throws -> Value {
        done.wait()
        done.signal()
        guard let result else { throw TestClient.Gone(what: "background") }
        return try result.get()
    }
}

private struct UncheckedBox<Value>: @unchecked Sendable {
    let value: Value
    init(_ value: Value) { self.value = value }
}

/// Threads beside the pool that the tests themselves run on.
enum Thread {
    private static let queue = DispatchQueue(label: "tests", attributes: .concurrent)

    static func start(_ body: @escaping @Sendable () -> Void) { queue.async(execute: body) }
}
