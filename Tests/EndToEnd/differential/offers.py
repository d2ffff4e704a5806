"""What a client offers of permessage-deflate, and what a server may answer. RFC 7692 §7.1."""

import itertools
from dataclasses import dataclass


@dataclass(frozen=True)
class Offer:
    server_no_context_takeover: bool = False
    client_no_context_takeover: bool = False
    server_max_window_bits: int | None = None
    # True: the client can be told to use a smaller window.
    client_max_window_bits: int | bool | None = None

    @property
    def header(self):
        words = ["permessage-deflate"]
        for name, value in self.__dict__.items():
            if value is True:
                words.append(name)
            elif value:
                words.append(f"{name}={value}")
        return "; ".join(words)

    @classmethod
    def parsed(cls, header):
        """An offer from its header: what a library asks for when it is given one."""
        values = {}
        for word in header.split(";")[1:]:
            name, _, value = word.strip().partition("=")
            values[name] = int(value) if value else True
        return cls(**values)

    def breaches(self, answer):
        """What in the answer this offer does not allow. RFC 7692 §7.1.1, §7.1.2."""
        name, *words = [word.strip() for word in answer.split(";")]
        given = dict((word.partition("=")[0], word.partition("=")[2]) for word in words)
        found = [] if name == "permessage-deflate" else [f"extension {name}"]
        found += [f"{word} unknown" for word in given if word not in self.__dict__]
        if self.server_no_context_takeover and "server_no_context_takeover" not in given:
            found.append("server_no_context_takeover ignored")
        limit = self.server_max_window_bits
        if limit and not 8 <= int(given.get("server_max_window_bits", 15)) <= limit:
            found.append("server_max_window_bits above the offer")
        if "client_max_window_bits" in given:
            if self.client_max_window_bits is None:
                found.append("client_max_window_bits was not offered")
            elif not 8 <= int(given["client_max_window_bits"]) <= 15:
                found.append("client_max_window_bits out of range")
        return found


ALL = [
    Offer(*words) for words in itertools.product(
        [False, True], [False, True], [None, *range(8, 16)], [None, True, *range(8, 16)])]
