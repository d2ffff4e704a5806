"""What `make install` makes of the program's own words: man page, completions, pkg-config file."""

import os
import re
import subprocess

import pytest

import program
from program import ROOT, WSCOPE


def script(name, *arguments, **environment):
    return subprocess.run(
        [f".make/{name}", *map(str, arguments)], cwd=ROOT, capture_output=True, text=True,
        timeout=program.PATIENCE, env={**os.environ, **environment})


@pytest.fixture(scope="module")
def share(tmp_path_factory):
    folder = tmp_path_factory.mktemp("share")
    done = script("documents", WSCOPE, "/opt/lamp-1", folder)
    assert (done.returncode, done.stderr) == (0, "")
    return folder


def words(text):
    """A page without the marks of roff."""
    return re.sub(r"\\f[A-Z]|\\&", "", text).replace("\\-", "-")


def test_the_man_page_names_every_option_the_program_has(share):
    page = words((share / "man/man1/wscope.1").read_text())
    for command in ["run", "serve", "decode"]:
        options = re.findall(r"(?m)^  .*?(--[a-z-]+)", program.run(command, "--help").stdout)
        assert len(options) > 3
        for option in options:
            assert re.search(rf"(?m)^(-\w, )?{option}( \w|$)", page), option
    assert "@" not in page
    assert "/opt/lamp-1/share/wscope/themes" in page


def test_the_man_page_has_the_sections_that_are_looked_for(share):
    page = words((share / "man/man1/wscope.1").read_text())
    sections = re.findall(r"(?m)^\.SH (.*)", page)
    assert sections == [
        "NAME", "SYNOPSIS", "DESCRIPTION", "COMMANDS", "OPTIONS", "KEYS", "EXIT STATUS", "FILES",
        "ENVIRONMENT", "EXAMPLES", "SEE ALSO"]
    exits = page.split(".SH EXIT STATUS")[1].split(".SH")[0]
    assert re.findall(r"(?m)^\d$", exits) == ["0", "1", "2", "3"]
    assert "wscope decode 81 85 37 fa 21 3d 7f 9f 4d 51 58" in page.split(".SH EXAMPLES")[1]


@pytest.mark.parametrize("typed, offered", [
    (["wscope", ""], {"run", "serve", "decode"}),
    (["wscope", "serve", "--ping"], {"--ping-interval"}),
    (["wscope", "decode", "--from", ""], {"client", "server"}),
    (["wscope", "run", "--color", "t"], {"truecolor"}),
    (["wscope", "serve", "--events", ""], {"all", "connections", "none"}),
    (["wscope", "serve", "--cert", "Pack"], {"Package.swift"}),
])
def test_bash_completes(share, typed, offered):
    completions = share / "bash-completion/completions/wscope"
    told = subprocess.run(
        ["bash", "--norc", "-c", f"""
            source '{completions}'
            how=$(complete -p wscope)
            [[ $how =~ -F\\ ([^ ]+) ]]
            COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMP_LINE="$*" COMP_POINT=${{#COMP_LINE}}
            COMPREPLY=()
            "${{BASH_REMATCH[1]}}" "$1" "${{@: -1}}" "${{@: -2:1}}"
            printf '%s\\n' "${{COMPREPLY[@]}}"
            """, "bash", *typed],
        cwd=ROOT, capture_output=True, text=True, timeout=program.PATIENCE)
    assert told.stderr == ""
    assert offered <= set(told.stdout.split())


def test_pkg_config_reads_the_flags(tmp_path):
    written = script("pkgconfig", "/opt/lamp-1")
    (tmp_path / "syswss.pc").write_text(written.stdout)

    def ask(*options):
        return subprocess.run(
            ["pkg-config", *options, "syswss"], capture_output=True, text=True,
            env={**os.environ, "PKG_CONFIG_PATH": str(tmp_path)}).stdout.split()

    lib = "/opt/lamp-1/lib"
    assert ask("--cflags") == ["-I/opt/lamp-1/include"]
    assert ask("--libs") == [f"-L{lib}", f"-Wl,-rpath,{lib}", "-lSysWSS"]
    assert {"-lssl", "-lcrypto", "-lz"} <= set(ask("--static", "--libs"))
    assert ask("--variable=static_libs")[0] == f"{lib}/libSysWSS.a"
    assert program.run("--version").stdout.startswith(f"wscope {ask('--modversion')[0]}\n")


def test_a_prefix_that_cannot_be_written_is_told_before_the_build():
    done = script("install", PREFIX="/proc/wscope", DESTDIR="")
    assert done.returncode == 1
    assert done.stderr.startswith("install: cannot write to /proc/wscope")
    assert done.stdout == ""
