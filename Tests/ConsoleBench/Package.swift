// swift-tools-version: 6.2
import PackageDescription

// The console as it is released, open to the benchmark; `make consolebench` puts links to the
// sources beside this file in a folder of its own.
let package = Package(
    name: "console-bench",
    targets: [
        .systemLibrary(name: "CNcurses", path: "Sources/CNcurses"),
        .systemLibrary(name: "COpenSSL", path: "Sources/COpenSSL"),
        .systemLibrary(name: "CZlib", path: "Sources/CZlib"),
        .target(
            name: "WebSocketWire", dependencies: ["COpenSSL", "CZlib"],
            path: "Sources/WebSocketWire"),
        .target(
            name: "WebSocketEngine", dependencies: ["WebSocketWire"],
            path: "Sources/WebSocketEngine"),
        .target(
            name: "TerminalCanvas", dependencies: ["CNcurses"], path: "Sources/TerminalCanvas"),
        .target(
            name: "Console", dependencies: ["WebSocketEngine", "WebSocketWire", "TerminalCanvas"],
            path: "Sources/Console", swiftSettings: [.unsafeFlags(["-enable-testing"])]),
        .executableTarget(name: "console-bench", dependencies: ["Console"], path: "Bench"),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
        ]
}
