// What the bytes mean: the messages that are sent, and those that come back.
#include "load.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

uint8_t *tape;
size_t tapeCount, frameCount, tapeReach;

static uint8_t *plain;  // what a message says
static char asked[512];
static size_t askedCount;

// Readings as a device reports them: text that compresses as such text does.
static void fill(uint8_t *to, size_t count) {
    char line[160];
    for (size_t at = 0, reading = 0; at < count; reading++) {
        int length = snprintf(
            line, sizeof line,
            "{\"sensor\":\"boiler-%02zu\",\"unit\":\"celsius\",\"value\":%zu.%zu,\"seq\":%zu}",
            reading * 7 % 13, 20 + reading * 37 % 61, reading * 3 % 10, 1000 + reading * 17);
        size_t part = (size_t)length < count - at ? (size_t)length : count - at;
        memcpy(to + at, line, part);
        at += part;
    }
}

// A message without its window's past, as permessage-deflate has it. RFC 7692, section 7.2.1.
static size_t pack(uint8_t *to, size_t room, const uint8_t *from, size_t count) {
    z_stream stream = {0};
    if (deflateInit2(&stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        give_up("deflateInit2");
    stream.next_in = (Bytef *)(uintptr_t)from, stream.avail_in = (uInt)count;
    stream.next_out = to, stream.avail_out = (uInt)room;
    if (deflate(&stream, Z_SYNC_FLUSH) != Z_OK || stream.avail_in) give_up("deflate");
    size_t packed = room - stream.avail_out;
    deflateEnd(&stream);
    return packed - 4;
}

static size_t put_header(uint8_t *to, size_t count, bool isPacked, uint32_t key) {
    size_t at = 2;
    to[0] = (uint8_t)(0x81 | (isPacked ? 0x40 : 0));
    if (count < 126) {
        to[1] = (uint8_t)(0x80 | count);
    } else {
        int bytes = count < 65536 ? 2 : 8;
        to[1] = bytes == 2 ? 0xfe : 0xff;
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8)
            to[at++] = (uint8_t)((uint64_t)count >> shift);
    }
    memcpy(to + at, &key, 4);
    return at + 4;
}

void frames_prepare(void) {
    size_t size = (size_t)options.size, room = size + size / 8 + 256;
    plain = malloc(size + 1);
    uint8_t *payload = malloc(room);
    if (!plain || !payload) give_up("malloc");
    fill(plain, size);
    size_t count = size;
    if (options.deflate) count = pack(payload, room, plain, size);
    else memcpy(payload, plain, size);

    uint8_t header[14];
    frameCount = put_header(header, count, options.deflate, 0) + count;
    tapeCount = frameCount * (size_t)options.depth;
    // Once more behind its end, so that all that a client owes lies in one piece.
    tapeReach = 2 * tapeCount;
    tape = malloc(tapeReach);
    if (!tape) give_up("malloc");
    for (size_t at = 0, frame = 0; at < tapeReach; at += frameCount, frame++) {
        uint32_t key = (uint32_t)(frame % (size_t)options.depth + 1) * 0x9e3779b1u;
        size_t used = put_header(tape + at, count, options.deflate, key);
        uint8_t bytes[4];
        memcpy(bytes, &key, 4);
        for (size_t byte = 0; byte < count; byte++)
            tape[at + used + byte] = payload[byte] ^ bytes[byte & 3];
    }
    free(payload);
    askedCount = (size_t)snprintf(
        asked, sizeof asked,
        "GET / HTTP/1.1\r\nHost: 127.0.0.1:%d\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n%s\r\n",
        options.port,
        options.deflate ? "Sec-WebSocket-Extensions: permessage-deflate; "
                          "client_no_context_takeover; server_no_context_takeover\r\n"
                        : "");
}

const char *request(size_t *count) {
    *count = askedCount;
    return asked;
}

// Takes bytes of the answer to a handshake; true once all of it is there and right.
bool response_came(client *c, const uint8_t *bytes, size_t count, size_t *used) {
    enum { LONGEST = 4096 };
    *used = count;
    if (!c->response) c->response = malloc(LONGEST + 1);
    if (!c->response) give_up("malloc");
    size_t before = (size_t)c->responded;
    size_t part = count < LONGEST - before ? count : LONGEST - before;
    memcpy(c->response + before, bytes, part);
    c->responded += (int)part;
    c->response[c->responded] = 0;
    size_t length = 0;
    if (options.raw) {
        if ((size_t)c->responded >= askedCount) length = askedCount;
    } else {
        char *end = strstr(c->response, "\r\n\r\n");
        if (end) length = (size_t)(end - c->response) + 4;
        // The accept value of the sample key. RFC 6455, section 1.3.
        if (end && (strncmp(c->response, "HTTP/1.1 101", 12) ||
                    !strstr(c->response, "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="))) {
            client_fail(c, "the handshake was refused");
            return false;
        }
        if (end && options.deflate && !strcasestr(c->response, "permessage-deflate")) {
            client_fail(c, "the server does not compress");
            return false;
        }
    }
    if (!length) {
        if (c->responded >= LONGEST) client_fail(c, "the handshake's answer is too long");
        return false;
    }
    *used = length - before;
    free(c->response);
    c->response = NULL;
    return true;
}

static void message_came(client *c) {
    uint64_t time = c->due || !answersEchoes ? now() : 0;
    tally.echoes++;
    tally.latest = time;
    c->answers++;
    if (c->due && c->dueFirst != c->dueLast) {
        uint64_t due = c->due[c->dueFirst++ % DUE];
        if (due >= measuredFrom) histogram_add(time - due);
    }
    if (answersEchoes) c->owed += frameCount;
}

// Whether the next bytes of a message are those that were sent; compressed ones are inflated once.
static bool is_right(client *c, const uint8_t *bytes, size_t count) {
    if (!options.deflate || !(c->header[0] & 0x40)) {
        return c->message + count <= (uint64_t)options.size &&
               (c->answers || !memcmp(bytes, plain + c->message, count));
    }
    // One that comes in several frames or reads is not looked into: most do not.
    bool isWhole = c->header[0] & 0x80 && !c->message && count == c->left;
    if (c->answers || !isWhole) return true;
    uint8_t *inflated = malloc((size_t)options.size + 64);
    z_stream stream = {.next_in = (Bytef *)(uintptr_t)bytes, .avail_in = (uInt)count,
                       .next_out = inflated, .avail_out = (uInt)options.size + 64};
    if (!inflated || inflateInit2(&stream, -15) != Z_OK) give_up("inflateInit2");
    int result = inflate(&stream, Z_SYNC_FLUSH);
    bool isRight = (result == Z_OK || result == Z_BUF_ERROR || result == Z_STREAM_END) &&
                   stream.total_out == (uLong)options.size &&
                   !memcmp(inflated, plain, (size_t)options.size);
    inflateEnd(&stream);
    free(inflated);
    return isRight;
}

static void frame_ended(client *c) {
    unsigned opcode = c->header[0] & 15;
    c->gathered = 0, c->needed = 2;
    if (opcode == 8) {
        if (c->state == LEAVING) client_left(c);
        else client_fail(c, "closed by the server");
    } else if (opcode == 9) {
        tally.pings++;
        if (c->header[1] > 125) {
            client_fail(c, "a ping that is too long");
            return;
        }
        // Its payload lies in the reply already; the mask of zeros leaves it as it is.
        c->reply[0] = 0x8a, c->reply[1] = (uint8_t)(0x80 | c->header[1]);
        memset(c->reply + 2, 0, 4);
        c->replyCount = (uint8_t)(6 + c->header[1]);
    } else if (opcode < 8 && c->header[0] & 0x80) {
        bool isWhole = options.deflate || c->message == (uint64_t)options.size;
        c->message = 0;
        if (!isWhole) client_fail(c, "an echo of another length");
        else message_came(c);
    }
}

// Whether the header is complete; takes one byte of it.
static bool header_byte(client *c, uint8_t byte) {
    c->header[c->gathered++] = byte;
    if (c->gathered == 2) {
        uint8_t length = c->header[1] & 127;
        c->needed = length == 127 ? 10 : length == 126 ? 4 : 2;
    }
    if (c->gathered < c->needed) return false;
    c->left = c->needed == 2 ? c->header[1] & 127 : 0;
    for (int index = 2; index < c->needed; index++) c->left = c->left << 8 | c->header[index];
    return true;
}

static void raw_came(client *c, size_t count) {
    size_t unit = c->state == LEAVING ? 8 : frameCount;
    c->message += count;
    for (; c->message >= unit; c->message -= unit) {
        if (c->state == LEAVING) {
            client_left(c);
            return;
        }
        message_came(c);
    }
}

void bytes_came(client *c, const uint8_t *bytes, size_t count) {
    if (options.raw) {
        raw_came(c, count);
        return;
    }
    int fd = c->fd;
    while (count) {
        if (c->gathered < c->needed) {
            bool isComplete = header_byte(c, *bytes);
            bytes++, count--;
            if (!isComplete) continue;
            if (c->header[1] & 0x80) {
                client_fail(c, "a masked frame from the server");
                return;
            }
        }
        unsigned opcode = c->header[0] & 15;
        size_t part = c->left < count ? (size_t)c->left : count;
        if (opcode < 8) {
            if (!is_right(c, bytes, part)) {
                client_fail(c, "an echo of other bytes");
                return;
            }
            c->message += part;
        } else if (opcode == 9 && c->header[1] <= 125) {
            memcpy(c->reply + 6 + (c->header[1] - c->left), bytes, part);
        }
        bytes += part, count -= part, c->left -= part;
        if (c->left) return;
        frame_ended(c);
        if (c->fd != fd || c->state < OPEN) return;
    }
}
