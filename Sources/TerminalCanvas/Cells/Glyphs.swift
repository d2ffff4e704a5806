/// The signs a view draws with, in a set that the terminal can show.
public struct Glyphs: Equatable, Sendable {
    public var horizontal: Character
    public var vertical: Character
    public var topLeft: Character
    public var topRight: Character
    public var bottomLeft: Character
    public var bottomRight: Character
    public var teeLeft: Character
    public var teeRight: Character
    public var teeTop: Character
    public var teeBottom: Character
    public var cross: Character
    /// A full and an empty step of a meter.
    public var meterFull: Character
    public var meterEmpty: Character
    /// Eight steps of a sparkline, the lowest first.
    public var spark: [Character]
    /// Marks on a line of time: nothing, one way, the other, both, and what should have been.
    public var rest: Character
    public var outward: Character
    public var inward: Character
    public var bothWays: Character
    public var missing: Character
    public var ellipsis: Character
    public var selected: Character
    public var marked: Character
    /// Towards what was scrolled out at the left.
    public var leftward: Character
    public var ascending: Character
    public var descending: Character

    public static let unicode = Glyphs(
        horizontal: "─", vertical: "│", topLeft: "┌", topRight: "┐", bottomLeft: "└",
        bottomRight: "┘", teeLeft: "├", teeRight: "┤", teeTop: "┬", teeBottom: "┴", cross: "┼",
        meterFull: "█", meterEmpty: "░", spark: Array("▁▂▃▄▅▆▇█"), rest: "·",
        outward: "↑", inward: "↓", bothWays: "↕", missing: "×", ellipsis: "…", selected: "▌",
        marked: "•", leftward: "◀", ascending: "▲", descending: "▼")

    public static let ascii = Glyphs(
        horizontal: "-", vertical: "|", topLeft: "+", topRight: "+", bottomLeft: "+",
        bottomRight: "+", teeLeft: "+", teeRight: "+", teeTop: "+", teeBottom: "+", cross: "+",
        meterFull: "#", meterEmpty: "-", spark: Array("_,-~=+*#"), rest: ".",
        outward: "^", inward: "v", bothWays: "|", missing: "x", ellipsis: "~", selected: ">",
        marked: "*", leftward: "<", ascending: "^", descending: "v")
}
