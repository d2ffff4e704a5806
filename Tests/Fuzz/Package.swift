// swift-tools-version: 6.2
import PackageDescription

// Everything that reads bytes from outside, under libFuzzer; `make fuzz` puts links to the sources
// beside this file in a folder of its own, builds with `-sanitize=fuzzer,address` and links.
let package = Package(
    name: "fuzz",
    products: [.library(name: "FuzzTargets", type: .static, targets: ["FuzzTargets"])],
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
            name: "Capture", dependencies: ["WebSocketEngine", "WebSocketWire", "CZlib"],
            path: "Sources/Capture"),
        .target(
            name: "TerminalCanvas", dependencies: ["CNcurses"], path: "Sources/TerminalCanvas"),
        .target(
            name: "Console", dependencies: ["WebSocketEngine", "WebSocketWire", "TerminalCanvas"],
            path: "Sources/Console"),
        .target(
            name: "FuzzTargets",
            dependencies: [
                "Capture", "Console", "TerminalCanvas", "WebSocketEngine", "WebSocketWire",
            ], path: "Targets"),
    ]
)

for target in package.targets where target.type != .system {
    target.swiftSettings =
        (target.swiftSettings ?? []) + [
            .swiftLanguageMode(.v6),
            .enableUpcomingFeature("ExistentialAny"),
            .enableUpcomingFeature("InternalImportsByDefault"),
            .enableUpcomingFeature("MemberImportVisibility"),
            .unsafeFlags(["-enable-testing"]),
        ]
}

// Its code is large, and with sanitizers takes minutes to optimise; what it reads is short.
for target in package.targets where target.name == "Console" {
    target.swiftSettings = (target.swiftSettings ?? []) + [.unsafeFlags(["-Onone"])]
}
