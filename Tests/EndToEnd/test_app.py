"""`--app ./callback.so`: code in C for the SYS_WSS interface, loaded into wscope."""

import os
import re
import signal
import struct
import subprocess

import pytest
from websockets.sync.client import connect

import program
from plugin import CALLBACK, compile_plugin
from screen import Screen, terminal_is_clean

INCLUDES = "#include <stdio.h>\n#include <stdlib.h>\n#include <unistd.h>\n#include \"sys_wss.h\"\n"

# The other entry point, with the name and the habits of the interface's sample.
SAMPLE = INCLUDES + """
void wss_user_callback(SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie) {
    (void)data;
    printf("sample(%d): %d cookie %d\\r\\n", clientIndex, event, cookie != NULL);
}
"""


def on_text(body):
    """A plugin that does something whenever a text comes."""
    return INCLUDES + """
#include <assert.h>
#include <string.h>
static void on_event(SYS_WSS_EVENTS event, void *data, int32_t client, void *cookie) {
    (void)data; (void)client; (void)cookie;
    if (event != SYS_WSS_EVENT_CLIENT_TXT_DATA_RX) return;
    %s
}
void APP_Initialize(void) { SYS_WSS_register_callback(on_event, NULL); }
""" % body


def says(server, text, **members):
    return server.expect("PRINT", text=text, **members)


def test_a_message_may_be_changed_in_place_once_it_is_sent(serve, tmp_path):
    server = serve("--app", compile_plugin(tmp_path, on_text("""
    SYS_WSS_RXDATA *message = data;
    SYS_WSS_sendMessage(true, SYS_WSS_FRAME_TEXT, message->data, message->datalen, client);
    memset(message->data, 'b', message->datalen);
    SYS_WSS_sendMessage(true, SYS_WSS_FRAME_TEXT, message->data, message->datalen, client);
    """)))
    with connect(server.url, compression=None) as client:
        for size in (100, 8_000, 100_000):
            client.send("a" * size)
            assert client.recv(timeout=5) == "a" * size
            assert client.recv(timeout=5) == "b" * size


def test_what_a_callback_prints_is_among_the_events(serve, tmp_path):
    server = serve("--app", compile_plugin(tmp_path, CALLBACK))
    assert server.seen[0]["app"] == "callback.so"
    with connect(server.url, compression=None) as client:
        client.send("Hello")
        assert client.recv(timeout=5) == "Hello"
    server.expect("CLOSED")
    assert server.end() == 0
    server.expect("STOPPED")
    prints = [event["text"] for event in server.seen if event["event"] == "PRINT"]
    assert prints == [
        "the app begins", "client 0: event 1", "client 0: event 2", "client 0: event 4",
        "it says Hello", "client 0: event 7", "client 0: event 8", "client 0: event 9"]
    rest = [event for event in server.seen if event["event"] not in ("LISTENING", "STOPPED")]
    assert [event["time"] for event in rest] == sorted(event["time"] for event in rest)
    names = [event["event"] for event in rest]
    assert names.index("CONNECTING") < names.index("TXT_DATA_RX") < names.index("CLOSED")


def test_the_sample_of_the_interface_needs_no_other_entry(serve, tmp_path):
    server = serve("--app", compile_plugin(tmp_path, SAMPLE))
    with connect(server.url):
        says(server, "sample(0): 1 cookie 0")
        says(server, "sample(0): 2 cookie 0")


