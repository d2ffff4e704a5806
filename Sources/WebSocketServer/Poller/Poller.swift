/// Which descriptors are ready: epoll here; kqueue could stand in its place.
///
/// Used through the typealias `SystemPoller`, so that readiness costs no existential.
protocol Poller {
    /// Readable while any registered descriptor is ready: what a dispatch source watches.
    var descriptor: Int32 { get }

    init() throws(ServerError)
    /// 0, or the errno.
    func add(_ descriptor: Int32, _ interest: Interest, token: UInt64) -> Int32
    /// 0, or the errno.
    func modify(_ descriptor: Int32, _ interest: Interest, token: UInt64) -> Int32
    /// How many are ready, or become so within some milliseconds; then `ready` tells which.
    func poll(waiting milliseconds: Int32) -> Int
    /// `index` below what `poll` returned.
    func ready(_ index: Int) -> Readiness
    func close()
}

typealias SystemPoller = EpollPoller

/// Which readiness matters.
struct Interest: OptionSet, BitwiseCopyable {
    let rawValue: UInt8

    static let reading = Interest(rawValue: 1)
    static let writing = Interest(rawValue: 2)
}

/// One ready descriptor, by the token it was added with.
struct Readiness: BitwiseCopyable {
    let token: UInt64
    let isReadable: Bool
    let isWritable: Bool
    /// An error waits at the descriptor, or both directions are over.
    let isOver: Bool
}
