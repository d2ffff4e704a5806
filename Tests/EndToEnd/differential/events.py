"""What `wscope serve` tells, sorted by the connection it is about."""

import collections

from differential.session import Difference
from program import PATIENCE


class Events:
    def __init__(self, server):
        self.server = server
        self.by_peer = collections.defaultdict(list)

    def of(self, port):
        """All events of a connection that has closed or is about to, from its client's port."""
        peer = f"127.0.0.1:{port}"
        while not self.by_peer[peer] or self.by_peer[peer][-1]["event"] != "CLOSED":
            event = self.server.events.get(timeout=PATIENCE)
            if event["event"] == "LOST":
                raise Difference(f"serve could not tell everything: {event}")
            if "peer" in event:
                self.by_peer[event["peer"]].append(event)
        return self.by_peer.pop(peer)
