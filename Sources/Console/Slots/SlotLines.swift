import TerminalCanvas
import WebSocketEngine

/// The two cells of a row that show the last seconds as a line.
enum SlotLines {
    /// From how many messages a second on a step is shown: each is about three times the one
    /// before, so that quiet and busy clients can be told apart beside each other.
    static let steps: [UInt16] = [1, 3, 10, 30, 100, 300, 1_000, 3_000]

    /// One cell for each whole second, the newest at the right.
    static func paint(
        _ traffic: Traffic, _ canvas: inout Canvas, x: Int, y: Int, width: Int, now: Instant,
        glyphs: Glyphs
    ) {
        let count = min(width, Int(Traffic.span) - 1)
        for index in 0..<count {
            let ago = UInt32(count - index)
            let messages = traffic.messages(secondsAgo: ago, at: now)
            let step = steps.prefix { $0 <= messages }.count
            let glyph = step == 0 ? glyphs.rest : glyphs.spark[step - 1]
            canvas.put(
                String(glyph), x: x + width - count + index, y: y,
                role: step == 0 ? Look.meterEmpty : Look.spark)
        }
    }

    static func paint(
        _ marks: [KeepAlive.Mark], _ canvas: inout Canvas, x: Int, y: Int, glyphs: Glyphs
    ) {
        for (index, mark) in marks.enumerated() {
            let (glyph, role): (Character, Role) =
                switch mark {
                case .absent: (" ", Look.meterEmpty)
                case .quiet: (glyphs.rest, Look.meterEmpty)
                case .ping: (glyphs.outward, Look.event(.pingReceived))
                case .pong: (glyphs.inward, Look.event(.pongReceived))
                case .answered: (glyphs.bothWays, Look.levelOK)
                case .missed: (glyphs.missing, Look.levelError)
                }
            canvas.put(String(glyph), x: x + index, y: y, role: role)
        }
    }
}
