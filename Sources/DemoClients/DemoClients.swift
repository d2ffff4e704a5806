import Glibc

/// Simulated clients: real TCP connections from inside the process, so that a newcomer sees a
/// living screen at once.
///
/// Each runs on a thread of its own, because what it stands for is a separate program: it blocks,
/// dawdles and breaks rules without a share in the server's loop.
public final class DemoClients: Sendable {
    /// The most that make sense on one screen.
    public static let most = 64

    private let threads: [ClientThread]
    private let stopSignal: StopSignal

    /// Starts `count` clients, at most `most`, with tempers in turn.
    ///
    /// - Parameter address: where the server listens; the unspecified address is reached by
    ///   loopback.
    /// - Throws: when the process has all the descriptors it may have.
    public init(count: Int, address: ServerAddress) throws(DemoClientsError) {
        let stopSignal = try StopSignal()
        self.stopSignal = stopSignal
        threads = (0..<max(0, min(count, Self.most))).compactMap { index in
            let temper = Temper.allCases[index % Temper.allCases.count]
            return ClientThread {
                DemoClient(temper: temper, number: index, address: address, stop: stopSignal).run()
            }
        }
    }

    /// Ends every client and waits for its thread; a client looks at the signal at each wait.
    public func stop() {
        stopSignal.raise()
        for thread in threads { thread.join() }
    }
}

/// No simulated client could start.
public struct DemoClientsError: Error, CustomStringConvertible {
    /// pipe(2) says why.
    public let errno: Int32

    public var description: String {
        "the simulated clients cannot start: \(String(cString: strerror(errno)))"
    }
}

/// Where the simulated clients connect to.
public struct ServerAddress: Hashable, Sendable {
    public let host: String
    public let port: UInt16
    /// Whether to speak TLS. The certificate is not checked: it is this process's own.
    public let isSecure: Bool

    public init(host: String, port: UInt16, isSecure: Bool) {
        self.host = host == "0.0.0.0" ? "127.0.0.1" : host == "::" ? "::1" : host
        self.port = port
        self.isSecure = isSecure
    }

    /// As a Host header spells it. RFC 9110 §7.2.
    var authority: String { (host.contains(":") ? "[\(host)]" : host) + ":\(port)" }
}
