import ArgumentParser

/// What `run` and `serve` share on the command line; nil where nothing was given.
struct ServerOptions: ParsableArguments {
    @Option(
        name: .long, help: "Address or name to listen on; repeatable. (default: 127.0.0.1)",
        transform: Reading.host)
    var host: [String] = []

    @Option(
        name: .shortAndLong, help: "Port to listen on; 0 takes any that is free. (default: 8000)",
        transform: Reading.port)
    var port: UInt16?

    @Option(
        help: ArgumentHelp(
            "Who answers the clients: echo, sink, broadcast or code of yours that uses sys_wss.h, "
                + "compiled: ./callback.so. (default: echo)",
            valueName: "name|file"),
        completion: .file(extensions: ["so"]), transform: Reading.application)
    var app: ApplicationName?

    @Option(
        help: ArgumentHelp(
            "permessage-deflate: off, on, or for messages of at least this size. (default: 256)",
            valueName: "size"),
        transform: Reading.compression)
    var compress: Compression?

    @OptionGroup(title: "TLS")
    var security: TLSOptions

    @OptionGroup(title: "Access")
    var access: AccessOptions

    @OptionGroup(title: "Limits")
    var limits: LimitOptions

    @OptionGroup(title: "Times")
    var times: TimeOptions

    @OptionGroup(title: "Captures")
    var captures: CaptureOptions

    @Option(
        help: ArgumentHelp("Subprotocol the server speaks; repeatable.", valueName: "name"),
        transform: Reading.subprotocol)
    var subprotocol: [String] = []

    @Option(
        help: ArgumentHelp(
            "Path that is served, others get 404; repeatable. (default: any)", valueName: "path"),
        transform: Reading.path)
    var path: [String] = []

    @Option(
        help: ArgumentHelp(
            "Simulated clients inside the process, 64 at most. (default: 0)", valueName: "n"),
        transform: Reading.demo)
    var demo: Int?

    @Option(
        help: ArgumentHelp(
            "breach: exit status 3 at the end if a client broke a rule. (default: never)",
            valueName: "what"),
        completion: .list(FailureChoice.allCases.map(\.rawValue)), transform: Reading.choice)
    var failOn: FailureChoice?

    @Option(
        help: ArgumentHelp(
            "TOML file with these options as keys; the command line beats it."
                + " (default: $XDG_CONFIG_HOME/wscope/config.toml, if it exists)",
            valueName: "file"),
        completion: .file())
    var config: String?

    func apply(to settings: inout Settings) {
        if !host.isEmpty { settings.hosts = host }
        if let port { settings.port = port }
        security.apply(to: &settings)
        access.apply(to: &settings)
        if let app { settings.application = app }
        if let compress { settings.compression = compress }
        limits.apply(to: &settings)
        times.apply(to: &settings)
        captures.apply(to: &settings)
        if !subprotocol.isEmpty { settings.subprotocols = subprotocol }
        if !path.isEmpty { settings.paths = path }
        if let failOn { settings.failsOn = failOn }
        if let demo { settings.demoClients = demo }
    }
}
