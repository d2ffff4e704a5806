/// Why the service did not start or an option was refused: what, where and what to do.
public struct SYS_WSS_ERROR: Error, Hashable, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
