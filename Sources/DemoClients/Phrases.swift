/// What simulated clients say.
enum Phrases {
    static let chat = [
        "hello", "anyone there?", "I am", "good morning", "Grüß Gott", "καλημέρα", "добрый день",
        "how long is a frame?", "two bytes at least", "\u{1B}[31mnot red", "it stays grey", "ok",
    ]

    static let readings = [
        #"{"sensor":"boiler","celsius":71.4,"ok":true}"#,
        #"{"sensor":"hall","celsius":19.8,"ok":true}"#,
        #"{"sensor":"roof","celsius":-3.1,"ok":false,"error":"icing"}"#,
        #"{"door":"north","open":false,"since":"06:12"}"#,
    ]

    /// Bytes without a pattern.
    static func noise(_ count: Int) -> [UInt8] {
        var dice = SystemRandomNumberGenerator()
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            for index in buffer.indices { buffer[index] = UInt8.random(in: 0...255, using: &dice) }
            filled = count
        }
    }
}
