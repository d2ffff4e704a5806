"""Each key of the key table in each pane, and each command of the command line: typed, and the
screen read for what it does. What has no expectation here fails."""

import contextlib
import re

import pytest

import program
import raw
from raw import Client, frame
from screen import Screen

PANES = {"slots": "1", "events": "2", "frames": "3", "inspector": "4"}
TITLES = {"slots": "1 SLOTS", "events": "2 EVENTS", "frames": "3 FRAMES", "inspector": "4 FRAME "}
LISTS = ("slots", "events", "frames")

SEQUENCES = {
    "Home": "\x1b[1~", "End": "\x1b[4~", "PgDn": "\x1b[6~", "PgUp": "\x1b[5~", "Tab": "\t",
    "Shift-Tab": "\x1b[Z", "Enter": "\r", "Esc": "\x1b", "Space": " ", "Backspace": "\x7f",
    "F1": "\x1bOP", "F6": "\x1b[17~", "↓": "\x1bOB", "↑": "\x1bOA", "←": "\x1bOD", "→": "\x1bOC",
}


def sequence(key):
    """What a terminal sends for a key of the table."""
    if key in SEQUENCES:
        return SEQUENCES[key]
    if key.startswith("Ctrl-"):
        return chr(ord(key[5]) & 0x1F)
    assert len(key) == 1, f"what does a terminal send for {key}?"
    return key


class Operator:
    """A console with three clients, and eyes that find what stands where."""

    def __init__(self, screen, folder):
        self.screen, self.folder = screen, folder
        self.port = screen.port()
        self.clients = [Client.connected(self.port) for _ in range(3)]
        for number in range(24):
            self.say(number % 3, f"text {number}")
        self.clients[0].send(
            frame(raw.TEXT, b"one ", fin=False) + frame(raw.CONTINUATION, b"two"))
        screen.wait_for('fin of 2 fragments 7B "one two"')
        screen.wait_for(r"slots 3/")

    def say(self, index, text):
        self.clients[index].send(frame(raw.TEXT, text))
        assert self.clients[index].message() == text.encode()

    def title(self, pane):
        """(row, column) of a pane's title; None where it is not on the screen."""
        for y, line in enumerate(self.screen.screen.display):
            x = line.find("─ " + TITLES[pane])
            if x >= 0:
                return y, x + 2
        return None

    @property
    def focus(self):
        """The pane whose title looks unlike those of the others."""
        looks = {}
        for pane in PANES:
            place = self.title(pane)
            if place:
                cell = self.screen.screen.buffer[place[0]][place[1]]
                looks[pane] = (cell.fg, cell.bold)
        return next((pane for pane, look in looks.items()
                     if list(looks.values()).count(look) == 1), None)

    def where(self, pane):
        """What tells the selected row of a pane from its neighbours."""
        y, x = self.title(pane) or (0, 0)
        if pane == "inspector":
            return "".join(re.findall(r"4 FRAME (#\d+)", self.screen.text))
        left = 0 if pane != "frames" else self.screen.screen.display[y].find("┬") + 1
        rows = self.screen.screen.display[y + 1:]
        found = next((line[left:left + 45] for line in rows if line[left] == "▌"), "")
        return found

    @property
    def header(self):
        return self.screen.screen.display[self.title("slots")[0] + 1]

    @property
    def marks(self):
        top, bottom = self.title("slots")[0], self.title("events")[0]
        return sum("•" in line for line in self.screen.lines[top:bottom])

    def enter(self, pane):
        """The second row of a pane, nothing open, hidden or marked."""
        for _ in range(3):
            self.screen.keys("\x1b")
            self.screen.pump(0.04)
        self.screen.keys(f"U{PANES[pane]}:filter\rgj")
        self.screen.wait_until(lambda: self.focus == pane, f"the focus on {pane}")
        self.screen.settle(0.06)

    def until(self, condition, what):
        self.screen.wait_until(condition, what, timeout=8)


