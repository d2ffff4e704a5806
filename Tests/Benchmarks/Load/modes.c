// The scenes: what all clients do together, and what is told of it, a line of JSON each.
#include "load.h"

#include <stdlib.h>
#include <string.h>

static uint64_t nanoseconds(double seconds) { return (uint64_t)(seconds * 1e9); }

static void run_until(uint64_t end) {
    while (now() < end) pump(0);
}

static void rest_until(uint64_t end) {
    while (now() < end) pump(10);
}

static void open_all(void) {
    uint64_t seen = 0, since = now();
    for (int next = 0; tally.opened + tally.failures < (uint64_t)options.clients;) {
        while (tally.handshaking < options.concurrent && next < options.clients)
            client_start(&clients[next++]);
        pump(10);
        if (tally.opened + tally.failures != seen)
            seen = tally.opened + tally.failures, since = now();
        else if (now() - since > nanoseconds(10)) give_up("no connection opened for 10 s");
    }
}

static void end_line(void) {
    printf("\"failures\": %lu, \"first_failure\": \"%s\"}\n", tally.failures, tally.firstFailure);
    fflush(stdout);
}

static void tell(struct usage from, struct usage to, uint64_t count) {
    double seconds = (double)(to.at - from.at) / 1e9, each = count ? (double)count : 1;
    printf("{\"count\": %lu, \"per_second\": %.1f, \"server_us\": %.5f, \"server_cpu\": %.4f, "
           "\"load_cpu\": %.4f, \"waited\": %.4f, ",
           count, (double)count / seconds, (to.server - from.server) / each * 1e6,
           (to.server - from.server) / seconds, (to.own - from.own) / seconds,
           (to.waited - from.waited) / seconds);
}

// So many messages under way on each connection, all the time.
static void play_echo(void) {
    open_all();
    answersEchoes = true;
    for (int index = 0; index < options.clients; index++) {
        if (clients[index].state == OPEN) client_owe(&clients[index], options.depth);
    }
    run_until(now() + nanoseconds(options.warmUp));
    tally.echoes = 0;
    struct usage from = usage_now();
    run_until(from.at + nanoseconds(options.seconds));
    uint64_t count = tally.echoes;
    tell(from, usage_now(), count);
    end_line();
}

// So many messages a second, whether the server keeps up or not: a message's time runs from when
// it was due.
static void play_rate(void) {
    open_all();
    for (int index = 0; index < options.clients; index++) {
        clients[index].due = calloc(DUE, sizeof(uint64_t));
        if (!clients[index].due) give_up("calloc");
    }
    double gap = 1e9 / options.rate;
    uint64_t start = now() + 1000000, number = 0;
    measuredFrom = start + nanoseconds(options.warmUp);
    uint64_t end = measuredFrom + nanoseconds(options.seconds), sent = 0;
    struct usage from = {0};
    for (uint64_t time; (time = now()) < end;) {
        if (!from.at && time >= measuredFrom) from = usage_now();
        for (;; number++) {
            uint64_t due = start + (uint64_t)((double)number * gap);
            if (due > time) break;
            client *c = &clients[number % (uint64_t)options.clients];
            if (c->state != OPEN) continue;
            if (c->dueLast - c->dueFirst == DUE) {
                client_fail(c, "the server fell behind");
                continue;
            }
            c->due[c->dueLast++ % DUE] = due;
            sent += due >= measuredFrom;
            client_owe(c, 1);
        }
        pump(0);
    }
    struct usage to = usage_now();
    for (uint64_t last = now() + nanoseconds(2); histogram_count() < sent && now() < last;) pump(0);
    tell(from, to, sent);
    printf("\"lost\": %lu, \"p50_us\": %.1f, \"p99_us\": %.1f, \"p999_us\": %.1f, ",
           sent - histogram_count(), histogram_micros(.5), histogram_micros(.99),
           histogram_micros(.999));
    end_line();
}

// Connect, shake hands, close, go, and again.
static void play_visits(void) {
    visits = true;
    for (int index = 0; index < options.clients; index++) client_start(&clients[index]);
    run_until(now() + nanoseconds(options.warmUp));
    tally.visits = 0;
    struct usage from = usage_now();
    measuredFrom = from.at;
    run_until(from.at + nanoseconds(options.seconds));
    uint64_t count = tally.visits;
    tell(from, usage_now(), count);
    printf("\"p50_us\": %.1f, \"p99_us\": %.1f, ", histogram_micros(.5), histogram_micros(.99));
    visits = false;
    end_line();
}

// One message of each client there and back, so many under way at once.
static void echo_each(void) {
    uint64_t before = tally.echoes, asked = 0;
    for (int index = 0; index < options.clients; index++) {
        if (clients[index].state != OPEN) continue;
        client_owe(&clients[index], 1), asked++;
        while (asked - (tally.echoes - before) > (uint64_t)options.concurrent) pump(10);
    }
    for (uint64_t last = now() + nanoseconds(30);
         tally.echoes - before < asked && now() < last;) pump(10);
    printf("{\"echoes\": %lu, \"asked\": %lu, ", tally.echoes - before, asked);
    end_line();
}

// One client speaks, and all are told.
static void broadcast(void) {
    uint64_t before = tally.echoes, wanted = tally.opened - tally.failures;
    struct usage from = usage_now();
    client_owe(&clients[0], 1);
    for (uint64_t last = from.at + nanoseconds(30);
         tally.echoes - before < wanted && now() < last;) pump(0);
    struct usage to = usage_now();
    printf("{\"reached\": %lu, \"wanted\": %lu, \"ms\": %.2f, \"server_ms\": %.2f, ",
           tally.echoes - before, wanted, (double)(tally.latest - from.at) / 1e6,
           (to.server - from.server) * 1e3);
    end_line();
}

static void rest(double seconds) {
    uint64_t pings = tally.pings;
    struct usage from = usage_now();
    rest_until(from.at + nanoseconds(seconds));
    struct usage to = usage_now();
    double spent = (double)(to.at - from.at) / 1e9;
    printf("{\"seconds\": %.2f, \"server_cpu\": %.6f, \"pings\": %lu, ", spent,
           (to.server - from.server) / spent, tally.pings - pings);
    end_line();
}

// Clients that are there, and do what the lines of stdin say: `rest SECONDS`, `echo`, `broadcast`.
static void play_hold(void) {
    uint64_t began = now();
    open_all();
    printf("{\"opened\": %lu, \"seconds\": %.2f, ", tally.opened, (double)(now() - began) / 1e9);
    end_line();
    char line[64];
    while (fgets(line, sizeof line, stdin)) {
        if (!strncmp(line, "rest ", 5)) rest(atof(line + 5));
        else if (!strcmp(line, "echo\n")) echo_each();
        else if (!strcmp(line, "broadcast\n")) broadcast();
        else give_up("stdin");
    }
}

void play(void) {
    if (!strcmp(options.mode, "echo")) play_echo();
    else if (!strcmp(options.mode, "rate")) play_rate();
    else if (!strcmp(options.mode, "visit")) play_visits();
    else play_hold();
}
