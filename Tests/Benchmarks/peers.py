"""The servers that are measured beside wscope: how each is built, and why one is not there."""

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
FOLDER = ROOT / ".build" / "bench"
SOURCES = HERE / "Peers"


@dataclass
class Peer:
    name: str
    command: list = field(default_factory=list)
    deflates: bool = True

    def started_as(self, port, tls):
        """Its words, with a certificate and its key where TLS is spoken."""
        return [*self.command, str(port), *(map(str, tls) if tls else [])]


class Wscope(Peer):
    options = ["--slots", "20000", "--max-message", "4MiB", "--idle-timeout", "0",
               "--ping-interval", "0"]

    def started_as(self, port, tls):
        words = [*self.command, "--port", str(port), *self.options]
        return words + (["--cert", str(tls[0]), "--key", str(tls[1])] if tls else [])


class Missing(Exception):
    """Why a peer cannot be had."""


def run(*command, what):
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True)
    if done.returncode != 0:
        last = (done.stderr or done.stdout).strip().splitlines()[-1:] or ["no output"]
        raise Missing(f"{what}: {last[0][:120]}")


def is_current(target, *sources):
    return target.exists() and all(
        target.stat().st_mtime > source.stat().st_mtime for source in sources)


def compile_c(name, *flags, source=None, compiler="cc"):
    source = source or SOURCES / f"{name}.c"
    target = FOLDER / name
    if not is_current(target, source):
        run(compiler, "-O3", "-march=native", "-Wall", "-Wextra", source, "-o", target, *flags,
            what=f"{compiler} {source.name}")
    return target


def need_package(header, package):
    """A header of an apt package, installed by who may."""
    if Path("/usr/include", header).exists():
        return
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise Missing(f"needs apt-get install {package}")
    run("apt-get", "update", "-qq", what="apt-get update")
    run("apt-get", "install", "-y", "-qq", "--no-install-recommends", package,
        what=f"apt-get install {package}")


def python_with(package, *flags):
    """An interpreter of our own that has a pinned package of PyPI."""
    python = FOLDER / "python" / "bin" / "python"
    if not python.exists():
        run(sys.executable, "-m", "venv", python.parents[1], what="venv")
    pinned = next(line for line in (HERE / "requirements.txt").read_text().split()
                  if line.startswith(package + "=="))
    mark = python.parents[1] / pinned
    if not mark.exists():
        run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *flags,
            pinned, what=f"pip install {pinned}")
        mark.touch()
    return python


def floor():
    return Peer("floor", [compile_c("floor", "-lssl", "-lcrypto")])


def wscope():
    return Wscope("wscope", [
        ROOT / ".build/release/wscope", "serve", "--app", "echo", "--events", "none", "--quiet"])


def console():
    helper = compile_c("terminal")
    return Wscope("console", [
        helper, ROOT / ".build/release/wscope", "run", "--app", "echo", "--no-hints"])


def uwebsockets():
    # Its library alone is wanted, not what its Python needs.
    python = python_with("socketify", "--no-deps")
    library = next(python.parents[1].glob(
        "lib/python3*/site-packages/socketify/libsocketify_linux_amd64.so"), None)
    if not library or os.uname().machine != "x86_64":
        raise Missing("socketify has no library for this machine")
    return Peer("uwebsockets", [compile_c(
        "uwebsockets", f"-L{library.parent}", f"-l:{library.name}",
        f"-Wl,-rpath,{library.parent}")])


def libwebsockets():
    need_package("libwebsockets.h", "libwebsockets-dev")
    return Peer("libwebsockets", [compile_c("libwebsockets", "-lwebsockets", "-lssl", "-lcrypto")])


def beast():
    need_package("boost/beast.hpp", "libboost-dev")
    return Peer("beast", [compile_c(
        "beast", "-std=c++17", "-pthread", "-lssl", "-lcrypto", source=SOURCES / "beast.cpp",
        compiler="c++")])


def nio():
    run("swift", "build", "-c", "release", "-q", "--package-path", SOURCES / "NIO",
        "--scratch-path", FOLDER / "nio", what="swift build of SwiftNIO")
    return Peer("nio", [FOLDER / "nio/release/nio-echo"], deflates=False)


def picows():
    return Peer("picows", [python_with("picows"), SOURCES / "picows_echo.py"], deflates=False)


def websockets():
    return Peer("websockets", [python_with("websockets"), SOURCES / "websockets_echo.py"])


ALL = {peer.__name__: peer for peer in (
    floor, wscope, console, uwebsockets, beast, libwebsockets, nio, picows, websockets)}
USUAL = [name for name in ALL if name not in ("floor", "wscope", "console")]


def load():
    """The load generator."""
    sources = sorted((HERE / "Load").glob("*.[ch]"))
    target = FOLDER / "load"
    if not is_current(target, *sources):
        run("cc", "-O3", "-march=native", "-Wall", "-Wextra",
            *(source for source in sources if source.suffix == ".c"), "-o", target, "-lssl",
            "-lcrypto", "-lz", what="cc of the load generator")
    return target


def certificate():
    """A certificate and its key, made once."""
    pair = FOLDER / "cert.pem", FOLDER / "key.pem"
    if not all(path.exists() for path in pair):
        run("openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
            "-nodes", "-days", "30", "-subj", "/CN=localhost", "-keyout", pair[1], "-out", pair[0],
            what="openssl req")
    return pair
