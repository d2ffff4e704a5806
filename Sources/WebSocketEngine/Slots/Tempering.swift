import WebSocketWire

/// What a slot needs beside its plain memory while our side of it misbehaves on purpose.
struct Tempering {
    struct LatePong {
        var due: Instant
        var payload: InlineBytes<125>
    }

    /// Pongs that wait at once: of a client that pings faster the oldest are dropped, as RFC 6455
    /// §5.5.3 allows.
    static let latePongLimit = 64

    var temper = Temper()
    var latePongs: [LatePong] = []
    /// Bytes that may be read now; 0 or less while nothing may.
    var allowance = 0
    var refilledAt = Instant.zero
    /// The code of a close frame that was crafted; nil while none was.
    var craftedClose: CloseCode?

    var isNeeded: Bool { !temper.isLawful || !latePongs.isEmpty || craftedClose != nil }

    /// A tenth of a second's bytes, so that no second gets many more than its share.
    private var burst: Int { max(1, Int(temper.readRate / 10)) }

    mutating func fill(now: Instant) {
        allowance = burst
        refilledAt = now
    }

    /// Adds what time has allowed; whether anything may be read.
    mutating func refill(now: Instant) -> Bool {
        let gained = Double(now.since(refilledAt)) * Double(temper.readRate) / 1e9
        if gained >= 1 {
            let whole = Int(min(gained, 1e9))
            allowance = min(allowance + whole, burst)
            // What has not made a whole byte yet counts towards the next one.
            let rate = Double(max(temper.readRate, 1))
            refilledAt = min(now, refilledAt + UInt64(Double(whole) / rate * 1e9))
        }
        return allowance > 0
    }

    /// When something may be read again.
    var refillAt: Instant {
        let missing = Double(1 - min(allowance, 0)) / Double(max(temper.readRate, 1))
        return refilledAt + UInt64(min(missing, 1e9) * 1e9)
    }
}
