"""Where a client and wscope do not do the same, and why that is no fault of either.

Each has a test that shows it; a difference that is not named here fails.
"""

DEVIATIONS = {
    "newest ping": (
        "Of pongs that wait for a client to read wscope keeps the newest alone. RFC 6455 §5.5.3 "
        "allows it, and a flood of pings then cannot fill a queue."),
    "characters": (
        "wsproto takes text as str, so that its fragments end between characters; those of the "
        "other clients end anywhere. RFC 6455 §5.6 lets a fragment end inside a character."),
    "window of 256": (
        "zlib deflates with no window of 2^8 bytes, so that neither websockets nor wsproto offer "
        "client_max_window_bits=8, and wsproto not even server_max_window_bits=8. wscope takes "
        "both: with 2^9 zlib refers back 250 bytes at most. RFC 7692 §7.1.2 begins at 8."),
    "always offered": (
        "wsproto offers both windows whether asked to or not, 15 where nothing was said. "
        "RFC 7692 §7.1.2 allows it; wscope then answers with its own, 12 at most."),
}
