extension CommandTable {
    /// What is kept, copied and read whole.
    static let captures: [CommandSpec] = [
        CommandSpec(
            name: "capture", usage: "capture start [FILE]|stop",
            summary: "write all that happens to a file",
            arguments: { _ in ["start", "stop"] }
        ) { model, words throws(CommandError) in
            let word = try need(&words, "start or stop?")
            switch word.text {
            case "start":
                let path = words.rest().text
                guard model.mayCapture() else { return [] }
                return [.capture(.start(path: path.isEmpty ? nil : path))]
            case "stop":
                try words.expectEnd()
                return [.capture(.stop)]
            default: throw CommandError("start or stop?", at: word.offset)
            }
        },
        CommandSpec(
            name: "export", usage: "export jsonl|pcapng FILE",
            summary: "write a capture anew, for other programs",
            arguments: { _ in ExportFormat.allCases.map(\.rawValue) }
        ) { _, words throws(CommandError) in
            let word = try need(&words, "export as jsonl or pcapng?")
            guard let format = ExportFormat(rawValue: word.text) else {
                throw CommandError("jsonl or pcapng?", at: word.offset)
            }
            guard !words.isAtEnd else {
                throw CommandError("to which file?", at: words.offset)
            }
            return [.capture(.export(format, path: words.rest().text))]
        },
        CommandSpec(
            name: "copy", usage: "copy WHAT",
            summary: "the frame in a form that Tab lists",
            arguments: { _ in FrameCopy.Part.allCases.map(\.word) }, needsScreen: true
        ) { model, words throws(CommandError) in
            let word = try need(&words, "copy what? Tab lists it")
            guard let part = FrameCopy.Part.allCases.first(where: { $0.word == word.text }) else {
                throw CommandError("no such part: Tab lists them", at: word.offset)
            }
            try words.expectEnd()
            guard !model.isLinear else {
                throw CommandError("that needs a screen; inspect takes a frame", at: word.offset)
            }
            guard let record = model.inspected else {
                throw CommandError("no frame is selected", at: word.offset)
            }
            return model.copy(part, of: record)
        },
        CommandSpec(
            name: "payload", usage: "payload",
            summary: "the whole message: text, JSON, hex", needsScreen: true
        ) { model, words throws(CommandError) in
            try words.expectEnd()
            guard !model.isLinear else { throw CommandError("that needs a screen") }
            return model.viewPayload()
        },
        CommandSpec(
            name: "handshake", usage: "handshake [SLOT]",
            summary: "the opening handshake of a slot"
        ) { model, words throws(CommandError) in
            guard let word = words.next() else {
                model.viewHandshake(of: model.slots.id)
                return []
            }
            try words.expectEnd()
            guard let slot = UInt32(word.text), let id = model.shown.slots.holder(of: slot) else {
                throw CommandError("nobody is in slot \(word.text)", at: word.offset)
            }
            model.viewHandshake(of: id)
            return []
        },
    ]
}
