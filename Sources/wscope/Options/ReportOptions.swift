import ArgumentParser

/// What `wscope serve` writes; nil where nothing was given.
struct ReportOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Events to write: all, connections or none. (default: all)", valueName: "which"),
        completion: .list(ReportedEvents.allCases.map(\.rawValue)), transform: Reading.choice)
    var events: ReportedEvents?

    @Flag(name: .shortAndLong, help: "Write nothing to stderr that is not an error.")
    var quiet = false

    func apply(to settings: inout Settings) {
        if let events { settings.reported = events }
        if quiet { settings.isQuiet = true }
    }
}
