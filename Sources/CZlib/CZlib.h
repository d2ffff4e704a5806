#pragma once
#include <zlib.h>

/* deflateInit2, inflateInit2 and ZLIB_VERSION are macros, which Swift does not import. */

static inline int czlib_deflate_init2(
    z_stream *stream, int level, int method, int window_bits, int mem_level, int strategy)
{
    return deflateInit2(stream, level, method, window_bits, mem_level, strategy);
}

static inline int czlib_inflate_init2(z_stream *stream, int window_bits)
{
    return inflateInit2(stream, window_bits);
}

/* The version of the header; zlibVersion() tells that of the library. */
static inline const char *czlib_header_version(void)
{
    return ZLIB_VERSION;
}
