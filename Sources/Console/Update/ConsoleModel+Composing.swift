import TerminalCanvas
import WebSocketEngine
import WebSocketWire

extension ConsoleModel {
    /// Opens the composer. Where there is no screen, a frame that is there already is sent, after
    /// a `y` where it breaks a rule.
    @discardableResult
    mutating func openComposer(
        _ whom: Addressee, _ draft: FrameDraft, origin: String = ""
    ) -> [ConsoleEffect] {
        guard mayCommand() else { return [] }
        var composer = Composer(whom, draft, deflates: deflates(whom))
        composer.origin = origin
        guard isLinear, !composer.isUntouched, composer.outline.problem == nil else {
            mode = .composing(composer)
            return []
        }
        let rule = composer.outline.breach?.verdict.rule.title
        let wrong = rule ?? composer.outline.consequence
        return carryOut(
            composer.commands, composer.what, isMany: whom.isMany || wrong != nil,
            question: composer.what + (wrong.map { " (\($0))" } ?? ""))
    }

    /// Whether all whom it is for have agreed on compression. RFC 7692 §5.
    private func deflates(_ whom: Addressee) -> Bool {
        whom.targets.allSatisfy { target in
            guard case .connection(let id) = target else { return false }
            return live.slots[id]?.row.deflate != nil
        }
    }

    /// Opens it with the frame at hand, ours to send: a client's mask is left away.
    mutating func composeFromFrame() {
        guard let record = lab?.record ?? inspected else {
            say("no frame is selected", .warning)
            return
        }
        let whom = Addressee(record.id)
        if let lab {
            let frame = lab.frame
            let draft = FrameDraft(header: frame.header, payload: frame.payload, isMasked: true)
            openComposer(whom, draft, origin: "from the lab")
            return
        }
        if record.preview.isCut {
            let kept = "the first \(record.preview.count) of \(record.preview.total)"
            say(kept + " payload bytes are kept")
        }
        var header = record.header
        let payload = record.preview.bytes
        if record.preview.isCut {
            header = FrameHeader(
                fin: header.fin, reservedBits: header.reservedBits, opcodeBits: header.opcodeBits,
                masked: header.masked, lengthBytes: payload.count <= 125 ? 0 : 2,
                payloadLength: UInt64(payload.count), maskingKey: header.maskingKey)
        }
        let draft = FrameDraft(
            header: header, payload: payload, isMasked: record.direction == .sent)
        openComposer(whom, draft, origin: "from frame #\(record.sequence)")
    }

    /// A key while the composer is open.
    mutating func compose(_ open: Composer, _ key: Key) -> [ConsoleEffect] {
        var composer = open
        composer.candidates = []
        var effects: [ConsoleEffect] = []
        switch key {
        case .escape, .control("C"), .control("G"):
            lastDraft = composer.draft
            mode = .browsing
            return []
        case .enter: return send(composer)
        case .tab where composer.field == .payload && composer.draft.source == .file:
            effects = [.listPaths(composer.draft.payload)]
        case .tab: composer.turnField(by: 1)
        case .backTab: composer.turnField(by: -1)
        case .up, .control("P"): recall(&composer, by: 1)
        case .down, .control("N"): recall(&composer, by: -1)
        case .control("L"): return [.redraw]
        default: composer.take(key)
        }
        mode = .composing(composer)
        return effects
    }

    private func recall(_ composer: inout Composer, by step: Int) {
        let target = composer.recalled + step
        guard (0...drafts.count).contains(target) else { return }
        if composer.recalled == 0 { composer.unsent = composer.draft }
        let draft = target == 0 ? composer.unsent ?? FrameDraft() : drafts[drafts.count - target]
        composer.take(draft)
        composer.recalled = target
    }

    /// Sends what was composed; what breaks a rule only after it was told.
    private mutating func send(_ open: Composer) -> [ConsoleEffect] {
        var composer = open
        if composer.isUntouched {
            mode = .browsing
            say("nothing was sent")
            return []
        }
        let isUnread = composer.file?.path != composer.draft.payload
        if composer.draft.source == .file, isUnread, !composer.draft.payload.isEmpty {
            composer.isWaiting = true
            mode = .composing(composer)
            return [.readFile(composer.draft.payload)]
        }
        if composer.outline.problem != nil { return [] }
        if composer.outline.breach != nil || composer.outline.consequence != nil,
            !composer.isWarned
        {
            composer.isWarned = true
            mode = .composing(composer)
            return []
        }
        mode = .browsing
        lastDraft = composer.draft
        keep(composer.draft)
        return carryOut(composer.commands, composer.what, isMany: composer.whom.isMany)
    }

    /// Frames sent before are kept as lines of other prompts are.
    private mutating func keep(_ draft: FrameDraft) {
        drafts.removeAll { $0 == draft }
        drafts.append(draft)
        if drafts.count > History.capacity { drafts.removeFirst() }
    }

    /// A file that Enter waited for.
    mutating func take(_ file: LoadedFile) -> [ConsoleEffect] {
        guard case .composing(var composer) = mode, composer.draft.payload == file.path else {
            return []
        }
        let isWaiting = composer.isWaiting
        composer.isWaiting = false
        composer.take(file)
        mode = .composing(composer)
        return isWaiting ? send(composer) : []
    }

    /// Paths that Tab asked for: completed as far as they agree, listed where they do not.
    mutating func take(paths: [String], beginning start: String) {
        guard case .composing(var composer) = mode, composer.draft.payload == start else { return }
        let common = paths.dropFirst().reduce(paths.first ?? start) { $0.commonPrefix(with: $1) }
        if common == start, paths.count <= 1 {
            composer.turnField(by: 1)
        } else {
            composer.replacePayload(with: common)
            if paths.count > 1 {
                composer.candidates = paths.map { path in
                    let name = path.split(separator: "/").last.map(String.init) ?? path
                    return Sanitiser.visible(path.hasSuffix("/") ? name + "/" : name).text
                }
            }
        }
        mode = .composing(composer)
    }
}

extension Composer {
    /// What the engine is asked to do: one of its own frames where that says it all.
    var commands: [Command] {
        let payload = outline.payload
        let isPlain = draft.isPlain(payload) && outline.breach == nil
        let opcode = isPlain ? Opcode(rawValue: draft.opcode) : nil
        return whom.targets.map { target in
            switch opcode {
            case .text?, .binary?:
                .send(target, opcode: opcode ?? .text, fin: true, payload: payload)
            case .ping?: .ping(target, payload: payload)
            case .close?:
                .close(
                    target, code: draft.code.map(CloseCode.init(rawValue:)),
                    reason: Array(payload.dropFirst(2)))
            case .continuation?, .pong?, nil:
                .craft(
                    target, outline.frames,
                    draft.count == 1 ? .once : Repetition(count: draft.count, rate: draft.rate))
            }
        }
    }

    /// In the operator's words.
    var what: String {
        let times = draft.count == 1 ? "" : "\(draft.count) times "
        return "\(times)send to \(whom.name)"
    }
}
