/* The enumerators of sys_wss.h as words, without what they all begin with. */
#ifndef NAMES_H
#define NAMES_H

#include "sys_wss.h"

const char *event_name(SYS_WSS_EVENTS event);
const char *state_name(SYS_WSS_STATE state);
const char *result_name(SYS_WSS_RESULT result);

/* The event of that name; -1 for none. */
int event_named(const char *name);

#endif
