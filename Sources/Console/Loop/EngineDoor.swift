public import WebSocketEngine

/// The console's side of the two doors to the engine; neither side waits for the other.
///
/// The program adapts its server to this. All of it is called on the console's thread.
public protocol EngineDoor: AnyObject {
    /// A descriptor that polls readable when there may be news. Rung at most once until the news
    /// is taken, and reset by taking it.
    var bell: Int32 { get }
    /// The engine's clock.
    var now: Instant { get }
    /// Asks the engine to write its news; returns at once. The bell rings when it is there.
    func requestNews()
    /// What the engine wrote since the last call, or nil; never blocks.
    func takeNews() -> News?
    /// Passes a command on. Its outcome comes as an `outcome` event with the same token.
    func submit(_ command: Command, token: UInt64)
}