class Deed:
    """What a key does in some panes; elsewhere it is typed too, and must do no harm."""

    def __init__(self, check, before="", undo="", panes=tuple(PANES)):
        self.check, self.before, self.undo, self.panes = check, before, undo, panes


def moves(operator, pane, key):
    start = operator.where(pane)
    operator.screen.keys(key)
    operator.until(lambda: operator.where(pane) not in ("", start), "another row")


def turns(step):
    def check(operator, pane, key):
        panes = list(PANES)
        operator.screen.keys(key)
        wanted = panes[(panes.index(pane) + step) % 4]
        operator.until(lambda: operator.focus == wanted, f"the focus on {wanted}")
    return check


def goes(**targets):
    def check(operator, pane, key):
        operator.screen.keys(key)
        wanted = targets.get(pane) or targets["to"]
        operator.until(lambda: operator.focus == wanted, f"the focus on {wanted}")
    return check


def shows(pattern):
    def check(operator, pane, key):
        assert not operator.screen.row(pattern), f"/{pattern}/ is there already"
        operator.screen.keys(key)
        operator.screen.wait_for(pattern, timeout=8)
    return check


def hides(pattern):
    def check(operator, pane, key):
        operator.screen.wait_for(pattern, timeout=8)
        operator.screen.keys(key)
        operator.screen.wait_gone(pattern, timeout=8)
    return check


def changes(what, before=None):
    """Something that is read off the screen is another afterwards."""
    def check(operator, pane, key):
        start = what(operator)
        operator.screen.keys(key)
        operator.until(lambda: what(operator) != start, f"not {start}")
    return check


def marked(count):
    def check(operator, pane, key):
        operator.screen.keys(key)
        operator.until(lambda: operator.marks == count, f"{count} marks")
    return check


def pings(operator, pane, key):
    operator.screen.keys(key)
    # The slot at hand may be any: whoever it is gets a ping.
    index = int(operator.where("slots")[1:].split()[0])
    client = operator.clients[index]
    while client.frame()[1] != raw.PING:
        pass  # what was echoed before


def backs(operator, pane, key):
    if pane == "inspector":
        return goes(to="frames")(operator, pane, key)
    operator.screen.keys("/T\r")
    return hides(r"filter: T \(")(operator, pane, key)


def searches(operator, pane, key):
    word = "CONN" if pane == "slots" else "TXT" if pane == "events" else "TEXT"
    operator.screen.keys(f"/{word}\r")
    operator.screen.wait_for(rf"filter: {word} \(", timeout=8)
    operator.screen.keys("g")
    operator.screen.settle(0.06)
    moves(operator, pane, key)


def follows(operator, pane, key):
    name = "FRAMES" if pane in ("frames", "inspector") else "EVENTS"
    operator.screen.keys("2g3g" + PANES[pane])
    operator.screen.wait_for(f"{name} .*follow:off", timeout=8)
    operator.screen.keys(key)
    operator.screen.wait_for(f"{name} .*follow:on", timeout=8)


def opens(operator, pane, key):
    if pane == "events":
        operator.screen.keys("/TXT\rg")
        operator.screen.wait_for(r"filter: TXT \(", timeout=8)
    goes(slots="frames", events="inspector", frames="inspector")(operator, pane, key)


def comes_back(operator, pane, key):
    operator.screen.keys("u")
    operator.until(lambda: operator.focus == "slots", "the slot of the row")
    goes(to=pane)(operator, pane, key)


def repaints(operator, pane, key):
    mark = len(operator.screen.raw)
    operator.screen.keys(key)
    operator.until(lambda: len(operator.screen.raw) > mark + 3000, "every cell written")


def captures(operator, pane, key):
    shows(r"LIVE .*REC")(operator, pane, key)
    hides(r"LIVE .*REC")(operator, pane, key)


def leaves(operator, pane, key):
    check = goes(to="frames") if pane == "inspector" else shows("quit and close 3 connections")
    check(operator, pane, key)


