/// What the frames of one news carry beyond their previews, packed.
public struct CarriedPayloads: Sendable {
    private var bytes: [UInt8] = []
    /// Two for each frame: where its payload ends, and where what it inflates to does.
    private var ends: [Int] = []

    public init() {}

    /// Adds a frame; nil for what is no longer kept.
    public mutating func add(
        _ payload: UnsafeRawBufferPointer?, inflated: UnsafeRawBufferPointer?
    ) {
        for part in [payload, inflated] {
            if let part { bytes.append(contentsOf: part) }
            ends.append(bytes.count)
        }
    }

    /// Of the frame at this place among the news.
    public func payload(_ index: Int) -> ArraySlice<UInt8> { part(2 * index) }
    public func inflated(_ index: Int) -> ArraySlice<UInt8> { part(2 * index + 1) }

    private func part(_ index: Int) -> ArraySlice<UInt8> {
        guard ends.indices.contains(index) else { return [] }
        return bytes[(index == 0 ? 0 : ends[index - 1])..<ends[index]]
    }
}
