/// What a loop listens to besides the engine.
protocol LineListener: AnyObject {
    /// Polled for reading; below 0 when nothing will come any more.
    var descriptor: Int32 { get }
    /// Takes what has come.
    ///
    /// - Returns: false when the service is to end.
    func listen() -> Bool
    /// Once a second, for what goes by the clock.
    func beat() -> Bool
}
