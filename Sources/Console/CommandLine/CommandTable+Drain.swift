extension CommandTable {
    /// What goes on for a while.
    static let drains: [CommandSpec] = [
        CommandSpec(
            name: "drain", usage: "drain 5/s [where FILTER] [code N]",
            summary: "close one after another; stop",
            arguments: { $0.drain == nil ? ["5/s", "where", "code"] : ["stop"] }
        ) { model, words throws(CommandError) in
            guard words.peek()?.text == "stop" else {
                try model.askToDrain(&words)
                return []
            }
            _ = words.next()
            try words.expectEnd()
            if model.drain == nil { model.say("no drain goes on") }
            model.endDrain()
            return []
        }
    ]
}
