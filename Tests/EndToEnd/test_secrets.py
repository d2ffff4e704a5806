"""Secrets of handshakes are shown to nobody who did not ask, and files are for their owner."""

import json
import stat

import pytest

import raw
from program import run
from raw import Client
from screen import Screen

SECRETS = {"Authorization": "Bearer Hush-1", "Cookie": "session=Hush-2",
           "X-Auth-Token": "Hush-3", "Referer": "https://a.example/?t=Hush-4",
           "Sec-WebSocket-Protocol": "chat, " + "Hush-5" * 8}
PATH = "/chat?token=Hush-6"
RESPONSE = (b"HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
            b"Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\nSet-Cookie: id=Hush-7\r\n"
            b"Sec-WebSocket-Protocol: " + b"Hush-8" * 8 + b"\r\nLocation: /x?y=Hush-9\r\n\r\n")


def request():
    return raw.request(80, path=PATH, **SECRETS)


@pytest.mark.parametrize("form", [[], ["--json"]], ids=["text", "json"])
@pytest.mark.parametrize("stream", [request(), RESPONSE], ids=["request", "response"])
def test_decode_hides_secrets_unless_asked(tmp_path, stream, form):
    path = tmp_path / "stream"
    path.write_bytes(stream)
    hidden = run("decode", "--stream", path, *form).stdout
    assert "Hush" not in hidden and "****" in hidden
    told = run("decode", "--stream", path, "--show-secrets", *form).stdout
    assert told.count("Hush-") >= 3
    # Lengths stay, and so does what is no secret.
    assert len(hidden) == len(told)


def test_serve_and_its_captures_hide_secrets(serve, tmp_path):
    path = tmp_path / "x.wscap"
    server = serve("--capture", path)
    with Client.connected(server.port, path=PATH) as client:
        client.send(raw.close(1000))
    with Client(server.port) as client:
        client.handshake(path=PATH, **SECRETS)
    server.expect("CLOSED", slot=0)
    assert server.end() == 0
    assert "Hush" not in json.dumps(server.seen) and b"Hush" not in path.read_bytes()
    exported = run("open", "--export", "jsonl", path).stdout
    assert "Hush" not in exported and "****" in exported


def test_files_are_for_their_owner(tmp_path):
    state, config = tmp_path / "state", tmp_path / "config"
    environment = {"XDG_STATE_HOME": str(state), "XDG_CONFIG_HOME": str(config)}
    with Screen("--port", "0", "--no-hints", env=environment) as screen:
        screen.wait_for("LIVE")
        with Client.connected(screen.port()):
            screen.wait_for(r"CONNECTED +127")
            screen.keys(":capture start\r")
            screen.wait_for("REC")
            screen.keys("s")
            screen.wait_for("COMPOSE")
            screen.keys("secret payload\r")
            screen.settle(0.3)
            screen.keys("\x1b")
            screen.settle(0.3)
            screen.keys(":template save mine\r")
            screen.wait_for("mine")
            screen.settle(0.3)
            screen.keys("\x1b")
            screen.settle(0.3)
            screen.keys(":capture stop\r")
            screen.wait_for("captured")
        screen.keys("Q")
        screen.wait_end()
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name for path in files} >= {"history"}
    assert any(path.suffix == ".wscap" for path in files)
    for path in files:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


@pytest.mark.parametrize("name", ["../dark", "/etc/passwd", "a" * 65, "da\nrk"])
def test_names_of_themes_cannot_leave_their_folder(name):
    result = run("run", "--linear", "--port", 0, f"--theme={name}")
    assert result.returncode == 2 and "a theme name" in result.stderr


def test_a_capture_is_never_written_through_a_link_nor_over_a_file(tmp_path):
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("mine")
    link.symlink_to(target)
    dangling = tmp_path / "dangling"
    dangling.symlink_to(tmp_path / "nowhere")
    for path in (target, link, dangling):
        result = run("serve", "--port", 0, "--capture", path)
        assert result.returncode == 1 and str(path) in result.stderr
    assert target.read_text() == "mine" and not (tmp_path / "nowhere").exists()


def test_endless_files_are_not_read_to_their_end():
    assert "over 64 KiB" in run("serve", "--config", "/dev/zero").stderr
