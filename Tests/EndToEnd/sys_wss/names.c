#include "names.h"

#include <string.h>

static const char *const events[] = {
    "ERR",           "CONNECTING", "CONNECTED", "BIN_DATA_RX", "TXT_DATA_RX",   "PING_RX", "PONG_RX",
    "CLOSE_FRAME_RX", "CLOSING",    "CLOSED",    "INVALID_FRAME", "TIMEOUT"};

const char *event_name(SYS_WSS_EVENTS event) {
    return (unsigned)event < 12 ? events[event] : "NO-EVENT";
}

int event_named(const char *name) {
    for (int event = 0; event < 12; event++)
        if (strcmp(events[event], name) == 0) return event;
    return -1;
}

const char *state_name(SYS_WSS_STATE state) {
    static const char *const names[] = {"CONNECTING", "CONNECTED", "CLOSING", "CLOSED"};
    return (unsigned)state < 4 ? names[state] : "NO-STATE";
}

const char *result_name(SYS_WSS_RESULT result) {
    static const char *const names[] = {
        "SUCCESS", "FAILURE", "INVALID_REQUEST", "INVALID_KEY", "INVALID_FRAME"};
    return (unsigned)result < 5 ? names[result] : "NO-RESULT";
}
