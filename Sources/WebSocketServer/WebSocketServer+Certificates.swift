extension WebSocketServer {
    /// SHA-256 of the certificate in use, as `AB:CD:…`; nil without TLS or before the start.
    public var certificateFingerprint: String? {
        state.withLock { $0.run?.certificateFingerprint }
    }

    /// Reads certificates, keys and authorities anew, for connections that begin from now on;
    /// sessions go on. Files are read on the caller's thread.
    ///
    /// - Returns: the fingerprint of the first certificate.
    /// - Throws: what is wrong with the files; the server keeps what it has.
    @discardableResult
    public func reloadCertificates() throws(ServerError) -> String {
        guard case .files = configuration.tls, let run = state.withLock({ $0.run }),
            let context = try TLSContext.make(configuration)
        else { throw .nothingToReload }
        run.use(context)
        return context.fingerprint
    }
}
