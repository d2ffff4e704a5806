import WebSocketServer

/// `wscope run` without a terminal that can draw: the same events, a line each.
struct LinearLoop {
    let service: Service

    func run() {
        let signals = StopSignals()
        let report = LinearReport(output: LineOutput(until: signals), wall: service.wallClock)
        for address in service.addresses { report.say("listening on \(address.url)") }
        WatchLoop(service: service, writer: report, signals: signals).run()
        report.say("stopped")
    }
}
