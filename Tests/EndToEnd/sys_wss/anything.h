/* Calls of the service as chance has it: of any index, lawful or not. */
#ifndef ANYTHING_H
#define ANYTHING_H

#include "sys_wss.h"

enum { SLOTS = 4, KINDS = 3 };

/* A send, a ping or a close; often of this index, where that is a client's. */
SYS_WSS_RESULT any_call(unsigned kind, int32_t self);

/* State, handshake, counters: what may be asked in a callback as well, and must not wait there. */
void ask_anything(int32_t self);

#endif
