import Testing

/// The page of the SYS_WSS interface leaves no symbol out and names tests that exist.
@Suite struct InterfaceTests {
    static let page = "\(DocumentTests.catalogue)/SysWSS.md"

    /// What the interface document declares, by its own sections.
    static let document: [String] = [
        "SYS_WSS_KA_TIMER_PERIOD", "SYS_WSS_CLIENT_KEY_SIZE", "SYS_WSS_CLIENT_KEY_SIZE_DECODED",
        "SYS_WSS_SERVER_KEY_SIZE", "SYS_WSS_SHA1_DIGEST_SIZE", "SYS_WSS_HTTP_VERSION_0_9",
        "SYS_WSS_HTTP_VERSION_1_0", "SYS_WSS_HTTP_VERSION_1_1", "SYS_WSS_STATUS_CODE_LEN",
        "SYS_WSS_GUID", "SYS_WSS_CONFIG", "SYS_WSS_HANDSHAKE_CTXT", "SYS_WSS_FRAME_HEADER",
        "SYS_WSS_RXDATA", "SYS_WSS_RESULT", "SYS_WSS_STATE", "SYS_WSS_FRAME", "SYS_WSS_EVENTS",
        "SYS_WSS_STATUS_CODE",

        "SYS_WSS_SUCCESS", "SYS_WSS_FAILURE", "SYS_WSS_ERROR_INVALID_REQUEST",
        "SYS_WSS_ERROR_INVALID_KEY", "SYS_WSS_ERROR_INVALID_FRAME",

        "SYS_WSS_STATE_CONNECTING", "SYS_WSS_STATE_CONNECTED", "SYS_WSS_STATE_CLOSING",
        "SYS_WSS_STATE_CLOSED",

        "SYS_WSS_FRAME_CONTINUATION", "SYS_WSS_FRAME_TEXT", "SYS_WSS_FRAME_BINARY",
        "SYS_WSS_FRAME_CLOSE", "SYS_WSS_FRAME_PING", "SYS_WSS_FRAME_PONG",

        "SYS_WSS_EVENT_ERR", "SYS_WSS_EVENT_CLIENT_CONNECTING", "SYS_WSS_EVENT_CLIENT_CONNECTED",
        "SYS_WSS_EVENT_CLIENT_BIN_DATA_RX", "SYS_WSS_EVENT_CLIENT_TXT_DATA_RX",
        "SYS_WSS_EVENT_CLIENT_PING_RX", "SYS_WSS_EVENT_CLIENT_PONG_RX",
        "SYS_WSS_EVENT_CLIENT_CLOSE_FRAME_RX", "SYS_WSS_EVENT_CLIENT_CLOSING",
        "SYS_WSS_EVENT_CLIENT_CLOSED", "SYS_WSS_EVENT_ERR_INVALID_FRAME",
        "SYS_WSS_EVENT_CLIENT_TIMEOUT",

        "SYS_WSS_STATUS_CODE_NORMAL_CLOSURE", "SYS_WSS_STATUS_CODE_GOING_AWAY",
        "SYS_WSS_STATUS_CODE_PROTOCOL_ERROR", "SYS_WSS_STATUS_CODE_UNSUPPORTED_DATA",
        "SYS_WSS_STATUS_CODE_NO_STATUS_RCVD", "SYS_WSS_STATUS_CODE_ABNORMAL_CLOSURE",
        "SYS_WSS_STATUS_CODE_INVALID_PAYLOAD_DATA", "SYS_WSS_STATUS_CODE_POLICY_VIOLATION",
        "SYS_WSS_STATUS_CODE_MESSAGE_TOO_BIG", "SYS_WSS_STATUS_CODE_MANDATORY_EXT",
        "SYS_WSS_STATUS_CODE_INTERNAL_ERROR", "SYS_WSS_STATUS_CODE_TLS_HANDSHAKE",

        "SYS_WSS_Initialize", "SYS_WSS_Deinitialize", "SYS_WSS_sendMessage",
        "SYS_WSS_register_callback", "SYS_WSS_CloseConnection", "SYS_WSS_PingClient",
    ]

    @Test func everySymbolOfTheDocumentHasARow() throws {
        let described = try Self.described()
        for symbol in Self.document { #expect(described.contains(symbol), "\(symbol)") }
    }

    @Test func everySymbolOfTheHeaderHasARow() throws {
        let header = try Tree.text("Sources/CSysWSS/sys_wss.h")
        let symbols = header.matches(of: #/\b(?:SYS_WSS|SYS_MODULE)_\w*[A-Za-z0-9]\b/#)
            .map { String($0.0) }.filter { $0 != "SYS_WSS_H" && $0 != "SYS_WSS_HTTP_VERSION" }
        #expect(Set(symbols).count > Self.document.count)
        let described = try Self.described()
        for symbol in Set(symbols) { #expect(described.contains(symbol), "\(symbol)") }
    }

    @Test func everySymbolOfTheDocumentIsInTheHeader() throws {
        let header = try Tree.text("Sources/CSysWSS/sys_wss.h")
        for symbol in Self.document {
            #expect(header.firstMatch(of: try Regex("\\b\(symbol)\\b")) != nil, "\(symbol)")
        }
    }

    /// A row ends with the test that shows it.
    @Test func everyRowNamesATestThatExists() throws {
        let tests = try Tree.files(below: "Tests/EndToEnd", suffix: ".py").map(Tree.text).joined()
        let rows = try Self.rows()
        #expect(rows.count > 40)
        for row in rows {
            guard let test = row.firstMatch(of: #/\| `(test_\w+)` \|$/#) else {
                Issue.record("no test: \(row)")
                continue
            }
            #expect(tests.contains("\ndef \(test.1)("), "\(test.1)")
        }
    }

    static func rows() throws -> [String] {
        try Tree.text(page).split(separator: "\n").map(String.init).filter { $0.hasPrefix("| `") }
    }

    /// The symbols in the first cell of a row.
    static func described() throws -> Set<String> {
        try Set(
            rows().flatMap { row in
                row.prefix(upTo: row.firstRange(of: "` |")?.upperBound ?? row.endIndex)
                    .matches(of: #/`(\w+)`/#).map { String($0.1) }
            })
    }
}
