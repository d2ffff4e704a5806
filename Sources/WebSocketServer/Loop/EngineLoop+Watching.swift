import WebSocketEngine

// The outward door.
extension EngineLoop {
    /// From now on this watch, and no other: changed rows are told once.
    func set(_ watch: Watch) {
        watch.begin()
        self.watch = watch
        engine.isWatching = true
        answerWatch()
    }

    /// Writes the news, if they were asked for.
    func answerWatch() {
        guard let watch else { return }
        if watch.isEnded {
            self.watch = nil
            engine.isWatching = false
            return
        }
        watch.answer(from: engine, now: now)
    }

    /// Rings, if anything was recorded since the last news.
    func ringWatch() {
        watch?.ring(for: engine)
    }
}
