import WebSocketEngine

extension ConsoleModel {
    /// The pane whose filter a key means: the inspector shows a row of the frames.
    var listPane: Pane { focus == .inspector ? .frames : focus }

    mutating func setFilter(_ filter: Filter?, on pane: Pane) {
        guard filters[pane] != filter else { return }
        filters[pane] = filter
        refilter(pane)
    }

    /// Frames of this connection alone; nil for all.
    var frameScope: ConnectionID? { showsAllFrames ? nil : scopedTo }

    /// Lets the frames follow the selected slot.
    mutating func scopeFrames() {
        guard !showsAllFrames, scopedTo != slots.id else { return }
        scopedTo = slots.id
        refilter(.frames)
    }

    mutating func showFrames(ofAll: Bool) {
        guard showsAllFrames != ofAll else { return }
        showsAllFrames = ofAll
        scopedTo = slots.id
        refilter(.frames)
    }

    mutating func refilter(_ pane: Pane) {
        refilter(pane, &live)
        if var scene = frozen {
            refilter(pane, &scene)
            frozen = scene
        }
    }

    private func refilter(_ pane: Pane, _ scene: inout Scene) {
        let filter = filters[pane]
        switch pane {
        case .slots: scene.slots.filter = filter
        case .events: scene.events.show { EventText.isShown($0, filter) }
        case .frames, .inspector:
            scene.sift(
                by: FrameSieve(scope: frameScope, filter: filters[.frames], folds: foldsFragments))
        }
    }
}

extension EventText {
    static func isShown(_ entry: EventEntry, _ filter: Filter?) -> Bool {
        guard let filter else { return true }
        return filter.shows(entry, at: .zero)
    }

    /// What a word of a filter looks at: the row as it reads, without its time.
    static func searchable(_ entry: EventEntry) -> String {
        "\(subject(entry)) \(word(entry)) " + detail(entry).text
    }
}
