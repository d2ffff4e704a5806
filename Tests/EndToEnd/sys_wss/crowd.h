/* Clients over real sockets that send a text, read whatever comes, and come back when closed. */
#ifndef CROWD_H
#define CROWD_H

#include <stdint.h>

/* Starts clients of a service on this port of 127.0.0.1. */
void crowd_begin(int count, uint16_t port);

/* Ends them, and tells how many connections they made. */
unsigned long crowd_end(void);

#endif
