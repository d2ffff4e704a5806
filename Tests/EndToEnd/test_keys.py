"""Keys that an operator has changed: the file, the program's word on it, and the screen."""

import re

import pytest

import program
from screen import Screen


@pytest.fixture
def keys(tmp_path):
    """Writes a file of keys."""
    def write(text):
        path = tmp_path / "keys.toml"
        path.write_text(text)
        return path
    return write


def test_the_list_names_every_action_of_the_readme():
    listed = program.run("keys", "list")
    assert (listed.returncode, listed.stderr) == (0, "")
    rows = dict(re.findall(r"(?m)^  (\S.*?)  +([a-z-]+)  ", listed.stdout))
    readme = (program.ROOT / "README.md").read_text()
    documented = re.findall(r"(?m)^\| (`.*`) \| .* \| `([a-z-]+)` \|$", readme)
    assert len(documented) > 30
    assert {action for _, action in documented} == set(rows.values())
    for spelled, action in documented:
        assert rows[" ".join(re.findall(r"`([^`]+)`", spelled))] == action


def test_a_good_file_is_shown_with_what_it_changes(keys):
    path = keys('[keys]\nping = ["F5"]\nsend = "p"\n')
    checked = program.run("keys", "check", path)
    assert (checked.returncode, checked.stderr) == (0, "")
    assert re.search(r"(?m)^F5 +ping +by standard p$", checked.stdout)
    listed = program.run("keys", "list", "--keys", path)
    assert re.search(r"(?m)^\* F5 +ping ", listed.stdout)


def test_a_lost_key_is_a_warning(keys):
    path = keys('[keys]\nping = ["c"]\n')
    checked = program.run("keys", "check", path)
    assert checked.returncode == 0
    assert checked.stderr == f"{path}:2: close has no key left: ping took c\n"


@pytest.mark.parametrize("text, line, wording", [
    ('[keys]\n\npnig = ["p"]\n', 3, "unknown action 'pnig'; did you mean ping?"),
    ('[keys]\nping = ["F99"]\n', 2, "no key is called 'F99'"),
    ('[keys\n', 1, ""),
])
def test_a_mistake_is_told_with_file_and_line(keys, text, line, wording):
    path = keys(text)
    checked = program.run("keys", "check", path)
    assert (checked.returncode, checked.stdout) == (2, "")
    assert checked.stderr.startswith(f"wscope: {path}:{line}: {wording}")


def test_a_file_that_is_not_there_is_wrong_usage():
    for arguments in (["keys", "check", "/nowhere/keys.toml"],
                      ["--port", "0", "--keys", "/nowhere/keys.toml"]):
        told = program.run(*arguments)
        assert told.returncode == 2
        assert "/nowhere/keys.toml" in told.stderr


def test_keys_of_the_file_work_on_the_screen(keys):
    path = keys('[keys]\nhelp = ["F9"]\nquit-now = ["X"]\n')
    with Screen("--port", "0", "--keys", path, columns=80, rows=24) as screen:
        screen.wait_for(r"F9 help")
        screen.keys("\x1b[20~")
        screen.wait_for("Act on the selected or marked slots")
        screen.keys("\x1b")
        screen.wait_gone("Act on the selected")
        screen.keys("?Q")
        screen.keys(":keys\r")
        screen.wait_for(r"\d.* keys ")
        screen.keys("G")
        screen.wait_for(r"\* X +quit-now")
        screen.keys("qX")
        assert screen.wait_end() == 0


def test_a_wrong_file_is_told_and_the_standard_keys_stay(keys):
    path = keys('[keys]\nhelp = ["F99"]\n')
    with Screen("--port", "0", "--keys", path, columns=160, rows=24) as screen:
        screen.wait_for(r"standard keys stay: .*keys\.toml:2: no key is called")
        screen.keys("?")
        screen.wait_for("Act on the selected or marked slots")
        screen.keys("Q")
        assert screen.wait_end() == 0
