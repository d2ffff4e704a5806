"""Every terminal and locale: columns stand where they belong, and nothing strange is sent."""

import re
import shutil
import subprocess

import pytest

import raw
from raw import Client, frame
from screen import Screen

# Texts that terminals are known to lay out in different ways, each with an end to be found.
TEXTS = [
    "日本語テキスト end", "ｆｕｌｌ ﾊﾝｶｸ end", "e\u0301o\u0308\u0323 end", "שלום עולם end",
    "مرحبا بالعالم end", "👨\u200d👩\u200d👧 end", "👍🏽 end", "🇩🇪🇯🇵 end", "☂\ufe0f❤\ufe0f end",
    "हिन्दी த end", "한글 각 end", "ไทยกำ end", "αβγ Кириллица × … end",
]

DIRECT = """xterm-direct|xterm with direct colours,
\tRGB, colors#0x1000000, pairs#0x7FFF,
\tsetab=\\E[%?%p1%{8}%<%t4%p1%d%e48;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
\tsetaf=\\E[%?%p1%{8}%<%t3%p1%d%e38;2;%p1%{65536}%/%d;%p1%{256}%/%{255}%&%d;%p1%{255}%&%d%;m,
\tuse=xterm-256color,
"""

LOCALES = {"zh_CN.UTF-8": ("zh_CN", "UTF-8"), "ja_JP.EUC-JP": ("ja_JP", "EUC-JP")}


@pytest.fixture(scope="session")
def terminfo(tmp_path_factory):
    """A description of xterm-direct, which not every system has."""
    folder = tmp_path_factory.mktemp("terminfo")
    (folder / "source").write_text(DIRECT)
    done = subprocess.run(
        ["tic", "-x", "-o", folder, folder / "source"], capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="session")
def locales(tmp_path_factory):
    """A folder of locales; those that cannot be made are missing from it."""
    folder = tmp_path_factory.mktemp("locales")
    if shutil.which("localedef"):
        for name, (source, charmap) in LOCALES.items():
            subprocess.run(
                ["localedef", "-i", source, "-f", charmap, folder / name], capture_output=True)
    return folder


def environment(term, locale, terminfo, locales):
    env = {"LANG": locale, "LC_ALL": locale}
    if term == "xterm-direct":
        env["TERMINFO_DIRS"] = f"{terminfo}:/etc/terminfo:/lib/terminfo:/usr/share/terminfo"
    if locale in LOCALES:
        if not (locales / locale).exists():
            pytest.skip(f"no {locale} can be made here")
        env["LOCPATH"] = str(locales)
    return env


def look_around(screen, client):
    """What an operator does in a minute, over every pane."""
    for text in TEXTS:
        client.send(frame(raw.TEXT, text))
        assert client.message() == text.encode()
    screen.wait_for(r"TX TEXT")
    screen.wait_until(lambda: screen.text.count(" end") >= len(TEXTS), "every text")
    for keys in ["2", "k" * 5, "\r", "l" * 6, "\x1b", "3kk", "\r", "jjj", "\x1b", "1", "?", "\x1b",
                 ":theme ", "\t\t", "\x1b", "\x1b", "\x1b", "L", "L", "L", "+", "_"]:
        screen.keys(keys)
        screen.settle(0.1)


def check_columns(screen):
    """The divider between the panes stands in one column, whatever the rows hold."""
    screen.keys("1")
    screen.keys("Z")
    screen.wait_for("FROZEN")
    screen.settle()
    body = screen.screen.display[1:-1]
    columns = [x for x in range(20, len(body[0]) - 20)
               if all(line[x] in "│|├┤┼┬┴+" for line in cells(body))]
    assert len(columns) == 1, screen.text
    # What was painted in steps is what is painted anew.
    in_steps = screen.lines[1:]
    mark = len(screen.raw)
    screen.keys("\x0c")
    screen.wait_until(lambda: len(screen.raw) > mark, "anything painted")
    screen.settle()
    assert screen.lines[1:] == in_steps


def cells(lines):
    """pyte shows a wide character and an empty cell after it as one character."""
    from wcwidth import wcwidth
    for line in lines:
        yield "".join(c + " " * (wcwidth(c) - 1) for c in line if wcwidth(c) > 0)


