/// A field that filters compare; its raw value is its name.
enum FilterField: String, CaseIterable, Sendable {
    case slot, gen, peer, state, dir, op, fin, rsv, mask, len, code, reason, event
    case age, idle, rtt, deadline, queue, breach, payload

    /// How its values are written and compared.
    enum Kind: CaseIterable, Sendable {
        case number, size, duration, name, flag, text
    }

    var kind: Kind {
        switch self {
        case .slot, .gen, .rsv, .code: .number
        case .len, .queue: .size
        case .age, .idle, .rtt, .deadline: .duration
        case .state, .dir, .op, .event: .name
        case .fin, .mask: .flag
        case .peer, .reason, .breach, .payload: .text
        }
    }

    /// The lists whose rows can have it.
    var lists: String {
        switch self {
        case .slot, .gen, .code, .reason, .breach: "slots, events, frames"
        case .peer, .rtt: "slots, events"
        case .len, .payload: "events, frames"
        case .state, .age, .idle, .deadline, .queue: "slots"
        case .dir, .op, .fin, .rsv, .mask: "frames"
        case .event: "events"
        }
    }

    var meaning: String {
        switch self {
        case .slot: "the slot"
        case .gen: "how often the slot has been taken"
        case .peer: "the address, with or without its port; of events CONNECTING has it"
        case .state: FilterNames.list(.state)
        case .dir: "rx: received; tx: sent"
        case .op: FilterNames.list(.op) + ", or a number"
        case .fin: "whether it ends its message"
        case .rsv: "the reserved bits as a number: RSV1 4, RSV2 2, RSV3 1"
        case .mask: "whether it is masked"
        case .len: "bytes of payload"
        case .code: "the close code"
        case .reason: "the close reason"
        case .event: "a name of the list, such as `pong_rx`, or `print`"
        case .age: "time since TCP was accepted; of a closed connection, how long it lasted"
        case .idle: "time since the last message, either way; pings and pongs are none"
        case .rtt: "the round trip of a ping"
        case .deadline: "time left until the next timeout"
        case .queue: "bytes that wait to be sent"
        case .breach: "the rule that was broken, in words, or its clause"
        case .payload: "what is kept of the payload, inflated; of `print` the line"
        }
    }
}

extension FilterField.Kind {
    /// The operators that it has.
    var operators: String {
        switch self {
        case .number, .size, .duration: "= != < <= > >="
        case .name, .text: "= != ~"
        case .flag: "= !="
        }
    }

    /// How its values look.
    var example: String {
        switch self {
        case .number: "12 0x1f"
        case .size: "512 64k 1MiB"
        case .duration: "300ms 5s 2m"
        case .name: "a name"
        case .flag: "yes no"
        case .text: "a word or \"a text\""
        }
    }
}
