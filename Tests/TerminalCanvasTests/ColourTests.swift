import Testing

@testable import TerminalCanvas

struct ColourTests {
    @Test(arguments: [
        ("#8ab4F8", Colour.rgb(red: 0x8A, green: 0xB4, blue: 0xF8)),
        ("default", .default), ("black", .ansi(0)), ("white", .ansi(7)), ("bright-black", .ansi(8)),
        ("bright-white", .ansi(15)),
    ])
    func coloursHaveNames(_ text: String, _ colour: Colour) {
        #expect(Colour(text) == colour)
    }

    @Test(arguments: ["", "#", "#12345", "#1234567", "#12345g", "#+12345", "grey", "Red", "#１２３"])
    func otherTextsAreNoColours(_ text: String) {
        #expect(Colour(text) == nil)
    }

    @Test(arguments: [
        ("#000000", 16), ("#ffffff", 231), ("#ff0000", 196), ("#5f87d7", 68), ("#080808", 232),
        ("#eeeeee", 255), ("#767676", 243), ("default", -1), ("red", 1), ("bright-red", 9),
    ])
    func colourOf256(_ text: String, _ index: Int32) throws {
        #expect(try #require(Colour(text)).index(at: .ansi256) == index)
    }

    @Test(arguments: [
        ("#15181e", 0), ("#ffffff", 15), ("#d5dae3", 7), ("#566074", 8), ("#8ab4f8", 12),
        ("#98d982", 10), ("#ff8f8f", 9), ("#b01e2b", 1), ("#2a6720", 2), ("bright-red", 9),
        ("default", -1),
    ])
    func colourOf16(_ text: String, _ index: Int32) throws {
        #expect(try #require(Colour(text)).index(at: .ansi16) == index)
    }

    @Test(arguments: [
        ("#8ab4f8", 0x8AB4F8), ("#000000", 0), ("#000003", 8), ("red", 1), ("bright-red", 0xFF0000),
        ("default", -1),
    ])
    func directColour(_ text: String, _ index: Int32) throws {
        #expect(try #require(Colour(text)).index(at: .truecolor) == index)
    }

    @Test func noColourIsTheDefault() {
        #expect(Colour.ansi(3).index(at: .none) == -1)
    }

    /// No other of the 240 may be nearer: the quantiser against plain search.
    @Test func theNearestOf256IsTaken() {
        let steps = [0, 95, 135, 175, 215, 255]
        var palette: [[Int]] = []
        for red in steps {
            for green in steps { for blue in steps { palette.append([red, green, blue]) } }
        }
        for grey in 0..<24 { palette.append(Array(repeating: 8 + 10 * grey, count: 3)) }
        func distance(_ left: [Int], _ right: [Int]) -> Int {
            zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        }
        var numbers = SeededNumbers(seed: 256)
        for _ in 0..<500 {
            let wanted = numbers.bytes(3)
            let colour = Colour.rgb(red: wanted[0], green: wanted[1], blue: wanted[2])
            let index = Int(colour.index(at: .ansi256)) - 16
            let values = wanted.map { Int($0) }
            let best = palette.map { distance($0, values) }.min()
            #expect(palette.indices.contains(index) && distance(palette[index], values) == best)
        }
    }
}
