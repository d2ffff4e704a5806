import Testing

@testable import wscope

@Suite struct HexInputTests {
    @Test(arguments: [
        "81 85 37", "818537", "8185 37", "0x81 0x85 0x37", "0x81,0x85,0x37", "81:85:37",
        "81\n85\r\n37\n", "\\x81\\x85\\x37", "81;85;37", "0x818537", "\t81\t85\t37 ",
        "00000000: 8185 37                                  ..7",
    ])
    func spellingsOfTheSameBytes(text: String) throws {
        #expect(try HexInput.bytes(text) == [0x81, 0x85, 0x37])
    }

    @Test func aDumpOfSeveralLinesLosesItsMargins() throws {
        let dump = """
            00000000: 8185 37fa 213d 7f9f 4d51 5841 4243 4445  ..7.!=..MQXABCDE
            00000010: 4646                                     FF
            """
        #expect(try HexInput.bytes(dump).count == 18)
    }

    @Test func oneDigitIsAByte() throws {
        #expect(try HexInput.bytes("1 a") == [0x01, 0x0A])
    }

    @Test(arguments: [("zz", "zz", 1), ("81 8g", "8g", 2), ("81 818", "818", 2), ("0x", "0x", 1)])
    func whatIsNotHexIsNamed(text: String, piece: String, position: Int) {
        #expect(throws: HexInput.Malformed(piece: piece, position: position)) {
            try HexInput.bytes(text)
        }
    }

    @Test func nothingIsNoBytes() throws {
        #expect(try HexInput.bytes(" \n ").isEmpty)
    }
}
