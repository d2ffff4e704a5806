public import WebSocketWire

/// The inspector's grid as plain text, for output without a screen.
public enum FrameGrid {
    /// Rulers, then for each row its bits and the names of its fields.
    ///
    /// - Parameters:
    ///   - payload: the first bytes of the payload, unmasked; all of it unless `isCut`.
    ///   - columns: 80 hold 32 bits in a row and their hex; fewer take narrower rows.
    public static func lines(
        header: FrameHeader, payload: [UInt8], isCut: Bool = false, breach: Rule? = nil,
        columns: Int = 80
    ) -> [String] {
        let frame = BitFields(header: header, payload: payload, isCut: isCut, breach: breach)
        let grid = BitGrid(frame, selected: nil, columns: columns)
        let rows = (0..<grid.rowCount).flatMap { [grid.bits($0).text, grid.labels($0).text] }
        return grid.rulers.map(\.text) + rows
    }

    /// A field in words: `bits 9-15 = 0000101b = 0x05 = 5: …  RFC 6455 §5.2`.
    public static func explanation(of field: FrameField) -> String {
        FieldText.explanation(field).text
    }
}
