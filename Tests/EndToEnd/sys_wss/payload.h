/* Payloads as words of a line. */
#ifndef PAYLOAD_H
#define PAYLOAD_H

#include <stddef.h>
#include <stdint.h>

struct payload {
    uint8_t *bytes; /* free it */
    size_t size;
};

/* "-" is no bytes at NULL, "null+5" five bytes at NULL, "*70000" so many letters of the alphabet
 * over and over, and all else hexadecimal. */
struct payload payload_from(const char *word);

/* " size crc32 hex"; of more than 256 bytes without hex. */
void payload_print(const uint8_t *bytes, int64_t size);

#endif
