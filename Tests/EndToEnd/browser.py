"""Real browsers, headless, on a page that reports back; each only where it is on PATH."""

import http.server
import json
import queue
import shutil
import subprocess
import threading

import pytest

CHROMIUM = ["chromium", "chromium-browser", "google-chrome"]
FIREFOX = ["firefox", "firefox-esr"]


def command(browser, folder, page):
    """What opens a page with a profile in a folder; None where there is no such browser."""
    names = CHROMIUM if browser == "chromium" else FIREFOX
    program = next(filter(None, map(shutil.which, names)), None)
    if program is None:
        return None
    if browser == "firefox":
        return [program, "--headless", "--no-remote", "--profile", str(folder), page]
    return [program, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run",
            "--disable-dev-shm-usage", f"--user-data-dir={folder}", page]


class Browser:
    """Serves the page, opens it, and keeps what it tells."""

    def __init__(self, name, folder):
        self.name = name
        self.folder = folder
        self.told = queue.Queue()
        self.page = b""
        self.running = None
        outer = self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                self.send_response(200)
                self.send_header("Content-Type", "text/html")
                self.send_header("Content-Length", str(len(outer.page)))
                self.end_headers()
                self.wfile.write(outer.page)

            def do_POST(self):
                outer.told.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.origin = f"http://127.0.0.1:{self.server.server_port}"

    def open(self, script, socket_url):
        """A page with this script, in which SOCKET_URL is that URL and tell(what) reports."""
        words = command(self.name, self.folder, self.origin)
        if words is None:
            pytest.skip(f"no {self.name} on PATH")
        self.page = (
            "<!doctype html><script>const tell = (what) => fetch('/told', "
            "{method: 'POST', body: JSON.stringify(what)});"
            f"const SOCKET_URL = {json.dumps(socket_url)};{script}</script>").encode()
        self.folder.mkdir()
        self.running = subprocess.Popen(
            words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def end(self):
        if self.running is not None:
            self.running.terminate()
            try:
                self.running.wait(10)
            except subprocess.TimeoutExpired:
                self.running.kill()
                self.running.wait()
        self.server.shutdown()
