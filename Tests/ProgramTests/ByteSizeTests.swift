import Testing

@testable import wscope

@Suite struct ByteSizeTests {
    @Test(arguments: [
        ("0", 0), ("512", 512), ("64k", 65_536), ("64kB", 65_536), ("64KiB", 65_536),
        ("1MiB", 1 << 20), ("1 M", 1 << 20), ("2GiB", 2 << 30), ("7b", 7),
    ])
    func sizesWithUnits(text: String, bytes: Int) throws {
        #expect(try ByteSize(text).bytes == bytes)
    }

    @Test(arguments: [
        "", "k", "1x", "-1", "1.5M", "0x10", " 1", "1MiBs", "９", "99999999999999999999",
        "9223372036854775807k",
    ])
    func whatIsNoSizeIsRefused(text: String) {
        #expect(throws: WrongValue(text, allowed: ByteSize.allowed)) { try ByteSize(text) }
    }

    @Test(arguments: ["0", "512", "64KiB", "1MiB", "2GiB", "1025"])
    func textReadsBackAsTheSameSize(text: String) throws {
        #expect(try ByteSize(text).text == text)
    }
}
