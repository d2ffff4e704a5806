import ArgumentParser

/// What is kept of the traffic, and where; nil where nothing was given.
struct CaptureOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Write all that happens to this file, which must not exist; wscope open shows it.",
            valueName: "file"),
        completion: .file(extensions: ["wscap"]))
    var capture: String?

    @Option(
        help: ArgumentHelp("Largest capture; it stops there. (default: 1GiB)", valueName: "size"),
        transform: Reading.memory)
    var captureLimit: ByteSize?

    @Option(
        help: ArgumentHelp(
            "Bytes of payloads kept for whoever watches; 0: the first 96 of each. (default: 16MiB)",
            valueName: "size"),
        transform: Reading.payloads)
    var keepPayloads: ByteSize?

    @Flag(help: "Show credentials, cookies and query strings of handshakes, in captures too.")
    var showSecrets = false

    func apply(to settings: inout Settings) {
        if let capture { settings.capture = capture }
        if let captureLimit { settings.captureLimit = captureLimit }
        if let keepPayloads { settings.keptPayloads = keepPayloads }
        if showSecrets { settings.showsSecrets = true }
    }
}
