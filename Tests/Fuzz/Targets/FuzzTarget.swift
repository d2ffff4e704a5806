import Glibc

/// What one input is given to: WSCOPE_FUZZ names it, and libFuzzer brings the inputs.
struct FuzzTarget: Sendable {
    let name: String
    let run: @Sendable (UnsafeRawBufferPointer) -> Void

    static let all: [FuzzTarget] = [
        frames, anatomy, decoder, handshake, policy, response, headers, utf8, inflate, deflate,
        structures, engine, sanitiser, capture, config, theme, filter, pattern, command, json,
    ]

    static let chosen: FuzzTarget = {
        let name = getenv("WSCOPE_FUZZ").map { String(cString: $0) } ?? ""
        guard let target = all.first(where: { $0.name == name }) else {
            say("WSCOPE_FUZZ is one of \(all.map(\.name).joined(separator: " "))")
            exit(2)
        }
        return target
    }()
}

@c(LLVMFuzzerTestOneInput)
public func testOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    FuzzTarget.chosen.run(UnsafeRawBufferPointer(start: bytes, count: bytes == nil ? 0 : count))
    return 0
}

private func say(_ line: String) {
    var line = "fuzz: \(line)\n"
    line.withUTF8 { _ = write(2, $0.baseAddress, $0.count) }
}

/// A claim that the input refuted: libFuzzer keeps the input.
func check(_ isTrue: Bool, _ claim: @autoclosure () -> String) {
    if isTrue { return }
    say(claim())
    abort()
}

/// The input decides: numbers from its front, and what is left.
struct Choices {
    private(set) var rest: UnsafeRawBufferPointer

    init(_ bytes: UnsafeRawBufferPointer) { rest = bytes }

    mutating func byte() -> Int {
        guard let first = rest.first else { return 0 }
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst())
        return Int(first)
    }

    /// The next bytes, as many as there are.
    mutating func take(_ count: Int) -> UnsafeRawBufferPointer {
        let part = UnsafeRawBufferPointer(rebasing: rest.prefix(count))
        rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
        return part
    }
}
