/// What came in at the terminal.
public enum Key: Hashable, Sendable {
    /// A printable character as typed; the space bar is `.character(" ")`.
    case character(Character)
    /// Ctrl with a character, in capitals: Ctrl-D is `.control("D")`.
    case control(Character)
    /// Alt with a character, or Esc typed right before it.
    case alt(Character)
    case enter
    case escape
    case tab
    case backTab
    case backspace
    case delete
    case insert
    case up
    case down
    case left
    case right
    case home
    case end
    case pageUp
    case pageDown
    /// F1 is `.function(1)`.
    case function(Int)
    /// A bracketed paste: one piece of text that no key binding may see. At most 1 MiB.
    case paste(String)
    case mouse(MouseEvent)
    case resize(Size)
    /// The terminal is gone; nothing will follow.
    case terminalLost

    public static let space = Key.character(" ")
}
