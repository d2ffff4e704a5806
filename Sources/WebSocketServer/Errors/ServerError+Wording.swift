import Glibc

extension ServerError: CustomStringConvertible {
    /// What failed, where, and what to do about it.
    public var description: String {
        switch self {
        case .addressInUse(let host, let port):
            "\(Self.place(host, port)) is in use: another program listens there; stop it or choose"
                + " another port"
        case .permissionDenied(let host, let port):
            "no permission to listen on \(Self.place(host, port)): ports below 1024 are for"
                + " privileged programs; choose a higher port"
        case .addressNotAvailable(let host, let port):
            "cannot listen on \(Self.place(host, port)): the address is not one of this machine's;"
                + " use 127.0.0.1, ::1, 0.0.0.0, :: or one of its own addresses"
        case .hostNotFound(let host, let reason):
            "unknown host \"\(host)\": \(reason); use an IP address or a name that resolves"
        case .noHosts:
            "no host to listen on; give at least one, for example 127.0.0.1"
        case .certificateUnusable(let path, let reason):
            "cannot use the certificate \(path): \(reason); it must be a PEM file, the server's"
                + " certificate first"
        case .keyUnusable(let path, let reason):
            "cannot use the key \(path): \(reason); it must be a PEM file without a password"
        case .keyDoesNotMatch(let certificate, let key):
            "the key \(key) does not belong to the certificate \(certificate); give the pair that"
                + " was made together"
        case .authoritiesUnusable(let path, let reason):
            "cannot use the authorities in \(path): \(reason); it must be a PEM file with the"
                + " certificates that sign those of clients"
        case .nothingToReload:
            "there is no certificate to read anew: the server has none from a file"
        case .tlsUnavailable(let reason):
            "TLS cannot be set up: \(reason)"
        case .stillStopping:
            "the server is still closing its connections; start it again when the callback has"
                + " returned"
        case .systemCall(let name, let errno):
            "\(name) failed: \(Self.text(errno))"
        }
    }

    private static func place(_ host: String, _ port: UInt16) -> String {
        host.contains(":") && !host.hasPrefix("[") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    static func text(_ errno: Int32) -> String { String(cString: strerror(errno)) }
}
