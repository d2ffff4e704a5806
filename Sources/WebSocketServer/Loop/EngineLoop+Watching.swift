import WebSocketEngine

// The outward door.
extension EngineLoop {
    func add(_ watch: Watch) {
        watch.begin()
        watches.append(watch)
        engine.isWatching = true
        answerWatches()
    }

    func answerWatches() {
        if watches.isEmpty { return }
        watches.removeAll { $0.isEnded }
        engine.isWatching = !watches.isEmpty
        for watch in watches { watch.answer(from: engine, now: now) }
    }

    func ringWatches() {
        if watches.isEmpty { return }
        for watch in watches { watch.ring() }
    }
}
