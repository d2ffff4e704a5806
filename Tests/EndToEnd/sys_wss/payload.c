#include "payload.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int digit(char letter) {
    return letter <= '9' ? letter - '0' : (letter | 32) - 'a' + 10;
}

struct payload payload_from(const char *word) {
    struct payload payload = {NULL, 0};
    if (strcmp(word, "-") == 0) return payload;
    if (strncmp(word, "null+", 5) == 0) {
        payload.size = strtoul(word + 5, NULL, 10);
        return payload;
    }
    payload.size = *word == '*' ? strtoul(word + 1, NULL, 10) : strlen(word) / 2;
    payload.bytes = malloc(payload.size + 1);
    if (payload.bytes == NULL) abort();
    for (size_t i = 0; i < payload.size; i++)
        payload.bytes[i] = (uint8_t)(*word == '*'
                                         ? 'a' + (int)(i % 26)
                                         : digit(word[2 * i]) << 4 | digit(word[2 * i + 1]));
    return payload;
}

/* The same as zlib's and Python's. */
static uint32_t crc32(const uint8_t *bytes, int64_t size) {
    static uint32_t table[256];
    for (uint32_t i = 0; table[255] == 0 && i < 256; i++) {
        uint32_t value = i;
        for (int bit = 0; bit < 8; bit++) value = value >> 1 ^ (value & 1 ? 0xEDB88320 : 0);
        table[i] = value;
    }
    uint32_t crc = 0xFFFFFFFF;
    for (int64_t i = 0; i < size; i++) crc = crc >> 8 ^ table[(crc ^ bytes[i]) & 0xFF];
    return ~crc;
}

void payload_print(const uint8_t *bytes, int64_t size) {
    printf(" %lld %u ", (long long)size, crc32(bytes, size));
    for (int64_t i = 0; size <= 256 && i < size; i++) printf("%02x", bytes[i]);
}
