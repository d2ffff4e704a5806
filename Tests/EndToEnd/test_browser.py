"""Real browsers against the console and the server: skipped where none is at hand."""

import pytest

from browser import Browser
from screen import Screen

TALK = """
const socket = new WebSocket(SOCKET_URL);
socket.onopen = () => socket.send('from a page');
socket.onmessage = (event) => tell({message: event.data});
socket.onclose = (event) => tell({code: event.code, reason: event.reason});"""

# A text of 1 MiB with every plane in it, then as many bytes, both back unchanged.
ECHO = """
const part = '{"lamp": "grün", "note": "𝄞"}';
const text = part.repeat((1 << 20) / new TextEncoder().encode(part).length | 0);
const bytes = Uint8Array.from({length: 1 << 20}, (_, n) => (n * n) >> 7);
const socket = new WebSocket(SOCKET_URL);
socket.binaryType = 'arraybuffer';
socket.onopen = () => { socket.send(text); socket.send(bytes); };
socket.onclose = (event) => tell({code: event.code});
socket.onmessage = (event) => {
    if (typeof event.data === 'string') return tell({
        extensions: socket.extensions, text: event.data === text});
    const echo = new Uint8Array(event.data);
    tell({bytes: echo.length === bytes.length && echo.every((byte, n) => byte === bytes[n])});
};"""


@pytest.fixture(params=["chromium", "firefox"])
def browser(request, tmp_path):
    made = Browser(request.param, tmp_path / "profile")
    yield made
    made.end()


def test_a_page_is_seen_and_reached(browser):
    with Screen("--port", "0", "--origin", browser.origin) as screen:
        browser.open(TALK, f"ws://127.0.0.1:{screen.port()}/page")
        assert browser.told.get(timeout=60) == {"message": "from a page"}
        screen.wait_for(r"\b0 +1 CONNECTED")
        screen.wait_for(r'TXT_DATA_RX .*"from a page"')
        screen.keys("s")
        screen.keys("to the page\r")
        assert browser.told.get(timeout=20) == {"message": "to the page"}
        screen.keys("p")
        screen.wait_for(r"PONG_RX .*RTT")
        screen.keys("c")
        screen.keys("4003 enough\r")
        assert browser.told.get(timeout=20) == {"code": 4003, "reason": "enough"}


def test_a_page_from_elsewhere_is_refused(browser):
    with Screen("--port", "0") as screen:
        browser.open(TALK, f"ws://127.0.0.1:{screen.port()}/page")
        assert browser.told.get(timeout=60) == {"code": 1006, "reason": ""}
        screen.wait_for(r"\b0 +\d+ CLOSED")


def test_a_page_agrees_on_compression_and_hears_a_mebibyte_again(browser, serve):
    server = serve("--origin", browser.origin, "--compress", "on")
    browser.open(ECHO, server.url)
    told = browser.told.get(timeout=60)
    assert told["extensions"].startswith("permessage-deflate") and told["text"]
    assert browser.told.get(timeout=60) == {"bytes": True}
    assert server.expect("BIN_DATA_RX")["bytes"] == 1 << 20
