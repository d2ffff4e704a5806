#include "anything.h"

/* xorshift: the same calls in every run of a thread, whatever the timing makes of them. */
static uint64_t chance(uint64_t below) {
    static _Thread_local uint64_t state = 88172645463325252u;
    state ^= state << 13, state ^= state >> 7, state ^= state << 17;
    return state % below;
}

static int32_t any_index(int32_t self) {
    static const int32_t strange[] = {-1, SLOTS, SLOTS + 1, INT32_MAX, INT32_MIN};
    const uint64_t die = chance(16);
    if (die < 8) return self;
    return die < 14 ? (int32_t)chance(SLOTS) : strange[chance(sizeof strange / sizeof *strange)];
}

static SYS_WSS_RESULT any_send(int32_t index) {
    static uint8_t text[] = "re-entrant, and in a callback of its own accord";
    static const SYS_WSS_FRAME types[] = {
        SYS_WSS_FRAME_TEXT, SYS_WSS_FRAME_BINARY, SYS_WSS_FRAME_CONTINUATION};
    const SYS_WSS_FRAME type = chance(32) ? types[chance(3)] : (SYS_WSS_FRAME)chance(16);
    return SYS_WSS_sendMessage(chance(64) != 0, type, text, (size_t)chance(sizeof text), index);
}

static SYS_WSS_RESULT any_ping(int32_t index) {
    static uint8_t payload[140];
    return SYS_WSS_PingClient(payload, (size_t)chance(chance(8) ? 126 : sizeof payload), index);
}

/* Mostly refused, so that clients live long enough to be spoken to. */
static SYS_WSS_RESULT any_close(int32_t index) {
    static const int forbidden[] = {0, 999, 1004, 1005, 1006, 1015, 2999, 5000, -1};
    static uint8_t reason[130] = "";
    if (chance(256) == 0)
        return SYS_WSS_CloseConnection(
            SYS_WSS_STATUS_CODE_NORMAL_CLOSURE, (uint8_t *)"enough", 6, index);
    const int code = forbidden[chance(sizeof forbidden / sizeof *forbidden)];
    return SYS_WSS_CloseConnection(
        (SYS_WSS_STATUS_CODE)code, reason, (size_t)chance(sizeof reason), index);
}

SYS_WSS_RESULT any_call(unsigned kind, int32_t self) {
    static SYS_WSS_RESULT (*const kinds[KINDS])(int32_t) = {any_send, any_ping, any_close};
    return kinds[kind % KINDS](any_index(self));
}

void ask_anything(int32_t self) {
    SYS_WSS_HANDSHAKE_CTXT handshake;
    SYS_WSS_COUNTERS counters;
    const int32_t index = any_index(self);
    SYS_WSS_GetState(index);
    SYS_WSS_GetHandshake(index, &handshake);
    SYS_WSS_GetCounters(index, &counters);
    SYS_WSS_Tasks();
}
