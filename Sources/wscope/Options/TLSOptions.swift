import ArgumentParser

/// As whom the server speaks TLS, and with whom; nil where nothing was given.
struct TLSOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "TLS with a certificate made at start.", valueName: "self-signed"),
        completion: .list(["self-signed"]), transform: Reading.selfSigned)
    var tls: Bool?

    @Option(
        help: ArgumentHelp(
            "TLS with this certificate chain, PEM; repeatable, each with its --key: the name that a"
                + " client asks for chooses, the first is for all others.",
            valueName: "file"),
        completion: .file())
    var cert: [String] = []

    @Option(
        help: ArgumentHelp("The private key of --cert, PEM; repeatable.", valueName: "file"),
        completion: .file())
    var key: [String] = []

    @Option(
        help: ArgumentHelp(
            "Lowest version of TLS: 1.2 or 1.3. (default: 1.2)", valueName: "version"),
        completion: .list(TLSVersionChoice.allCases.map(\.rawValue)), transform: Reading.choice)
    var tlsMin: TLSVersionChoice?

    @Option(
        help: ArgumentHelp(
            "Clients must have a certificate that one of these signed, PEM. (default: none needed)",
            valueName: "file"),
        completion: .file())
    var clientCa: String?

    func apply(to settings: inout Settings) {
        if let tls {
            settings.isSelfSigned = tls
            settings.certificates = []
            settings.keys = []
        }
        if !cert.isEmpty || !key.isEmpty {
            settings.isSelfSigned = tls ?? false
            settings.certificates = cert
            settings.keys = key
        }
        if let tlsMin { settings.lowestTLS = tlsMin }
        if let clientCa { settings.clientAuthorities = clientCa }
    }
}
