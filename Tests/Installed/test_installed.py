"""What `make install` put below a PREFIX: programs are built against it and serve a client."""

import os
import re
import shutil
import subprocess
from contextlib import contextmanager
from pathlib import Path

import pytest
from websockets.sync.client import connect

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
PREFIX = Path(os.environ["INSTALLED"])
PATIENCE = 20


def output(*command, **environment):
    return subprocess.run(
        command, check=True, capture_output=True, text=True, cwd=ROOT,
        env={**os.environ, **environment}).stdout


def flags(*options):
    """What pkg-config says of the installed library."""
    return output(
        "pkg-config", *options, "syswss", PKG_CONFIG_PATH=str(PREFIX / "lib/pkgconfig")).split()


def functions_of_the_header():
    header = re.sub(r"(?s)/\*.*?\*/", "", (PREFIX / "include/sys_wss.h").read_text())
    return set(re.findall(r"\bSYS_WSS_\w+(?=\()", header))


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if not path.is_dir()}


@contextmanager
def running(program):
    """A program that prints its port and ends with its stdin; nothing of the environment helps it."""
    process = subprocess.Popen(
        [program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env={})
    try:
        yield int(process.stdout.readline())
        process.stdin.close()
        assert process.wait(PATIENCE) == 0
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def assert_it_echoes(program):
    with running(program) as port, connect(f"ws://127.0.0.1:{port}", compression=None) as client:
        for message in ["Hello", "", "ä" * 40_000]:
            client.send(message)
            assert client.recv(timeout=PATIENCE) == message
        assert client.ping(b"here?").wait(PATIENCE)


def build(program, *options):
    output("cc", "-std=c17", "-Wall", "-Wextra", "-Werror", "-o", str(program),
           str(HERE / "echo.c"), *options)


def needs(file):
    """The shared objects that a file asks for, without their versions."""
    return set(re.findall(r"NEEDED.*\[(\w[\w+-]*)", output("readelf", "-d", str(file))))


@pytest.mark.parametrize("kind", [["-pie", "-fPIE"], ["-no-pie", "-fno-pie"]], ids=" ".join)
@pytest.mark.parametrize("asked, is_shared", [
    ([["--cflags", "--libs"]], True),
    ([["--cflags"], ["--variable=static_libs"]], False),
], ids=["shared", "static"])
def test_a_program_in_c_serves(asked, is_shared, kind, tmp_path):
    program = tmp_path / "echo"
    build(program, *kind, *[flag for options in asked for flag in flags(*options)])
    assert ("libSysWSS" in needs(program)) == is_shared
    assert_it_echoes(program)


def test_a_program_in_c_with_everything_inside_serves(tmp_path):
    program = tmp_path / "echo"
    build(program, "-static", *flags("--static", "--cflags", "--libs"))
    assert needs(program) == set()
    assert_it_echoes(program)


def test_the_example_of_the_readme_is_built_as_it_says(tmp_path):
    for source in (ROOT / "Sources/Examples").glob("*.c"):
        shutil.copy(source, tmp_path)
    command = re.search(r"(?m)^cc server\.c .*syswss.*$", (ROOT / "README.md").read_text()).group()
    subprocess.run(
        command, shell=True, check=True, cwd=tmp_path,
        env={**os.environ, "PKG_CONFIG_PATH": str(PREFIX / "lib/pkgconfig")})
    server = subprocess.Popen(
        [tmp_path / "server"], stdout=subprocess.PIPE, text=True, env={"SYS_WSS_PORT": "0"})
    try:
        port = int(re.search(r"port (\d+)", server.stdout.readline()).group(1))
        with connect(f"ws://127.0.0.1:{port}", compression=None) as client:
            client.send(b"\x07")
            assert client.recv(timeout=PATIENCE) == "\x07"
        server.terminate()
        assert server.wait(PATIENCE) == 0
    finally:
        server.kill()
        server.wait()
        server.stdout.close()


@pytest.mark.parametrize("runtime", ["-static-stdlib", "-no-static-stdlib"])
@pytest.mark.parametrize("way", ["shared", "static"])
def test_a_program_with_a_swift_runtime_of_its_own_serves(way, runtime, tmp_path):
    program = tmp_path / "echo"
    libraries = flags("--libs" if way == "shared" else "--variable=static_libs")
    libraries = [each.replace("-Wl,-rpath,", "-Xlinker -rpath -Xlinker ") for each in libraries]
    output("swiftc", runtime, "-import-objc-header", str(PREFIX / "include/sys_wss.h"),
           "-o", str(program), str(HERE / "echo.swift"), *" ".join(libraries).split())
    assert_it_echoes(program)


def test_the_libraries_show_the_functions_of_the_header_and_nothing_else():
    wanted = functions_of_the_header()
    assert "SYS_WSS_Initialize" in wanted
    for library in [["-D", "lib/libSysWSS.so"], ["-g", "lib/libSysWSS.a"]]:
        names = output("nm", "--defined-only", library[0], str(PREFIX / library[1]))
        assert {line.split()[2] for line in names.splitlines() if " " in line} == wanted


def test_the_shared_library_needs_no_swift():
    dynamic = output("readelf", "-d", str(PREFIX / "lib/libSysWSS.so"))
    needed = needs(PREFIX / "lib/libSysWSS.so")
    assert {"libssl", "libcrypto", "libz", "libc"} <= needed
    assert needed <= {"libssl", "libcrypto", "libz", "libm", "libgcc_s", "libc", "ld-linux-x86-64",
                      "ld-linux-aarch64"}
    assert re.search(r"SONAME.*\[libSysWSS\.so\.\d+\]", dynamic)
    assert "NODELETE" in dynamic


def test_the_program_is_of_the_version_that_pkg_config_tells():
    version = flags("--modversion")[0]
    assert output(str(PREFIX / "bin/wscope"), "--version").startswith(f"wscope {version}\n")
    assert (PREFIX / f"lib/libSysWSS.so.{version}").is_file()


def test_man_page_completions_and_themes_are_where_they_are_looked_for():
    share = PREFIX / "share"
    assert str(PREFIX) in (share / "man/man1/wscope.1").read_text().replace("\\-", "-")
    assert "complete" in (share / "bash-completion/completions/wscope").read_text()
    assert (share / "zsh/site-functions/_wscope").read_text().startswith("#compdef wscope")
    assert "complete -c 'wscope'" in (share / "fish/vendor_completions.d/wscope.fish").read_text()
    themes = {path.name for path in (ROOT / "Themes").glob("*.toml")}
    assert {path.name for path in (share / "wscope/themes").iterdir()} == themes


def test_an_install_again_for_a_package_names_its_prefix_alone(tmp_path):
    for _ in range(2):
        output(".make/install", PREFIX="/opt/x", DESTDIR=str(tmp_path))
    assert files(tmp_path / "opt/x") == files(PREFIX)
    for text in ["lib/pkgconfig/syswss.pc", "share/man/man1/wscope.1"]:
        assert "/opt/x" in (tmp_path / "opt/x" / text).read_text()
        assert str(tmp_path) not in (tmp_path / "opt/x" / text).read_text()


def test_uninstall_leaves_nothing_of_ours_and_all_of_others(tmp_path):
    shutil.copytree(PREFIX, tmp_path / "usr", symlinks=True)
    (tmp_path / "usr/lib/libOther.so").touch()
    output(".make/uninstall", PREFIX=str(tmp_path / "usr"), DESTDIR="")
    assert files(tmp_path) == {"usr/lib/libOther.so"}
