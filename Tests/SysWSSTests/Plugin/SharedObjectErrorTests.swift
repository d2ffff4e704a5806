import Testing

@testable import SysWSS

/// Whatever is wrong with a file, the words say what to do.
@Suite struct SharedObjectErrorTests {
    private static let here = ELFHeader(ELFHeaderTests.file(2, 1, 3, 62))?.machine

    private func words(_ path: String, _ bytes: [UInt8]) -> String {
        let verdict = ObjectVerdict(bytes, here: Self.here)
        return SharedObjectError(path: path, reason: .verdict(verdict)).description
    }

    @Test func aSharedObjectForThisMachineIsLoadable() {
        #expect(ObjectVerdict(ELFHeaderTests.file(2, 1, 3, 62), here: Self.here) == .loadable)
        #expect(ObjectVerdict(ELFHeaderTests.file(2, 1, 3, 40), here: nil) == .loadable)
    }

    @Test(arguments: [
        (
            "./lamp.c", Array("#include <sys_wss.h>\n".utf8),
            "./lamp.c: is source code; compile one: cc -shared -fPIC -o lamp.so lamp.c"
        ),
        (
            "src/lamp.so", Array("hello".utf8),
            "src/lamp.so: is not a shared object; compile one: cc -shared -fPIC -o lamp.so lamp.c"
        ),
        ("./lamp.so", [], "./lamp.so: is empty; compile one: cc -shared -fPIC -o lamp.so lamp.c"),
        (
            "./lamp.o", ELFHeaderTests.file(2, 1, 1, 62),
            "./lamp.o: is compiled but not linked; "
                + "compile one: cc -shared -fPIC -o lamp.so lamp.c"
        ),
        (
            "/bin/lamp", ELFHeaderTests.file(2, 1, 2, 62),
            "/bin/lamp: is a program, not a shared object; "
                + "compile one: cc -shared -fPIC -o lamp.so lamp.c"
        ),
        (
            "lamp.so", ELFHeaderTests.file(1, 1, 3, 8),
            "lamp.so: is for MIPS (32 bits), and wscope runs on x86-64; "
                + "compile it on this machine: cc -shared -fPIC -o lamp.so lamp.c"
        ),
    ])
    func verdictSaysHow(path: String, bytes: [UInt8], expected: String) {
        #expect(words(path, bytes) == expected)
    }

    @Test(arguments: [
        (
            "./a.so: undefined symbol: SYS_WSS_foo",
            SharedObjectError.Reason.undefinedSymbol("SYS_WSS_foo")
        ),
        ("/x/a.so: undefined symbol: f, version V1", .undefinedSymbol("f")),
        (
            "libfoo.so.2: cannot open shared object file: No such file or directory",
            .missingLibrary("libfoo.so.2")
        ),
        (
            "./a: cannot dynamically load position-independent executable",
            .verdict(.executable)
        ),
        ("./a.so: file too short", .refused("./a.so: file too short")),
    ])
    func theLoaderIsUnderstood(complaint: String, reason: SharedObjectError.Reason) {
        #expect(SharedObject.reason(complaint) == reason)
    }

    @Test func aMissingFunctionOfOursIsToldFromOneOfYours() {
        let words = { SharedObjectError(path: "a.so", reason: .undefinedSymbol($0)).description }
        #expect(words("SYS_WSS_foo").contains("SYS_WSS_foo, which wscope does not have"))
        #expect(words("led_on").contains("led_on, which nothing defines"))
    }
}
