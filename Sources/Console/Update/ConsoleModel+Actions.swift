import TerminalCanvas

extension ConsoleModel {
    /// Does what a key asks for.
    mutating func perform(_ action: Action) -> [ConsoleEffect] {
        switch action {
        case .down: move(by: 1)
        case .up: move(by: -1)
        case .top: move(by: -.max / 2)
        case .bottom: moveToEnd()
        case .halfPageDown: move(by: max(1, pageHeight / 2))
        case .halfPageUp: move(by: -max(1, pageHeight / 2))
        case .pageDown: move(by: max(1, pageHeight))
        case .pageUp: move(by: -max(1, pageHeight))
        case .nextField: moveSideways(by: 1)
        case .previousField: moveSideways(by: -1)
        case .nextPane: turnPane(by: 1)
        case .previousPane: turnPane(by: -1)
        case .slotsPane: go(to: .slots)
        case .eventsPane: go(to: .events)
        case .framesPane: go(to: .frames)
        case .inspectorPane: go(to: .inspector)
        case .open where focus == .inspector && lab != nil: return sendLab()
        case .open: open()
        case .back: goBack()
        case .leave: return leave()
        case .quitNow: return [.quit]
        case .filter: openFilter()
        case .nextMatch: search(forward: true)
        case .previousMatch: search(forward: false)
        case .command: mode = .editing(Prompt(kind: .command))
        case .help: openHelp(.everything)
        case .chooseSort: openSortMenu()
        case .nextSort: turnSort(by: 1)
        case .previousSort: turnSort(by: -1)
        case .invertSort: setSort(inverted: !shown.slots.sort.isInverted)
        case .chooseColumns: openColumnChooser()
        case .mark where focus == .inspector: return flipBit()
        case .mark: toggleMark()
        case .previousBit: moveBit(by: -1)
        case .nextBit: moveBit(by: 1)
        case .markRange: markRange()
        case .unmarkAll: marks = []
        case .setPlace: mode = .placing(.set)
        case .jumpToPlace: mode = .placing(.jump)
        case .freeze: toggleFreeze()
        case .follow: follow()
        case .allFrames: showFrames(ofAll: !showsAllFrames)
        case .foldFragments: fold(!foldsFragments)
        case .slotOfRow: goToSlot()
        case .whereOneWas: goBackToWhereOneWas()
        case .copyFrame: startCopying()
        case .viewPayload: return viewPayload()
        case .handshake: viewHandshake(of: slots.id)
        case .capture: return toggleCapture()
        case .send where focus == .inspector && lab != nil: return sendLab()
        case .compose: composeFromFrame()
        case .drain: prepareDrain()
        case .ping, .send, .close, .abort, .hostile: return act(action)
        case .zoomIn: isZoomed = true
        case .zoomOut: isZoomed = false
        case .cycleLayout: cycleLayout()
        case .nextTheme: return nextTheme()
        case .redraw: return [.redraw]
        case .suspend: return [.suspend]
        }
        return []
    }

    private mutating func toggleFreeze() {
        guard facts.capture == nil else { return say("a capture stands still anyway") }
        frozen = isFrozen ? nil : frozenCopy
    }

    var frozenCopy: Scene {
        var scene = live
        scene.now = now
        return scene
    }

    private mutating func cycleLayout() {
        arrangement = arrangement.next
        say("layout: \(arrangement.rawValue)")
        if focus == .inspector { isInspecting = true }
    }

    private func nextTheme() -> [ConsoleEffect] {
        guard !facts.themes.isEmpty else { return [] }
        let index = facts.themes.firstIndex(of: theme).map { $0 + 1 } ?? 0
        return [.setTheme(facts.themes[index % facts.themes.count])]
    }

    private mutating func leave() -> [ConsoleEffect] {
        if hasInspectorToClose || isZoomed {
            goBack()
            return []
        }
        let count = live.slots.liveCount
        guard count > 0 else { return [.quit] }
        let clients = count == 1 ? "1 connection" : "\(count) connections"
        mode = .asking(Question(text: "quit and close \(clients)", consequence: .quit))
        return []
    }
}
