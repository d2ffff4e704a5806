import Foundation

/// Eyes that lack one kind of receptor, by Machado, Oliveira and Fernandes (2009), severity 1.
enum Dichromacy: CaseIterable {
    case deuteranopia
    case protanopia

    /// A colour where equal distances look alike: CIE 1976 L*a*b*, D65.
    struct Lab {
        var lightness: Double
        var a: Double
        var b: Double

        func distance(to other: Lab) -> Double {
            let steps = [lightness - other.lightness, a - other.a, b - other.b]
            return steps.reduce(0) { $0 + $1 * $1 }.squareRoot()
        }
    }

    func sees(_ colour: (red: Int, green: Int, blue: Int)) -> Lab {
        let light = [colour.red, colour.green, colour.blue].map { value in
            let share = Double(value) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        let seen = matrix.map { min(1, max(0, Self.product($0, light))) }
        let x = Self.curve(Self.product([0.4124, 0.3576, 0.1805], seen) / 0.95047)
        let y = Self.curve(Self.product([0.2126, 0.7152, 0.0722], seen))
        let z = Self.curve(Self.product([0.0193, 0.1192, 0.9505], seen) / 1.08883)
        return Lab(lightness: 116 * y - 16, a: 500 * (x - y), b: 200 * (y - z))
    }

    private var matrix: [[Double]] {
        switch self {
        case .deuteranopia:
            [
                [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413],
                [-0.011820, 0.042940, 0.968881],
            ]
        case .protanopia:
            [
                [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216],
                [-0.003882, -0.048116, 1.051998],
            ]
        }
    }

    private static func product(_ row: [Double], _ values: [Double]) -> Double {
        zip(row, values).reduce(0) { $0 + $1.0 * $1.1 }
    }

    private static func curve(_ value: Double) -> Double {
        value > 0.008856 ? cbrt(value) : 7.787 * value + 16.0 / 116
    }
}
