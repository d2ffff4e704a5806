/// What the console asks about captures.
public enum CaptureOrder: Hashable, Sendable {
    /// Writes to this file from now on; nil chooses a name in the usual folder.
    case start(path: String?)
    case stop
    /// Writes what was captured in another format.
    case export(ExportFormat, path: String)
}

/// What a capture can be turned into.
public enum ExportFormat: String, CaseIterable, Sendable {
    /// JSON Lines: one object for each record.
    case jsonl
    /// Packets for Wireshark and tshark.
    case pcapng
}
