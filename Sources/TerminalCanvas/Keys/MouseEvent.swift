/// A button or the wheel, at a cell.
public struct MouseEvent: Hashable, Sendable {
    public enum Button: Hashable, Sendable, CaseIterable {
        case left
        case middle
        case right
        case wheelUp
        case wheelDown
    }

    public enum Kind: Hashable, Sendable, CaseIterable {
        case press
        case release
    }

    public var x: Int
    public var y: Int
    public var button: Button
    /// A turn of the wheel is a press.
    public var kind: Kind

    public init(x: Int, y: Int, button: Button, kind: Kind) {
        self.x = x
        self.y = y
        self.button = button
        self.kind = kind
    }

    public var point: Point { Point(x: x, y: y) }
}
