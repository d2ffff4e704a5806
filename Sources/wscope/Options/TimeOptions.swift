import ArgumentParser

/// How long is waited for a client; nil where nothing was given, 0 for ever.
struct TimeOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Close a client that sends nothing for this long; 0: never. (default: 30s)",
            valueName: "time"),
        transform: Reading.span)
    var idleTimeout: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "Ping every client this often; 0: never. (default: 20s)", valueName: "time"),
        transform: Reading.span)
    var pingInterval: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "Close a client whose pong takes longer. (default: 20s)", valueName: "time"),
        transform: Reading.span)
    var pongTimeout: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "Close a client whose message takes longer to come. (default: 60s)",
            valueName: "time"),
        transform: Reading.span)
    var messageTimeout: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "End TCP when a client reads nothing of what waits for it. (default: 30s)",
            valueName: "time"),
        transform: Reading.span)
    var stallTimeout: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "End TCP when a close frame is not answered in this time. (default: 10s)",
            valueName: "time"),
        transform: Reading.span)
    var closeTimeout: TimeSpan?

    @Option(
        help: ArgumentHelp(
            "Longest TLS and opening handshake together. (default: 10s)", valueName: "time"),
        transform: Reading.span)
    var handshakeTimeout: TimeSpan?

    func apply(to settings: inout Settings) {
        if let idleTimeout { settings.idleTimeout = idleTimeout }
        if let pingInterval { settings.pingInterval = pingInterval }
        if let pongTimeout { settings.pongTimeout = pongTimeout }
        if let messageTimeout { settings.messageTimeout = messageTimeout }
        if let stallTimeout { settings.stallTimeout = stallTimeout }
        if let closeTimeout { settings.closeTimeout = closeTimeout }
        if let handshakeTimeout { settings.handshakeTimeout = handshakeTimeout }
    }
}
