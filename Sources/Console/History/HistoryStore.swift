/// Where lines stay from one session to the next; the program's file.
public protocol HistoryStore: AnyObject {
    /// Adds a line.
    ///
    /// - Returns: what hindered it, once; nil when all is well.
    func keep(_ line: HistoryLine) -> String?
}
