/* The service by lines of text: "send 1 TEXT 48656c6c6f 0" calls SYS_WSS_sendMessage. */
#ifndef ORDERS_H
#define ORDERS_H

#include <stdint.h>

#include "sys_wss.h"

/* What an order "initialize" gives to the service. */
void recorder_callback(SYS_WSS_EVENTS event, void *data, int32_t clientIndex, void *cookie);

/* Does what the line says and prints the result behind the mark. "@" is this index. */
void obey(const char *line, char mark, int32_t self);

#endif
