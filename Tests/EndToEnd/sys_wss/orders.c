#define _POSIX_C_SOURCE 200809L
#include "orders.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "names.h"
#include "payload.h"

enum { MOST_WORDS = 8 };

/* The words of one order; those that are missing are "-". */
struct order {
    char *text;
    const char *words[MOST_WORDS];
    int32_t self;
    FILE *answer;
};

static void say(const struct order *order, const char *format, ...) {
    va_list values;
    va_start(values, format);
    vfprintf(order->answer, format, values);
    va_end(values);
}

static long number(const struct order *order, int word) {
    const char *text = order->words[word];
    return strcmp(text, "@") == 0 ? order->self : strtol(text, NULL, 0);
}

static void say_result(const struct order *order, SYS_WSS_RESULT result) {
    say(order, "%s", result_name(result));
}

static void option(const struct order *order) {
    say_result(order, SYS_WSS_SetOption(order->words[1], order->words[2]));
}

/* initialize PORT TLS COOKIE, or initialize default: NULL for all three arguments. */
static void initialize(const struct order *order) {
    SYS_WSS_CONFIG config = {(unsigned)number(order, 1), number(order, 2) != 0};
    const bool plain = strcmp(order->words[1], "default") == 0;
    const SYS_MODULE_OBJ object =
        plain ? SYS_WSS_Initialize(NULL, NULL, NULL)
              : SYS_WSS_Initialize(&config, recorder_callback, (void *)number(order, 3));
    say(order, "%s", object == SYS_MODULE_OBJ_INVALID ? "INVALID" : "VALID");
}

/* register COOKIE, or register none. */
static void register_(const struct order *order) {
    const bool none = strcmp(order->words[1], "none") == 0;
    say_result(order, SYS_WSS_register_callback(
        none ? NULL : recorder_callback, none ? NULL : (void *)number(order, 1)));
}

/* send FIN TYPE PAYLOAD INDEX */
static void send_(const struct order *order) {
    struct payload payload = payload_from(order->words[3]);
    say_result(order, SYS_WSS_sendMessage(
        number(order, 1) != 0, (SYS_WSS_FRAME)number(order, 2), payload.bytes, payload.size,
        (int32_t)number(order, 4)));
    free(payload.bytes);
}

/* ping PAYLOAD INDEX */
static void ping(const struct order *order) {
    struct payload payload = payload_from(order->words[1]);
    say_result(order, SYS_WSS_PingClient(payload.bytes, payload.size, (int32_t)number(order, 2)));
    free(payload.bytes);
}

/* close CODE PAYLOAD INDEX */
static void close_(const struct order *order) {
    struct payload payload = payload_from(order->words[2]);
    say_result(order, SYS_WSS_CloseConnection(
        (SYS_WSS_STATUS_CODE)number(order, 1), payload.bytes, payload.size,
        (int32_t)number(order, 3)));
    free(payload.bytes);
}

static void state(const struct order *order) {
    say(order, "%s", state_name(SYS_WSS_GetState((int32_t)number(order, 1))));
}

static void handshake(const struct order *order) {
    SYS_WSS_HANDSHAKE_CTXT context;
    memset(&context, 0xEE, sizeof context);
    const SYS_WSS_RESULT result = SYS_WSS_GetHandshake((int32_t)number(order, 1), &context);
    say_result(order, result);
    if (result != SYS_WSS_SUCCESS) return;
    say(order, " %u %u %d %d %d %d ", context.http_version, context.ws_version,
           context.upgradeWebSocket, context.origin, context.connectionUpgrade,
           context.connectionClose);
    for (size_t i = 0; i < sizeof context.clientKey; i++)
        say(order, "%02x", (uint8_t)context.clientKey[i]);
    say(order, " %.*s", (int)sizeof context.serverKey, context.serverKey);
}

static void counters(const struct order *order) {
    SYS_WSS_COUNTERS of;
    const SYS_WSS_RESULT result = SYS_WSS_GetCounters((int32_t)number(order, 1), &of);
    say_result(order, result);
    if (result != SYS_WSS_SUCCESS) return;
    say(order, " %llu %llu %llu %llu %llu %llu", (unsigned long long)of.receivedMessages,
           (unsigned long long)of.receivedBytes, (unsigned long long)of.sentMessages,
           (unsigned long long)of.sentBytes, (unsigned long long)of.queuedBytes,
           (unsigned long long)of.roundTrip);
}

static void slots(const struct order *order) { say(order, "%u", SYS_WSS_GetSlots()); }

static void port(const struct order *order) { say(order, "%u", SYS_WSS_GetPort()); }

static void error(const struct order *order) {
    char text[512];
    const size_t length = SYS_WSS_GetError(text, sizeof text);
    say(order, "%zu %s", length, text);
}

static void deinitialize(const struct order *order) {
    SYS_WSS_Deinitialize();
    say(order, "DONE");
}

static const struct {
    const char *name;
    void (*act)(const struct order *);
} orders[] = {
    {"option", option},       {"initialize", initialize},
    {"register", register_},  {"send", send_},
    {"ping", ping},           {"close", close_},
    {"state", state},         {"handshake", handshake},
    {"counters", counters},   {"slots", slots},
    {"port", port},           {"error", error},
    {"deinitialize", deinitialize},
};

void obey(const char *line, char mark, int32_t self) {
    struct order order = {.text = strdup(line), .self = self};
    if (order.text == NULL) abort();
    char *rest = NULL;
    const char *word = strtok_r(order.text, " \n", &rest);
    for (int i = 0; i < MOST_WORDS; i++) {
        order.words[i] = word ? word : "-";
        word = word ? strtok_r(NULL, " \n", &rest) : NULL;
    }
    void (*act)(const struct order *) = NULL;
    for (size_t i = 0; i < sizeof orders / sizeof *orders; i++)
        if (strcmp(order.words[0], orders[i].name) == 0) act = orders[i].act;
    if (act == NULL) abort();
    /* Written as one line at the end: the service may call back on another thread meanwhile. */
    char *answer = NULL;
    size_t size = 0;
    order.answer = open_memstream(&answer, &size);
    if (order.answer == NULL) abort();
    act(&order);
    fclose(order.answer);
    printf("%c %s\n", mark, answer);
    free(answer);
    free(order.text);
}
