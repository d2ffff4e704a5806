"""`wscope theme`: the themes from outside the console."""

import pytest

import program

NAMES = ["ansi16", "dark", "deuteranopia", "high-contrast", "light", "mono"]


@pytest.fixture
def theme(tmp_path):
    """Checks a theme of this text, beside a parent."""
    def check(text, *options):
        (tmp_path / "parent.toml").write_text('[roles]\n"ui.text" = { fg = "#ffffff", bg = "#000000" }\n')
        (tmp_path / "mine.toml").write_text(text)
        return program.run("theme", "check", *options, str(tmp_path / "mine.toml"))
    return check


@pytest.mark.parametrize("name", NAMES)
def test_the_shipped_themes_are_without_fault(name):
    done = program.run("theme", "check", f"{program.ROOT}/Themes/{name}.toml")
    assert (done.returncode, done.stderr) == (0, "")
    assert program.run("theme", "check", name).stdout == done.stdout
    assert "state.closing on ui.selection" in done.stdout
    assert "\x1b" not in done.stdout


def test_high_contrast_is_high():
    assert program.run("theme", "check", "--contrast", "7", "high-contrast").stderr == ""
    assert "warning" in program.run("theme", "check", "--contrast", "7", "dark").stderr


def test_swatches_tell_colours_and_contrast(theme):
    done = theme('inherits = "parent"\n[roles]\n"state.closed" = { fg = "red", attrs = ["dim"] }\n')
    rows = [line.split() for line in done.stdout.splitlines()]
    assert ["ui.text", "#ffffff", "on", "#000000", "21.0"] in rows
    assert ["state.closed", "red", "on", "#000000", "3.5", "dim"] in rows


def test_what_is_hard_to_read_or_in_vain_is_a_warning_with_its_line(theme):
    done = theme('inherits = "parent"\n[roles]\n"state.closed" = "#444444"\n"state.asleep" = "red"\n')
    assert done.returncode == 0
    warnings = [line.split("/mine.toml")[1] for line in done.stderr.splitlines()]
    assert warnings[0] == ":4: warning: nothing is painted with the role 'state.asleep'"
    assert warnings[1].startswith(":3: warning: state.closed has a contrast of 2.1; at least 4.5")


@pytest.mark.parametrize("text, told", [
    ('[roles]\n"ui.text" = "reddish"\n', "/mine.toml:2: 'ui.text' names the colour 'reddish'"),
    ('inherits = "nobody"\n', "/mine.toml:1: no theme 'nobody'"),
    ("[roles\n", "/mine.toml:1: "),
    ('inherits = "mine"\n', "/mine.toml:1: inherits itself: mine -> mine"),
])
def test_a_mistake_is_wrong_usage_with_file_and_line(theme, text, told):
    done = theme(text)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


@pytest.mark.parametrize("file, told", [
    ("/nonexistent/mine.toml", "no such file"), ("./README.md", "ends in .toml"),
    ("nosuch", "no theme 'nosuch'"),
])
def test_a_file_that_is_no_theme_is_wrong_usage(file, told):
    done = program.run("theme", "check", file)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr


def test_the_list_names_each_with_its_file():
    done = program.run("theme", "list")
    rows = [line.split() for line in done.stdout.splitlines()]
    assert [row[0] for row in rows] == NAMES
    assert all(row[2].endswith(f"/{row[0]}.toml") for row in rows)
    assert [row[0] for row in rows if row[1] == "light"] == ["light"]