def test_a_bare_name_is_a_file_of_the_working_directory(tmp_path):
    compile_plugin(tmp_path, SAMPLE, "lamp.so")
    process = subprocess.Popen(
        [program.WSCOPE, "serve", "--port", "0", "--app", "lamp.so"], cwd=tmp_path,
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert '"app":"lamp.so"' in process.stdout.readline()
    process.terminate()
    process.communicate(timeout=20)
    assert process.returncode == 0


def standing(screen):
    """The rows in which no clock runs."""
    return [line for line in screen.lines[1:] if "127.0.0.1:" not in line]


def test_the_screen_shows_prints_and_nothing_is_painted_over(tmp_path):
    app = compile_plugin(tmp_path, CALLBACK)
    with Screen("--port", "0", "--idle-timeout", "0", "--app", app) as screen:
        screen.wait_for(r"PRINT +the app begins")
        with connect(f"ws://127.0.0.1:{screen.port()}", compression=None) as client:
            for number in range(5):
                client.send(f"line {number}")
                assert client.recv(timeout=5) == f"line {number}"
            screen.wait_for(r"\d\.\d{3} - +PRINT +it says line 4")
            client.send("\x1b[2Jgone")
            assert client.recv(timeout=5) == "\x1b[2Jgone"
            screen.wait_for(r"PRINT +it says \\x1b\[2Jgone")
            # Had anything come past the canvas, painting every cell anew would tell.
            screen.settle()
            before = standing(screen)
            screen.keys("\x0c")
            screen.settle()
            assert standing(screen) == before
            screen.keys("2/print it says\r")
            screen.wait_for(r"filter: print it says \(\d+ hidden\)")
            screen.keys("\x1b")
            screen.wait_gone("filter: ")
        screen.keys("Q")
        assert screen.wait_end() == 0
        assert screen.left_clean


def test_lines_of_text_where_no_terminal_can_draw(tmp_path):
    app = compile_plugin(tmp_path, CALLBACK)
    with Screen("--port", "0", "--app", app, term="dumb") as screen:
        line = screen.wait_for(r"listening on ws://127\.0\.0\.1:\d+")
        screen.wait_for(r"\d\.\d{3} - +PRINT +the app begins")
        with connect(re.search(r"ws://\S+", line).group()) as client:
            client.send("Hello")
            screen.wait_for(r"PRINT +it says Hello")
        screen.signal(signal.SIGTERM)
        assert screen.wait_end() == 0


def test_an_unfinished_line_is_shown_and_the_last_one_too(serve, tmp_path):
    app = compile_plugin(tmp_path, on_text('printf("ready> "); fflush(stdout);') + """
__attribute__((destructor)) static void last(void) { fprintf(stderr, "after the end"); }
""")
    server = serve("--app", app)
    with connect(server.url) as client:
        client.send("x")
        says(server, "ready> ")
    assert server.end() == 0
    assert server.process.stderr.read().endswith("after the end")


def test_a_callback_that_hangs_is_heard(serve, tmp_path):
    app = compile_plugin(
        tmp_path, on_text('printf("waiting for ever\\n"); for (;;) pause();'))
    server = serve("--app", app)
    with connect(server.url, close_timeout=0) as client:
        client.send("x")
        says(server, "waiting for ever")
        server.process.kill()


def test_a_flood_of_lines_waits_for_nobody_and_is_counted(serve, tmp_path):
    count = 300_000
    app = compile_plugin(tmp_path, on_text(f"""
        for (int i = 0; i < {count}; i++) printf("line %d\\n", i);
        printf("the end\\n");
        SYS_WSS_sendMessage(1, SYS_WSS_FRAME_TEXT, (uint8_t *)"done", 4, client);"""))
    server = serve("--app", app)
    with connect(server.url) as client:
        client.send("x")
        assert client.recv(timeout=20) == "done"
    says(server, "the end")
    server.end()
    server.expect("STOPPED")
    lost = sum(event["lines"] for event in server.seen if "lines" in event)
    shown = [event for event in server.seen if event["event"] == "PRINT"]
    assert lost + len(shown) == count + 1


def test_long_lines_are_cut(serve, tmp_path):
    app = compile_plugin(tmp_path, on_text("""
        char text[3000];
        memset(text, 'a', sizeof text);
        printf("%.*s\\nshort\\n", (int)sizeof text, text);"""))
    server = serve("--app", app)
    with connect(server.url) as client:
        client.send("x")
        says(server, "a" * 1024, cut=True)
        assert "cut" not in says(server, "short")


CRASHES = {
    "assert": ('assert(!"the lamp is on");', signal.SIGABRT, "the lamp is on"),
    "pointer": ('printf("soon\\n"); *(volatile int *)8 = 1;', signal.SIGSEGV, "soon"),
}


@pytest.mark.parametrize("body, how, words", CRASHES.values(), ids=CRASHES)
def test_a_crash_is_told_on_stderr(serve, tmp_path, body, how, words):
    server = serve("--app", compile_plugin(tmp_path, on_text(body)))
    with connect(server.url, close_timeout=0) as client:
        client.send("x")
        assert server.process.wait(program.PATIENCE) == -how
    errors = server.process.stderr.read()
    assert "ended by a crash or by exit; the last that was printed:" in errors
    assert words in errors


@pytest.mark.parametrize("body, how, words", CRASHES.values(), ids=CRASHES)
def test_a_crash_gives_the_terminal_back_and_is_told(tmp_path, body, how, words):
    app = compile_plugin(tmp_path, on_text(body))
    with Screen("--port", "0", "--app", app) as screen:
        screen.wait_for("LIVE")
        with connect(f"ws://127.0.0.1:{screen.port()}", close_timeout=0) as client:
            client.send("x")
            status = screen.wait_end()
        assert os.WIFSIGNALED(status) and os.WTERMSIG(status) == how
        assert screen.left_clean
        assert words in screen.text


def test_a_plugin_that_calls_exit_leaves_the_terminal_clean(tmp_path):
    app = compile_plugin(tmp_path, on_text('printf("enough\\n"); exit(7);'))
    with Screen("--port", "0", "--app", app) as screen:
        screen.wait_for("LIVE")
        with connect(f"ws://127.0.0.1:{screen.port()}", close_timeout=0) as client:
            client.send("x")
            status = screen.wait_end()
        assert os.WEXITSTATUS(status) == 7
        assert screen.left_clean
        assert "enough" in screen.text


def test_what_is_said_after_the_screen_is_closed_is_on_the_terminal(tmp_path):
    app = compile_plugin(tmp_path, CALLBACK)
    with Screen("--port", "0", "--app", app) as screen:
        screen.wait_for("LIVE")
        with connect(f"ws://127.0.0.1:{screen.port()}"):
            screen.wait_for(r"PRINT +client 0: event 2")
            screen.keys("Q")
            assert screen.wait_end() == 0
        assert terminal_is_clean(bytes(screen.raw))
        assert "client 0: event 9" in screen.text


def test_prints_of_connections_alone_are_none(serve, tmp_path):
    server = serve("--events", "connections", "--app", compile_plugin(tmp_path, CALLBACK))
    with connect(server.url):
        server.expect("CONNECTED")
    server.expect("CLOSED")
    server.end()
    server.expect("STOPPED")
    assert "PRINT" not in [event["event"] for event in server.seen]


def test_without_events_the_application_has_stdout_to_itself(tmp_path):
    process = subprocess.Popen(
        [program.WSCOPE, "serve", "--port", "0", "--events", "none", "--app",
         compile_plugin(tmp_path, INCLUDES + """
void APP_Initialize(void) { puts("mine"); fflush(stdout); SYS_WSS_register_callback(0, 0); }
""")], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout.readline() == "mine\n"
    process.terminate()
    assert process.communicate(timeout=20)[0] == ""
    assert process.returncode == 0


# What is wrong with the file

def refused(path, *, cwd=None):
    result = subprocess.run(
        [program.WSCOPE, "serve", "--port", "0", "--app", str(path)], capture_output=True,
        text=True, timeout=program.PATIENCE, cwd=cwd, env=program.clean_environment())
    assert result.returncode == 1
    assert result.stdout == ""
    assert result.stderr.count("\n") == 1
    assert result.stderr.startswith(f"wscope: {path}: ")
    return result.stderr


def test_no_such_file(tmp_path):
    assert "there is no such file" in refused(tmp_path / "lamp.so")
    assert "there is no such file" in refused("lamp.so", cwd=tmp_path)


def test_a_folder(tmp_path):
    assert "is a folder" in refused(tmp_path)


def test_a_pipe_is_not_waited_for(tmp_path):
    os.mkfifo(tmp_path / "lamp.so")
    assert "is not a file" in refused(tmp_path / "lamp.so")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_an_unreadable_file(tmp_path):
    (tmp_path / "lamp.so").touch(0o000)
    assert "cannot be read: Permission denied" in refused(tmp_path / "lamp.so")


@pytest.mark.parametrize("name, content, words", [
    ("lamp.c", b"int x;\n", "is source code; compile one: cc -shared -fPIC -o lamp.so lamp.c"),
    ("lamp.so", b"", "is empty"),
    ("lamp.so", b"hello", "is not a shared object"),
])
def test_no_shared_object(tmp_path, name, content, words):
    (tmp_path / name).write_bytes(content)
    assert words in refused(tmp_path / name)


def test_a_program_and_what_is_not_linked(tmp_path):
    compile_plugin(tmp_path, SAMPLE)
    source = tmp_path / "main.c"
    source.write_text("int main(void) { return 0; }\n")
    for name, *flags in [("fixed", "-no-pie"), ("free", "-pie", "-fPIE")]:
        subprocess.run(["cc", *flags, "-o", tmp_path / name, source], check=True)
        assert "is a program, not a shared object" in refused(tmp_path / name)
    subprocess.run(["cc", "-c", "-o", tmp_path / "main.o", source], check=True)
    assert "is compiled but not linked" in refused(tmp_path / "main.o")


def test_another_machine(tmp_path):
    path = compile_plugin(tmp_path, SAMPLE)
    content = bytearray(path.read_bytes())
    content[4:6] = 1, 1
    content[18:20] = struct.pack("<H", 8)
    path.write_bytes(content)
    assert "is for MIPS (32 bits), and wscope runs on " in refused(path)


def test_a_function_that_wscope_does_not_have(tmp_path):
    path = compile_plugin(tmp_path, """
void SYS_WSS_DimLamp(void);
void APP_Initialize(void) { SYS_WSS_DimLamp(); }
""")
    assert "uses SYS_WSS_DimLamp, which wscope does not have" in refused(path)
    path = compile_plugin(tmp_path, """
void led_on(void);
void APP_Initialize(void) { led_on(); }
""")
    assert "uses led_on, which nothing defines" in refused(path)


def test_a_library_that_is_missing(tmp_path):
    helper = compile_plugin(tmp_path, "void led_on(void) {}\n", "libled.so")
    source = tmp_path / "lamp.c"
    source.write_text("void led_on(void);\nvoid APP_Initialize(void) { led_on(); }\n")
    subprocess.run(
        ["cc", "-shared", "-fPIC", "-o", tmp_path / "lamp.so", source, f"-L{tmp_path}", "-lled"],
        check=True)
    helper.unlink()
    assert "needs libled.so, which is not found" in refused(tmp_path / "lamp.so")


def test_no_entry_point(tmp_path):
    path = compile_plugin(tmp_path, "void app_init(void) {}\n")
    assert "has neither APP_Initialize nor wss_user_callback" in refused(path)


def test_what_it_printed_before_it_failed_is_not_lost(tmp_path):
    path = compile_plugin(tmp_path, INCLUDES + """
__attribute__((constructor)) static void early(void) { puts("loading"); }
""")
    result = program.run("serve", "--port", 0, "--app", path)
    assert result.returncode == 1
    assert result.stdout == "loading\n"
    assert "has neither" in result.stderr


def test_a_name_that_is_neither_is_wrong_usage():
    result = program.run("serve", "--app", "ecko")
    assert result.returncode == 2
    assert "echo, sink, broadcast or a shared object such as ./callback.so" in result.stderr
