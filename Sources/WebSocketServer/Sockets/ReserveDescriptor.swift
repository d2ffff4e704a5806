import Glibc

/// A descriptor kept for the hour when there are none left: it is given up to accept a waiting
/// connection and close it, so that the peer learns that it is not served and the listener does
/// not stay readable for ever.
struct ReserveDescriptor {
    private var descriptor: Int32

    init() { descriptor = Self.open() }

    /// Turns one waiting connection away.
    mutating func turnAway(_ listener: Int32) {
        close()
        let connection = accept(listener, nil, nil)
        if connection >= 0 { Socket(descriptor: connection).reset() }
        descriptor = Self.open()
    }

    mutating func close() {
        if descriptor >= 0 { _ = Glibc.close(descriptor) }
        descriptor = -1
    }

    private static func open() -> Int32 { Glibc.open("/dev/null", O_RDONLY | O_CLOEXEC) }
}
