"""A time of day that jumps, under the running program: nothing of ours goes by it."""

import subprocess
import time
from datetime import datetime

import pytest

import raw
from honest import Honest
from program import Serve
from raw import Client, frame
from screen import Screen

# The real clock is a day ahead, then two behind, and so on at each reading; the others go on.
JUMPS = """
#include <dlfcn.h>
#include <sys/time.h>
#include <time.h>

static _Atomic long readings;

static long jump(void) { return 86400L * (readings++ % 2 ? -2 : 1); }

int clock_gettime(clockid_t clock, struct timespec *time) {
    int (*real)(clockid_t, struct timespec *) = dlsym(RTLD_NEXT, "clock_gettime");
    int status = real(clock, time);
    if (status == 0 && clock == CLOCK_REALTIME) time->tv_sec += jump();
    return status;
}

int gettimeofday(struct timeval *restrict time, void *restrict zone) {
    int (*real)(struct timeval *, void *) = dlsym(RTLD_NEXT, "gettimeofday");
    int status = real(time, zone);
    if (status == 0) time->tv_sec += jump();
    return status;
}

time_t time(time_t *place) {
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now);
    if (place) *place = now.tv_sec;
    return now.tv_sec;
}
"""


@pytest.fixture(scope="module")
def jumping(tmp_path_factory):
    """An environment in which the time of day jumps."""
    folder = tmp_path_factory.mktemp("clock")
    (folder / "jumps.c").write_text(JUMPS)
    subprocess.run(
        ["cc", "-std=c17", "-Wall", "-Werror", "-D_GNU_SOURCE", "-shared", "-fPIC", "-o",
         folder / "jumps.so", folder / "jumps.c"], check=True)
    return {"LD_PRELOAD": str(folder / "jumps.so")}


def test_the_clock_of_these_tests_does_jump(jumping):
    days = {subprocess.run(["date", "+%F"], env=jumping, capture_output=True, text=True).stdout
            for _ in range(2)}
    assert days != {time.strftime("%F\n", time.gmtime())}


def test_deadlines_round_trips_and_the_order_of_events_stay(jumping):
    options = ["--idle-timeout", "700ms", "--ping-interval", "200ms", "--pong-timeout", "2s"]
    with Serve(*options, env=jumping) as server:
        with Honest(server.port) as honest, Client.connected(server.port) as silent:
            begun = time.monotonic()
            pings = 0
            while (received := silent.frame())[1] == raw.PING:
                pings += 1
            assert received[1] == raw.CLOSE
            assert 0.6 < time.monotonic() - begun < 1.5
            assert pings >= 1
            assert server.expect("TIMEOUT")["timeout"] == "idle"
            silent.send(frame(raw.CLOSE, received[2]))
        assert honest.report["error"] is None and honest.p99 < 100
        assert server.end() == 0
        totals = server.expect("TOTALS")
        assert totals["timeouts"] == 1 and totals["worst_lag_ms"] < 1000
        trips = [event["rtt_ms"] for event in server.seen if "rtt_ms" in event]
        assert trips and all(0 <= trip < 1000 for trip in trips)
        times = [datetime.fromisoformat(event["time"]) for event in server.seen]
        # Paired once with the time of day: whatever that was, in order, and of one minute.
        assert times == sorted(times) and (times[-1] - times[0]).seconds < 60


def test_the_console_goes_on(jumping):
    with Screen("--port", "0", env=jumping) as screen:
        with Client.connected(screen.port()) as client:
            screen.wait_for(r"\b0 +1 CONNECTED")
            for number in range(20):
                client.send(frame(raw.TEXT, f"number {number}"))
                assert client.message() == f"number {number}".encode()
            screen.wait_for("number 19")
            # What is left until it is idle for too long.
            screen.wait_for(r"\b0 +1 CONNECTED .* (29|30)s ")
        screen.keys("Q")
        assert screen.wait_end() == 0
        assert screen.left_clean
