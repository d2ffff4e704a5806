/// Judges a run of frames from one endpoint without a connection: for a command line, a capture
/// or a test. RFC 6455 §5.
public enum FrameDecoder {
    /// The frames of `bytes`; it goes on after a breach where the length says how.
    ///
    /// Only the last frame can be truncated. A rule about the rate of frames needs a clock and is
    /// not judged.
    public static func decode(
        _ bytes: [UInt8], from sender: Endpoint, limits: ReadLimits = ReadLimits()
    ) -> [DecodedFrame] {
        var limits = limits
        limits.peer = sender
        var run = FrameRun(limits: limits)
        var frames: [DecodedFrame] = []
        bytes.withUnsafeBytes { memory in
            var rest = memory
            while let frame = run.take(&rest) { frames.append(frame) }
        }
        if let torn = run.finish() { frames.append(torn) }
        return frames
    }
}
