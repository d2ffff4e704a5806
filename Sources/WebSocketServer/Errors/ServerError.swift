/// Why a server did not start, or keeps the certificates it has. Nothing stays open when it is
/// thrown.
public enum ServerError: Error, Hashable, Sendable {
    /// Another program listens there.
    case addressInUse(host: String, port: UInt16)
    /// Ports below 1 024 are for privileged programs.
    case permissionDenied(host: String, port: UInt16)
    /// The address is not one of this machine's.
    case addressNotAvailable(host: String, port: UInt16)
    /// The name does not resolve; `reason` is the resolver's.
    case hostNotFound(host: String, reason: String)
    /// No host was configured.
    case noHosts
    /// The certificate could not be read or used; `reason` is the system's or OpenSSL's.
    case certificateUnusable(path: String, reason: String)
    case keyUnusable(path: String, reason: String)
    case keyDoesNotMatch(certificate: String, key: String)
    /// The authorities of clients could not be read; `reason` is the system's or OpenSSL's.
    case authoritiesUnusable(path: String, reason: String)
    /// The server does not run, or its certificate is from no file.
    case nothingToReload
    /// TLS itself could not be set up; `reason` is OpenSSL's.
    case tlsUnavailable(reason: String)
    /// The server was stopped from its own queue, which has to return before it can start again.
    case stillStopping
    /// Another system call failed with this errno.
    case systemCall(name: String, errno: Int32)
}
