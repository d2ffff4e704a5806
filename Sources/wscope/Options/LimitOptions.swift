import ArgumentParser

/// What no client may exceed; nil where nothing was given.
struct LimitOptions: ParsableArguments {
    @Option(
        help: "Connections at one time; more are refused with 503. (default: 256)",
        transform: Reading.slots)
    var slots: Int?

    @Option(
        help: ArgumentHelp(
            "Refusals with 503 at one time; what comes beyond is closed. (default: 8)",
            valueName: "n"),
        transform: Reading.lane)
    var overflowLane: Int?

    @Option(
        help: ArgumentHelp("Largest message accepted. (default: 1MiB)", valueName: "size"),
        transform: Reading.size)
    var maxMessage: ByteSize?

    @Option(
        help: ArgumentHelp(
            "Largest frame accepted. (default: as --max-message)", valueName: "size"),
        transform: Reading.size)
    var maxFrame: ByteSize?

    @Option(
        help: "Most fragments of one message. (default: 131072)", transform: Reading.fragments)
    var maxFragments: Int?

    @Option(
        help: ArgumentHelp(
            "Control frames a second that a client may send for long; 0: any. (default: 100)",
            valueName: "n"),
        transform: Reading.controlFrames)
    var controlRate: Int?

    @Option(
        help: ArgumentHelp("How many of them at once. (default: 1000)", valueName: "n"),
        transform: Reading.controlFrames)
    var controlBurst: Int?

    @Option(
        help: ArgumentHelp(
            "Bytes that may wait for a client to read. (default: 1MiB)", valueName: "size"),
        transform: Reading.size)
    var sendQueue: ByteSize?

    @Option(
        help: ArgumentHelp(
            "Bytes that all clients together may make the server hold. (default: 256MiB)",
            valueName: "size"),
        transform: Reading.memory)
    var memory: ByteSize?

    @Option(
        help: ArgumentHelp(
            "Longest request line or header field, 414 or 431 beyond. (default: 8KiB)",
            valueName: "size"),
        transform: Reading.size)
    var maxHeaderLine: ByteSize?

    @Option(
        help: ArgumentHelp(
            "Most header fields of a request, 431 beyond. (default: 64)", valueName: "n"),
        transform: Reading.headerCount)
    var maxHeaderCount: Int?

    @Option(
        help: ArgumentHelp(
            "Largest request, 431 beyond. (default: 16KiB)", valueName: "size"),
        transform: Reading.size)
    var maxHeaderSize: ByteSize?

    func apply(to settings: inout Settings) {
        if let slots { settings.slots = slots }
        if let overflowLane { settings.overflowLane = overflowLane }
        if let maxMessage { settings.maximumMessage = maxMessage }
        if let maxFrame { settings.maximumFrame = maxFrame }
        if let maxFragments { settings.maximumFragments = maxFragments }
        if let controlRate { settings.controlRate = controlRate }
        if let controlBurst { settings.controlBurst = controlBurst }
        if let sendQueue { settings.sendQueue = sendQueue }
        if let memory { settings.memory = memory }
        if let maxHeaderLine { settings.maximumHeaderLine = maxHeaderLine }
        if let maxHeaderCount { settings.maximumHeaderCount = maxHeaderCount }
        if let maxHeaderSize { settings.maximumHeaderSize = maxHeaderSize }
    }
}
