import WebSocketEngine

/// A watch in its seat, and how far it has read.
struct Watcher {
    let watch: Watch
    var cursor: NewsCursor
}

// The outward door.
extension EngineLoop {
    /// From now on this watch, and no other in its seat: changed rows are told once.
    func set(_ watch: Watch) {
        watchers.removeAll { $0.watch.seat == watch.seat }
        watchers.append(Watcher(watch: watch, cursor: NewsCursor(seat: watch.seat)))
        engine.isWatching = true
        answerWatchers()
    }

    /// Writes the news and the payloads that were asked for.
    func answerWatchers() {
        guard !watchers.isEmpty else { return }
        watchers.removeAll { $0.watch.isEnded }
        if watchers.isEmpty { engine.isWatching = false }
        for index in watchers.indices {
            let watch = watchers[index].watch
            if watch.isWaiting {
                watch.answer(engine.news(since: &watchers[index].cursor, now: now))
            }
            if let wanted = watch.wanted { watch.answer(engine.answer(wanted)) }
        }
    }

    /// Rings, if anything was recorded since the last news.
    func ringWatchers() {
        for watcher in watchers where engine.hasNews(since: watcher.cursor) {
            watcher.watch.ring()
        }
    }

    /// The last news, unasked.
    func concludeWatchers() {
        for index in watchers.indices {
            let news = engine.news(since: &watchers[index].cursor, now: now)
            watchers[index].watch.conclude(news)
        }
    }
}
