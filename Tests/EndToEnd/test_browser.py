"""A real browser against the console: skipped where none is at hand."""

import http.server
import json
import queue
import shutil
import subprocess
import threading

import pytest

from screen import Screen

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") \
    or shutil.which("google-chrome")

PAGE = """<!doctype html><script>
const tell = (what) => fetch('/told', {method: 'POST', body: JSON.stringify(what)});
const socket = new WebSocket(SOCKET_URL);
socket.onopen = () => socket.send('from a page');
socket.onmessage = (event) => { tell({message: event.data}); if (event.data === 'bye') return; };
socket.onclose = (event) => tell({code: event.code, reason: event.reason});
</script>"""

ECHO_PAGE = """<!doctype html><script>
const tell = (what) => fetch('/told', {method: 'POST', body: JSON.stringify(what)});
const socket = new WebSocket(SOCKET_URL);
const words = ['temperature', '21.5', 'slot', 'grüße'];
let said = '';
while (said.length < 1000000) said += words[Math.floor(Math.random() * 4)];
socket.onopen = () => socket.send(said);
socket.onmessage = (event) => tell({same: event.data === said, extensions: socket.extensions});
</script>"""

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on PATH")


@pytest.fixture
def browser(tmp_path):
    """Opens a page that reports back; gives its origin and what it tells."""
    told = queue.Queue()
    pages = {}

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = pages.get("page", "").encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def do_POST(self):
            told.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    origin = f"http://127.0.0.1:{server.server_port}"
    running = []

    def open_page(socket_url, page=PAGE):
        pages["page"] = page.replace("SOCKET_URL", json.dumps(socket_url))
        running.append(subprocess.Popen(
            [CHROMIUM, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
             "--disable-dev-shm-usage", f"--user-data-dir={tmp_path}/profile", origin],
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL))

    yield origin, open_page, told
    for process in running:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
    server.shutdown()


def test_a_page_is_seen_and_reached(browser):
    origin, open_page, told = browser
    with Screen("--port", "0", "--origin", origin) as screen:
        open_page(f"ws://127.0.0.1:{screen.port()}/page")
        assert told.get(timeout=60) == {"message": "from a page"}
        screen.wait_for(r"\b0 +1 CONNECTED")
        screen.wait_for(r'TXT_DATA_RX .*"from a page"')
        screen.keys("s")
        screen.keys("to the page\r")
        assert told.get(timeout=20) == {"message": "to the page"}
        screen.keys("p")
        screen.wait_for(r"PONG_RX .*RTT")
        screen.keys("c")
        screen.keys("4003 enough\r")
        assert told.get(timeout=20) == {"code": 4003, "reason": "enough"}


def test_a_page_agrees_on_compression_and_hears_its_megabyte(browser, serve):
    origin, open_page, told = browser
    server = serve("--origin", origin, "--max-message", "2MiB")
    open_page(f"ws://127.0.0.1:{server.port}/", ECHO_PAGE)
    assert told.get(timeout=60) == {
        "same": True, "extensions": "permessage-deflate; client_max_window_bits=12"}


def test_a_page_from_elsewhere_is_refused(browser):
    _, open_page, told = browser
    with Screen("--port", "0") as screen:
        open_page(f"ws://127.0.0.1:{screen.port()}/page")
        assert told.get(timeout=60) == {"code": 1006, "reason": ""}
        screen.wait_for(r"\b0 +\d+ CLOSED")
