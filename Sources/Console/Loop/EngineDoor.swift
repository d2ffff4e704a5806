public import WebSocketEngine

/// The console's side of the two doors to the engine; neither side waits for the other.
///
/// The program adapts its server to this. All of it is called on the console's thread.
public protocol EngineDoor: AnyObject {
    /// A descriptor that polls readable when there is news to take or to ask for.
    var bell: Int32 { get }
    /// The engine's clock.
    var now: Instant { get }
    /// Asks the engine to write its news; returns at once. The bell rings when it is there.
    func requestNews()
    /// The news that was asked for, and silences the bell; nil when there is none yet, which
    /// after a ring means that it may be asked for. Never blocks.
    func takeNews() -> News?
    /// A descriptor that polls readable when something was printed; -1 when nothing ever is.
    var printBell: Int32 { get }
    /// What was printed since the last time, and silences its bell. Never blocks.
    func takePrinted() -> Printed
    /// Passes a command on. Its outcome comes as an `outcome` event with the same token, unless
    /// the command is refused at the door: too many wait, or the engine has ended.
    func submit(_ command: Command, token: UInt64) -> Refusal?
    /// Asks for payloads whole; the bell rings when they are there. Never blocks.
    func request(_ payload: PayloadRequest)
    /// The payloads that were asked for last; nil while they are not there.
    func takePayload() -> PayloadAnswer?
    /// How instants stand to the time of day, where this machine's clock does not say it: of a
    /// capture.
    var wall: WallClock? { get }
    var status: DoorStatus { get }
    /// Does what is asked about captures, or begins to; what there is to say about it.
    func perform(_ order: CaptureOrder) -> Notice
    /// Reads certificates anew, for connections that begin from now on; what became of it.
    func reloadCertificates() -> Notice
}
