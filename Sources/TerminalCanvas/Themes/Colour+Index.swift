extension Colour {
    /// The number the terminal has for it; -1 for the default.
    func index(at depth: ColourDepth) -> Int32 {
        switch (self, depth) {
        case (.default, _), (_, .none):
            return -1
        case (.ansi(let index), .truecolor) where index >= 8:
            // Where colours are direct only the first 8 numbers are the terminal's palette.
            return Colour.direct(Colour.ansiValues[Int(index & 15)])
        case (.ansi(let index), _):
            return Int32(index & 15)
        case (.rgb(let red, let green, let blue), .truecolor):
            return Colour.direct((Int(red), Int(green), Int(blue)))
        case (.rgb(let red, let green, let blue), .ansi256):
            return Colour.cubeIndex(red: Int(red), green: Int(green), blue: Int(blue))
        case (.rgb(let red, let green, let blue), .ansi16):
            return Colour.nearestANSI(red: Int(red), green: Int(green), blue: Int(blue))
        }
    }

    /// Red, green and blue; nil for the default, which the terminal alone knows.
    var components: (red: Int, green: Int, blue: Int)? {
        switch self {
        case .default: nil
        case .ansi(let index): Colour.ansiValues[Int(index & 15)]
        case .rgb(let red, let green, let blue): (Int(red), Int(green), Int(blue))
        }
    }

    private typealias Components = (red: Int, green: Int, blue: Int)

    /// xterm's values of the 16 colours; terminals differ, but not by much.
    private static let ansiValues: [Components] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205),
        (0, 205, 205), (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0),
        (92, 92, 255), (255, 0, 255), (0, 255, 255), (255, 255, 255),
    ]

    /// The six steps of each colour in the cube of 256.
    private static let cubeSteps = [0, 95, 135, 175, 215, 255]

    private static func direct(_ colour: Components) -> Int32 {
        let value = Int32(truncatingIfNeeded: colour.red << 16 | colour.green << 8 | colour.blue)
        // 1 to 7 would be the palette's red to white; nobody sees this blue for black.
        return (1...7).contains(value) ? 8 : value
    }

    /// The nearest of the 216 of the cube and the 24 greys; the 16 before them are the user's.
    private static func cubeIndex(red: Int, green: Int, blue: Int) -> Int32 {
        let steps = [red, green, blue].map { value in
            cubeSteps.indices.min { abs(cubeSteps[$0] - value) < abs(cubeSteps[$1] - value) } ?? 0
        }
        let cube = (cubeSteps[steps[0]], cubeSteps[steps[1]], cubeSteps[steps[2]])
        let grey = max(0, min(23, ((red + green + blue) / 3 - 3) / 10))
        let level = 8 + 10 * grey
        let wanted = (red, green, blue)
        if distance((level, level, level), wanted) < distance(cube, wanted) {
            return Int32(232 + grey)
        }
        return Int32(16 + 36 * steps[0] + 6 * steps[1] + steps[2])
    }

    /// The colour of the 16 with the same hue, bright when it is bright. By distance alone every
    /// pastel would come out grey.
    private static func nearestANSI(red: Int, green: Int, blue: Int) -> Int32 {
        let most = max(red, green, blue)
        let least = min(red, green, blue)
        guard most - least >= 48 else {
            switch (red * 3 + green * 6 + blue) / 10 {
            case ..<50: return 0
            case ..<130: return 8
            case ..<230: return 7
            default: return 15
            }
        }
        // Which of the three are nearer to the most than to the least: red 1, green 2, blue 4.
        let middle = (most + least) / 2
        let hue = (red > middle ? 1 : 0) | (green > middle ? 2 : 0) | (blue > middle ? 4 : 0)
        return Int32(most >= 200 ? hue + 8 : hue)
    }

    private static func distance(_ left: Components, _ right: Components) -> Int {
        let red = left.red - right.red
        let green = left.green - right.green
        let blue = left.blue - right.blue
        return red * red + green * green + blue * blue
    }
}