def colours(raw_bytes):
    """The kinds of colours that were asked for."""
    kinds = set()
    for match in re.finditer(rb"\x1b\[([0-9;]*)m", raw_bytes):
        parameters = match.group(1).split(b";")
        while parameters:
            code = int(parameters.pop(0) or 0)
            if code in (38, 48):
                kind = parameters.pop(0)
                kinds.add({b"5": "256", b"2": "direct"}[kind])
                del parameters[:3 if kind == b"2" else 1]
            elif 30 <= code < 38 or 40 <= code < 48:
                kinds.add("8")
            elif 90 <= code < 98 or 100 <= code < 108:
                kinds.add("16")
    return kinds


ALLOWED = {
    "xterm": {"8"}, "xterm-256color": {"8", "16", "256"}, "xterm-direct": {"8", "direct"},
    "tmux-256color": {"8", "16", "256"}, "screen": {"8"}, "linux": {"8"}, "vt100": set(),
}


# The title kept and given back, and the keypad's mode: xterm's, of which pyte has neither.
KEPT = [(22, 0, 0), (23, 0, 0), ()]

PAIRS = [(term, "C.UTF-8") for term in ALLOWED] + [
    (term, locale) for term in ("xterm-256color", "vt100") for locale in ("C", *LOCALES)]


@pytest.mark.parametrize("term, locale", PAIRS)
def test_columns_stand_in_every_terminal_and_locale(term, locale, terminfo, locales):
    env = environment(term, locale, terminfo, locales)
    with Screen("--port", "0", term=term, env=env) as screen:
        with Client.connected(screen.port(), path="/lamp") as client:
            look_around(screen, client)
            check_columns(screen)
        sent = bytes(screen.raw)
        assert [found for found in screen.screen.unknown if found[0] not in KEPT] == []
        assert colours(sent) <= ALLOWED[term]
        if locale.endswith("UTF-8"):
            assert "│" in screen.text and "日本語テキスト" in screen.text
            sent.decode()
        else:
            assert all(byte < 0x80 for byte in sent)
        if term in ("vt100", "linux"):
            # Neither knows pasting; the one has no second screen, the other no mouse of xterm's.
            assert b"\x1b[?2004h" not in sent and b"\x1b[?1049h" not in sent
        screen.keys("Q")
        screen.wait_end()
        assert screen.left_clean


@pytest.mark.parametrize("option, kinds", [
    ("never", set()), ("16", {"8", "16"}), ("256", {"8", "16", "256"}),
    ("truecolor", {"8", "16", "256"}),
])
def test_colours_are_no_more_than_was_asked_for(option, kinds):
    with Screen("--port", "0", "--demo", "4", "--color", option) as screen:
        screen.wait_for("TXT_DATA_RX")
        assert colours(bytes(screen.raw)) <= kinds
        assert option == "never" or colours(bytes(screen.raw))


@pytest.mark.parametrize("options, env", [([], {"NO_COLOR": "1"}), (["--color", "never"], {})])
def test_without_colours_words_and_attributes_remain(options, env):
    with Screen("--port", "0", "--demo", "4", *options, env=env) as screen:
        screen.wait_for("TXT_DATA_RX")
        screen.wait_for("CONNECTED")
        assert not colours(bytes(screen.raw))
        cells = [cell for row in screen.screen.buffer.values() for cell in row.values()]
        assert any(cell.bold or cell.reverse for cell in cells)


def test_the_mono_theme_has_no_colours():
    with Screen("--port", "0", "--demo", "4", "--theme", "mono") as screen:
        screen.wait_for("TXT_DATA_RX")
        assert not colours(bytes(screen.raw))


def test_signs_that_fonts_draw_wide_can_be_left_out():
    with Screen("--port", "0", "--ascii") as screen:
        with Client.connected(screen.port()) as client:
            look_around(screen, client)
            check_columns(screen)
        assert "│" not in screen.text and "|" in screen.text
        assert "日本語テキスト" in screen.text, "what is wide everywhere stays"
        assert "Кириллица" not in screen.text
        sent = bytes(screen.raw).decode()
        assert not {"─", "│", "…", "━", "·", "▌", "▲"} & set(sent)


def test_text_that_runs_to_the_left_stands_where_it_was_put():
    with Screen("--port", "0") as screen:
        screen.wait_for("LIVE")
        # ECMA-48 BDSM: the terminal is asked not to order it, and given back as it was.
        assert b"\x1b[8l" in bytes(screen.raw)
        screen.keys("Q")
        screen.wait_end()
        assert bytes(screen.raw).rindex(b"\x1b[8h") > bytes(screen.raw).rindex(b"\x1b[8l")
