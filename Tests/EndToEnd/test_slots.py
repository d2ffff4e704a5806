"""The table of slots in a real terminal: columns, marks, drains."""

import os

from raw import Client
from screen import Screen


def open_console(*options, **size):
    return Screen("--port", "0", "--no-mouse", *options, **size)


def test_columns_are_chosen_on_the_command_line_and_by_keys():
    with open_console("--columns", "rtt,queue state", columns=80, rows=24) as screen:
        with Client.connected(screen.port()):
            screen.wait_for(r"▲# +RTT QUEUE STATE")
            screen.wait_for(r"0 +- +0 CONNECTED")
            screen.keys("C")
            screen.wait_for(r"\[x\] queue")
            screen.keys("jK \r")
            screen.wait_for(r"▲# +RTT STATE")
            screen.keys(":columns reset\r")
            screen.wait_for(r"▲# GEN STATE +PEER")
            screen.keys("C")
            screen.keys(" \x1b")
            screen.wait_for(r"▲# GEN STATE +PEER")


def test_a_column_that_there_is_not_is_told_with_those_there_are(tmp_path):
    config = tmp_path / "config.toml"
    config.write_text('columns = ["rtt", "colour"]\n')
    with open_console("--config", config) as screen:
        assert os.waitstatus_to_exitcode(screen.wait_end()) == 2
        assert "colour" in screen.text and "keepalive" in screen.text
