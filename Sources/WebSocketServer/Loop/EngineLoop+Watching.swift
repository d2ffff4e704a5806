import WebSocketEngine

// The outward door.
extension EngineLoop {
    /// From now on this watch, and no other: changed rows are told once.
    func set(_ watch: Watch) {
        self.watch = watch
        watchCursor = NewsCursor()
        engine.isWatching = true
        answerWatch()
    }

    /// Writes the news, if they were asked for.
    func answerWatch() {
        guard let watch else { return }
        if watch.isEnded {
            self.watch = nil
            engine.isWatching = false
        } else if watch.isWaiting {
            watch.answer(engine.news(since: &watchCursor, now: now))
        }
    }

    /// Rings, if anything was recorded since the last news.
    func ringWatch() {
        guard let watch, engine.hasNews(since: watchCursor) else { return }
        watch.ring()
    }
}