DOWN, UP = Deed(moves, before="g"), Deed(moves, before="G")
DEEDS = {
    "down": DOWN, "half-page-down": DOWN, "page-down": DOWN, "bottom": DOWN,
    "up": UP, "half-page-up": UP, "page-up": UP, "top": UP,
    "next-field": Deed(changes(lambda o: (o.header, o.screen.row("4 FRAME "))), undo="hhhhhh",
                       panes=("slots", "inspector")),
    "previous-field": Deed(changes(lambda o: (o.header, o.screen.row("4 FRAME "))), before="ll",
                           panes=("slots", "inspector"), undo="h"),
    "next-pane": Deed(turns(1)), "previous-pane": Deed(turns(-1)),
    "slots-pane": Deed(goes(to="slots")), "events-pane": Deed(goes(to="events")),
    "frames-pane": Deed(goes(to="frames")), "inspector-pane": Deed(goes(to="inspector")),
    "open": Deed(opens, panes=LISTS, undo=":\x08"), "back": Deed(backs),
    "ping": Deed(pings), "send": Deed(shows(r"send to|COMPOSE +to"), undo="\x1b"),
    "compose": Deed(shows(r"COMPOSE .*from frame #\d+"), undo="\x1b"),
    "close": Deed(shows(r"close \d\.1, code|1000 normal closure"), undo="\x1b"),
    "hostile": Deed(shows("HOSTILE"), undo="\x1b"),
    "previous-bit": Deed(changes(lambda o: o.screen.row(r"^.*│bits? \d")), before="]]",
                         panes=("inspector",), undo="\x1b"),
    "next-bit": Deed(changes(lambda o: o.screen.row(r"^.*│bits? \d")), before="]",
                     panes=("inspector",), undo="\x1b"),
    "drain": Deed(shows(r"^:drain 5/s where idle > 60s"), undo="\x1b"),
    "abort": Deed(shows(r"abort \d\.1 without a close frame\? "), undo="n"),
    "mark": Deed(marked(1), panes=("slots",)),
    "mark-range": Deed(marked(3), before="g G", panes=("slots",)),
    "unmark-all": Deed(marked(0), before="g ", panes=("slots",)),
    "filter": Deed(shows(r"^filter (slots|events|frames) /"), undo="\x1b"),
    "next-match": Deed(searches), "previous-match": Deed(searches),
    "set-place": Deed(shows("this row is:"), undo="\x1b", panes=LISTS),
    "jump-to-place": Deed(shows("jump to:"), undo="\x1b"),
    "choose-sort": Deed(shows("sort by .*the slowest first|r +rtt +the slowest first"),
                        undo="\x1b"),
    "previous-sort": Deed(changes(lambda o: o.header), undo=":sort slot\r"),
    "next-sort": Deed(changes(lambda o: o.header), undo=":sort slot\r"),
    "invert-sort": Deed(changes(lambda o: "▼" in o.header), undo=":sort slot\r"),
    "all-frames": Deed(changes(lambda o: "all slots" in o.screen.row("3 FRAMES")), undo="a"),
    "fold-fragments": Deed(changes(lambda o: o.screen.lines[-1]), undo="f"),
    "slot-of-row": Deed(goes(to="slots"), panes=("events", "frames", "inspector")),
    "where-one-was": Deed(comes_back, panes=("events", "frames")),
    "copy-frame": Deed(shows(r"copy.*f frame.*y Python"), undo="\x1b"),
    "view-payload": Deed(shows(r"PAYLOAD .*(RX|TX) [A-Z]+ .*TEXT.*HEX"), undo="q"),
    "handshake": Deed(shows("answered .* equal"), undo="q"),
    "capture": Deed(captures),
    "follow": Deed(follows),
    "freeze": Deed(shows("FROZEN"), undo="Z"),
    "help": Deed(shows("Act on the selected or marked slots"), undo="\x1b"),
    "command": Deed(shows(r"^:$"), undo="\x1b"),
    "zoom-in": Deed(changes(lambda o: sum(o.title(pane) is not None for pane in PANES)), undo="_"),
    "zoom-out": Deed(changes(lambda o: sum(o.title(pane) is not None for pane in PANES)),
                     before="+"),
    "cycle-layout": Deed(shows("layout: stacked"), undo="LL"),
    "choose-columns": Deed(shows("Space show or hide"), undo="\x1b"),
    "next-theme": Deed(shows("theme deuteranopia"), undo=":theme dark\r"),
    "redraw": Deed(repaints),
    "leave": Deed(leaves, undo="n"),
}
# What ends the program, which a test below does, or stops it, which test_kill.py does in a shell.
ENDINGS = {"quit-now", "suspend"}


