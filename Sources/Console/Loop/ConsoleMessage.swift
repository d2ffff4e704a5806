public import TerminalCanvas
public import WebSocketEngine

/// What can happen to the console. Clocks and identities are in it, so that `update` is pure.
public enum ConsoleMessage: Sendable {
    case key(Key)
    case news(News)
    /// The application printed something; it is shown when news as of then has come.
    case printed(Printed)
    case clock(ClockReading)
    case resized(Size)
    /// Payloads that were asked for.
    case payload(PayloadAnswer)
    /// What goes on behind the door has changed.
    case status(DoorStatus)
    /// What came of something that was asked of the outside.
    case notice(Notice)
    /// A command did not get past the door of the engine.
    case refused(CommandOutcome)
    /// The terminal has this theme now.
    case themeChanged(String)
    /// The theme's file was edited, and the terminal has it as it is now.
    case themeReread(String)
    /// A theme could not be loaded: what was wrong, with file and line. The last one stays.
    case themeRefused(String)
    /// Something outside the engine went wrong, in words for the operator.
    case problem(String)
    case fileRead(String, FileReading)
    case paths([String], beginning: String)
    /// The process was stopped and goes on.
    case resumed
}
