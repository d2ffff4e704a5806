/// The console on a terminal.
struct ScreenLoop {
    let settings: Settings

    func run() throws {}
}