def table():
    """(keys, action) for each row of the key table."""
    rows = re.findall(r"(?m)^[* ] (\S.*?)  +([a-z0-9-]+)  ", program.run("keys", "list").stdout)
    assert len(rows) > 40
    return [(keys.split(), action) for keys, action in rows]


OPTIONS = ["--idle-timeout", "0", "--ping-interval", "0", "--pong-timeout", "0"]


@pytest.fixture
def operator(tmp_path):
    with Screen("--port", "0", *OPTIONS) as screen:
        yield Operator(screen, tmp_path)


def test_every_action_has_an_expectation():
    actions = {action for _, action in table()}
    assert actions - DEEDS.keys() - ENDINGS == set(), "add what these do to DEEDS"


@pytest.mark.parametrize("pane", list(PANES))
def test_every_key_does_what_the_table_says(operator, pane):
    failures = []
    for keys, action in table():
        for key in keys if action not in ENDINGS else []:
            deed = DEEDS.get(action)
            operator.enter(pane)
            try:
                if deed is None or pane not in deed.panes:
                    operator.screen.keys(sequence(key))
                    operator.screen.pump(0.05)
                else:
                    operator.screen.keys(deed.before)
                    operator.screen.settle(0.06)
                    deed.check(operator, pane, sequence(key))
            except AssertionError as error:
                failures.append(f"{key} ({action}): {error}")
            if deed is not None and deed.undo:
                operator.screen.keys(deed.undo)
                operator.screen.settle(0.06)
    assert not failures, "\n".join(failures)
    operator.screen.keys("Q")
    assert operator.screen.wait_end() == 0
    assert operator.screen.left_clean


@pytest.mark.parametrize("pane", list(PANES))
def test_quit_now_ends_from_every_pane(operator, pane):
    operator.enter(pane)
    operator.screen.keys("Q")
    assert operator.screen.wait_end() == 0


def run_command(operator, line, pattern, undo=""):
    """Types a line and waits for what it shows."""
    operator.screen.keys(f":{line}\r")
    operator.screen.wait_for(pattern, timeout=8)
    operator.screen.keys(undo)
    operator.screen.settle(0.06)


def command_ping(operator):
    operator.screen.keys(":ping 1 hi\r")
    assert operator.clients[1].frame() == (True, raw.PING, b"hi")


def command_send(operator):
    operator.screen.keys(":send 1 to the lamp\r")
    assert operator.clients[1].message() == b"to the lamp"


@contextlib.contextmanager
def fourth_client(operator):
    """One more client, seen in slot 3. The one before it may have left a moment ago: until that is
    seen, the count on the screen is its, and so may the slot be."""
    operator.screen.wait_for("slots 3/")
    with Client.connected(operator.port) as client:
        operator.screen.wait_for("slots 4/")
        operator.screen.wait_for(r"\b3 +\d+ CONNECTED")
        yield client


def command_close(operator):
    with fourth_client(operator) as client:
        operator.screen.keys(":close 3 4001 bye\r")
        assert client.close_code() == 4001


def command_abort(operator):
    with fourth_client(operator) as client:
        run_command(operator, "abort 3", "without a close frame", "y")
        assert client.is_ended()


