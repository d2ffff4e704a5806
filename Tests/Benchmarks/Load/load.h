// A load generator for WebSocket servers on loopback: one thread, one epoll set, no waiting.
//
// Every part is a file: client.c opens connections and moves bytes, frames.c knows what they mean,
// secure.c puts TLS under them, meter.c reads what the server has used, modes.c plays the scenes.
#pragma once
#define _GNU_SOURCE
#include <openssl/ssl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>

struct options {
    const char *mode;
    int port, pid;
    int clients, depth, size;
    int concurrent;      // handshakes under way at once
    int perAddress;      // clients that share a source address of 127/8
    double seconds, warmUp, rate;
    bool tls;
    bool raw;            // the server speaks no protocol: the same bytes come back
    bool deflate;        // messages are compressed, each by itself
};
extern struct options options;

enum state { ABSENT, CONNECTING, SECURING, ASKING, OPEN, LEAVING };
enum { DUE = 1 << 12 };  // instants that a client can have under way

typedef struct client {
    int fd;
    enum state state;
    SSL *ssl;
    bool isBlocked;            // the kernel takes no more for now
    uint64_t owed;             // bytes that are still to be sent
    size_t at;                 // where on the tape they are
    uint8_t header[10];        // of the frame that comes in
    uint8_t gathered, needed;
    uint64_t left, message;    // of its payload; of its message so far
    uint8_t reply[136];        // a pong that is to be sent between two frames
    uint8_t replyCount;
    char *response;            // of a handshake that came in parts
    int responded;
    uint64_t began, answers;
    uint64_t *due;             // when each message under way should have left
    uint32_t dueFirst, dueLast;
} client;

// What has happened so far.
struct tally {
    uint64_t opened, echoes, visits, pings, failures, latest;
    int handshaking;
    char firstFailure[160];
};
extern struct tally tally;
extern client *clients;
extern bool answersEchoes;     // each echo is followed by the next message
extern bool visits;            // who has opened closes, and comes again
extern uint64_t measuredFrom;  // instants before are not recorded

uint64_t now(void);
void give_up(const char *what) __attribute__((noreturn));

// client.c
void clients_prepare(void);
void client_start(client *);
void client_owe(client *, int messages);
void client_send(client *);
void client_fail(client *, const char *why);
void client_left(client *);
void pump(int milliseconds);

// secure.c
void secure_prepare(void);
void secure_open(client *);
bool secure_shake(client *);
ssize_t client_read(client *, void *, size_t);
ssize_t client_write(client *, const void *, size_t);

// frames.c
extern uint8_t *tape;          // the messages of one client, again and again
extern size_t tapeCount, frameCount, tapeReach;
void frames_prepare(void);
const char *request(size_t *count);
bool response_came(client *, const uint8_t *, size_t, size_t *used);
void bytes_came(client *, const uint8_t *, size_t);

// meter.c
// Seconds on a core, of the server and of this program; and seconds ready for one, without it.
struct usage { uint64_t at; double server, own, waited; };
struct usage usage_now(void);
void histogram_add(uint64_t nanoseconds);
double histogram_micros(double share);
uint64_t histogram_count(void);
void histogram_clear(void);

// modes.c
void play(void);
