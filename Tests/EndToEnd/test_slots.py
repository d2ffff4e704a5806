"""The table of slots in a real terminal: columns, marks, drains."""

import os
import time
from contextlib import ExitStack

from raw import CONTINUATION, PING, TEXT, Client, frame
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


def test_idle_clients_are_drained_one_after_another():
    with open_console("--idle-timeout", "0", columns=100, rows=40) as screen:
        port = screen.port()
        with ExitStack() as stack:
            clients = [stack.enter_context(Client.connected(port)) for _ in range(8)]
            screen.wait_for("slots 8/256")
            time.sleep(1.2)
            clients[7].send(frame(TEXT, "busy"))
            assert clients[7].message() == b"busy"
            screen.wait_for("RX TEXT")
            begin = time.monotonic()
            screen.keys(":drain 4/s where idle > 1s code 4010 come back later\r")
            screen.wait_for("drain 7 slots at 4/s with 4010")
            screen.keys("y")
            screen.wait_for(r"drain [1-6]/7")
            screen.wait_for("drained 7 of 7 slots")
            assert 1.2 < time.monotonic() - begin < 6
            assert [client.close_code() for client in clients[:7]] == [4010] * 7
            clients[7].send(frame(TEXT, "still here"))
            assert clients[7].message() == b"still here"


def test_marked_slots_are_pinged_after_their_number_was_shown():
    with open_console(columns=100, rows=40) as screen:
        port = screen.port()
        with Client.connected(port), Client.connected(port), Client.connected(port):
            screen.wait_for("slots 3/256")
            screen.keys(" jV")
            screen.wait_for("2 more marked, 3 in all")
            screen.keys("p")
            screen.wait_for(r"ping 3 slots\? y yes")
            screen.keys("y")
            screen.wait_for("ping 3 slots: reached 3")
            screen.keys("gma3")
            screen.wait_for("a all/slot")
            screen.keys("'a")
            screen.wait_for("p ping")
            screen.keys(":unmark\r")
            screen.wait_for("nothing is marked")


def test_a_message_in_fragments_is_folded_and_led_back_to_its_slot():
    with open_console(columns=120, rows=36) as screen:
        with Client.connected(screen.port()) as client:
            client.send(frame(TEXT, "one, ", fin=False))
            client.send(frame(PING, "between"))
            client.send(frame(CONTINUATION, "two"))
            screen.wait_for(r"TX TEXT +fin +8B")
            screen.keys("3f")
            screen.wait_for(r'RX TEXT +2 frags +8B +"one, two"')
            screen.wait_for("RX PING")
            assert screen.row("RX CONT") is None
            screen.keys("f")
            screen.wait_for("RX CONT")
            screen.keys("2G\r")
            screen.wait_for(r"fragment 2 of 2, 8B in all:")
            screen.keys("u")
            screen.wait_for("p ping")
            screen.keys("\x7f")
            screen.wait_for("h l field|field")


def test_a_new_operator_is_welcomed_once(tmp_path):
    state = {"XDG_STATE_HOME": str(tmp_path)}
    with open_console(columns=80, rows=24, env=state) as screen:
        screen.wait_for("welcome to wscope")
        screen.keys("2")
        screen.wait_gone("welcome to wscope")
        screen.keys("Q")
        assert screen.wait_end() == 0
    assert (tmp_path / "wscope" / "welcomed").stat().st_mode & 0o777 == 0o600
    with open_console(columns=80, rows=24, env=state) as screen:
        screen.wait_for("No connection yet")
        assert "welcome" not in screen.text


def test_no_hints_welcomes_nobody(tmp_path):
    with open_console("--no-hints", env={"XDG_STATE_HOME": str(tmp_path)}) as screen:
        screen.wait_for("No connection yet")
        assert "welcome" not in screen.text
        screen.keys("Q")
        assert screen.wait_end() == 0
    assert not (tmp_path / "wscope").exists()