def command_follow(operator):
    operator.screen.keys("2g")
    operator.screen.wait_for("EVENTS .*follow:off")
    run_command(operator, "follow", "EVENTS .*follow:on")


COMMANDS = {
    "ping": command_ping, "send": command_send, "close": command_close, "abort": command_abort,
    "mark": lambda o: (o.screen.keys(":mark where slot < 2\r"),
                       o.until(lambda: o.marks == 2, "two marks")),
    "unmark": lambda o: (o.screen.keys(":mark all\r"), o.until(lambda: o.marks == 3, "marks"),
                         o.screen.keys(":unmark\r"), o.until(lambda: o.marks == 0, "none")),
    "drain": lambda o: run_command(o, "drain 5/s where slot = 2", r"drain .*\? y yes  n no", "n"),
    "filter": lambda o: (run_command(o, "filter CONN", r"filter: CONN \("),
                         o.screen.keys(":filter\r"), o.screen.wait_gone(r"filter: CONN")),
    "sort": lambda o: run_command(o, "sort !peer", "▼PEER", ":sort slot\r"),
    "follow": command_follow,
    "fold": lambda o: (run_command(o, "fold", "messages in fragments are one row"),
                       o.screen.keys(":fold\r")),
    "compose": lambda o: run_command(o, "compose 0", r"COMPOSE +to 0\.1", "\x1b"),
    "template": lambda o: run_command(o, "template opcode", "template opcode", "\x1b"),
    "hostile": lambda o: (run_command(o, "hostile mute 0", "CONNECTED .*MUTE"),
                          o.screen.keys(":hostile off 0\r"),
                          o.screen.wait_gone("CONNECTED .*MUTE")),
    "capture": lambda o: (run_command(o, f"capture start {o.folder}/x.wscap", r"LIVE .*REC"),
                          run_command(o, "capture stop", "captured .* to")),
    "export": lambda o: run_command(
        o, f"export jsonl {o.folder}/x.jsonl", r"exported \d+ records to"),
    "copy": lambda o: run_command(o, "copy frame", "copied: "),
    "payload": lambda o: run_command(o, "payload", r"PAYLOAD .*(RX|TX) [A-Z]+ .*TEXT.*HEX", "q"),
    "handshake": lambda o: run_command(o, "handshake 0", "answered .* equal", "q"),
    "freeze": lambda o: (run_command(o, "freeze", "FROZEN"), run_command(o, "freeze", "LIVE")),
    "theme": lambda o: run_command(o, "theme light", "theme light", ":theme dark\r"),
    "help": lambda o: run_command(o, "help", "Act on the selected or marked slots", "\x1b"),
    "columns": lambda o: (run_command(o, "columns peer path", r"# +PEER +PATH"),
                          run_command(o, "columns reset", "STATE")),
    "keys": lambda o: run_command(o, "keys", "half-page-down", "\x1b"),
    "map": lambda o: run_command(o, "map F5 ping", "F5: ping, ping"),
    "unmap": lambda o: (run_command(o, "map F7 ping", "F7: ping, ping"),
                        run_command(o, "unmap F7", "F7 does nothing")),
    "reload": lambda o: run_command(o, "reload", "no certificate to read anew"),
    "quit": lambda o: (o.screen.keys(":quit\r"), o.screen.wait_end()),
}


def commands(screen):
    """The names that the help lists, page by page."""
    names = set()
    screen.keys("?g")
    for _ in range(8):
        screen.settle(0.1)
        names |= set(re.findall(r"(?:[│|] |  ):([a-z-]+)\b", screen.text))
        screen.keys("\x1b[6~")
    screen.keys("\x1b")
    screen.wait_for("1 SLOTS")
    return names


def test_every_command_does_what_the_help_says(operator):
    names = commands(operator.screen)
    assert names - COMMANDS.keys() == set(), "add what these do to COMMANDS"
    for name, check in COMMANDS.items():
        if name in names:
            operator.enter("slots")
            check(operator)
    assert operator.screen.status == 0
