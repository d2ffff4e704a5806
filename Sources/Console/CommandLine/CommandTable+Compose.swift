import WebSocketEngine

extension CommandTable {
    static let compose = CommandSpec(
        name: "compose", usage: "compose [SLOT|all|stop]",
        summary: "a frame; stop ends what is repeated",
        candidates: { model, place in
            guard place.isFirst else { return [] }
            let all = Candidate(text: "all", summary: "every connection")
            let stop = Candidate(text: "stop", summary: "end all that is repeated")
            return [all, stop] + FilterValues.slots(model)
        }
    ) { model, words throws(CommandError) in
        if words.peek()?.text == "stop" {
            _ = words.next()
            try words.expectEnd()
            return model.submit([.stopRepeating], "stop repeating")
        }
        let whom = try Addressee(&words, model)
        try words.expectEnd()
        return model.openComposer(whom, model.lastDraft ?? FrameDraft())
    }

    static let template = CommandSpec(
        name: "template", usage: "template [save] NAME [SLOT|all]",
        summary: "a frame by its name; save the last",
        candidates: { model, place in
            let names = model.templates.all.map {
                Candidate(text: $0.name, summary: $0.summary)
            }
            let save = Candidate(text: "save", summary: "the frame composed last")
            if place.isFirst { return [save] + names }
            let isNamed = place.before.count == 1 && place.before[0] != "save"
            return isNamed
                ? [Candidate(text: "all", summary: "every connection")] + FilterValues.slots(model)
                : []
        }
    ) { model, words throws(CommandError) in
        guard let word = words.next() else {
            model.say("templates: " + model.templates.all.map(\.name).joined(separator: ", "))
            return []
        }
        if word.text == "save" { return try save(&model, &words) }
        guard let template = model.templates.find(word.text) else {
            throw CommandError("no such template: Tab lists them", at: word.offset)
        }
        let whom = try Addressee(&words, model)
        try words.expectEnd()
        return model.openComposer(whom, template.draft, origin: "template \(template.name)")
    }

    private static func save(
        _ model: inout ConsoleModel, _ words: inout CommandWords
    ) throws(CommandError) -> [ConsoleEffect] {
        guard let word = words.next() else {
            throw CommandError("save it under which name?", at: words.offset)
        }
        guard FrameTemplate.isName(word.text) else {
            throw CommandError("a name has letters, digits, - and _, 64 at most", at: word.offset)
        }
        try words.expectEnd()
        // What could not be read is not written over.
        if let problem = FrameTemplates.problem(in: model.facts.templates) {
            throw CommandError(problem)
        }
        guard let draft = model.lastDraft else {
            throw CommandError("no frame was composed yet")
        }
        guard model.templates.save(FrameTemplate(name: word.text, draft: draft)) else {
            throw CommandError("\(FrameTemplates.capacity) templates are kept already")
        }
        model.say("template \(word.text) is kept")
        return [.keepTemplates(model.templates.text)]
    }
}
