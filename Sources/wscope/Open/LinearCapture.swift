import Capture
import Console
import WebSocketEngine

/// A capture without a terminal that can draw: its events, a line each.
struct LinearCapture {
    let path: String

    func run() throws {
        var input = try CaptureInput(path)
        defer { input.end() }
        let output = LineOutput(until: try StopSignals())
        var wall = WallClock(nanosecondsAtZero: 0, secondsFromUTC: 0)
        while let record = try input.next(), !output.isBroken {
            switch record {
            case .session(let session):
                wall = WallClock(
                    nanosecondsAtZero: session.wallAtZero,
                    secondsFromUTC: Int(session.secondsFromUTC))
                let scheme = session.isSecure ? "wss" : "ws"
                output.write("capture of \(scheme)://\(session.address)\n")
            case .event(let event):
                output.write(EventText.line(event, wall) + "\n")
            case .line(let line):
                let printed = PrintedLine(time: line.time, bytes: line.bytes, isCut: line.isCut)
                output.write(EventText.line(printed, wall) + "\n")
            case .loss(let loss): output.write("\(loss.total) records lost until here\n")
            case .state, .row, .handshake, .frame, .end: break
            }
        }
        if let torn = input.tornEnd { ProgramExit.complain("wscope: \(path): \(torn)") }
    }
}
