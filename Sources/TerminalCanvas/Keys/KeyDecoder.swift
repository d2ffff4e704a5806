/// What a terminal sent, as curses hands it on.
enum TerminalCode: Equatable {
    case byte(UInt8)
    /// A sequence that terminfo names.
    case key(Key)
    /// The start of a bracketed paste.
    case pasteStart
    /// A report of the mouse, whose events are to be asked for.
    case mouse
    /// A key or a report that means nothing here.
    case unknown
}

/// Makes keys of bytes: UTF-8, Alt, and the sequences that terminfo has no name for.
struct KeyDecoder {
    enum Decoded: Equatable {
        case key(Key)
        case pasteStart
        case mouse
        /// Nothing more for now.
        case nothing
    }

    /// A UTF-8 sequence whose end has not come yet.
    private var partial: [UInt8] = []

    /// - Parameter next: the next code, nil when none has come yet.
    mutating func decode(_ next: () -> TerminalCode?) -> Decoded {
        while let code = next() {
            switch code {
            case .pasteStart: return .pasteStart
            case .mouse: return .mouse
            case .key(let key):
                partial.removeAll()
                return .key(key)
            case .unknown: continue
            case .byte(0x1B):
                partial.removeAll()
                if let decoded = afterEscape(next) { return decoded }
            case .byte(let byte):
                if let character = character(byte) { return .key(KeyDecoder.key(character)) }
            }
        }
        return .nothing
    }

    /// Esc alone, Alt with what follows at once, or a sequence that is passed over: its letters
    /// must not run as commands.
    private mutating func afterEscape(_ next: () -> TerminalCode?) -> Decoded? {
        switch next() {
        case nil: return .key(.escape)
        case .key(let key): return .key(key)
        case .pasteStart: return .pasteStart
        case .mouse: return .mouse
        case .unknown: return nil
        case .byte(0x1B): return .key(.escape)
        case .byte(let byte):
            if byte == UInt8(ascii: "[") || byte == UInt8(ascii: "O") {
                guard let following = next() else {
                    return .key(.alt(Character(Unicode.Scalar(byte))))
                }
                return KeySequence(from: following, next).key.map { .key($0) }
            }
            var whole = character(byte)
            while whole == nil, !partial.isEmpty, case .byte(let more) = next() {
                whole = character(more)
            }
            guard let whole else { return nil }
            if case .character(let plain) = KeyDecoder.key(whole) { return .key(.alt(plain)) }
            return .key(KeyDecoder.key(whole))
        }
    }

    /// A scalar once its bytes are whole; what is not UTF-8 is passed over.
    private mutating func character(_ byte: UInt8) -> Unicode.Scalar? {
        if byte < 0x80 {
            partial.removeAll()
            return Unicode.Scalar(byte)
        }
        if byte & 0xC0 != 0x80 { partial.removeAll() }
        partial.append(byte)
        var reader = ScalarReader(partial.makeIterator())
        if case .scalar(let scalar) = reader.next() {
            partial.removeAll()
            return scalar
        }
        let isStart = (0xC2...0xF4).contains(partial[0])
        if !isStart || partial.count >= 4 { partial.removeAll() }
        return nil
    }

    private static func key(_ scalar: Unicode.Scalar) -> Key {
        switch scalar.value {
        case 0x00: .control(" ")
        case 0x08, 0x7F: .backspace
        case 0x09: .tab
        case 0x0A, 0x0D: .enter
        case 0x1B: .escape
        case 0x01..<0x20: .control(Character(Unicode.Scalar(UInt8(scalar.value) + 0x40)))
        default: .character(Character(scalar))
        }
    }
}
