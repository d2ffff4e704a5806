"""What `wscope serve` tells, sorted by the connection it is about."""

import collections

from differential.session import Difference
from program import PATIENCE


class Events:
    def __init__(self, server):
        self.server = server
        self.by_slot = collections.defaultdict(list)
        self.of_path = {}

    def of(self, path):
        """All events of the connection that asked for this path, which is closed or about to be."""
        while path not in self.of_path or self.of_path[path][-1]["event"] != "CLOSED":
            event = self.server.events.get(timeout=PATIENCE)
            if event["event"] == "LOST":
                raise Difference(f"serve could not tell everything: {event}")
            if "slot" not in event:
                continue
            connection = event["slot"], event["generation"]
            self.by_slot[connection].append(event)
            if event["event"] == "CONNECTED":
                self.of_path[event["path"]] = self.by_slot[connection]
            elif event["event"] == "CLOSED":
                del self.by_slot[connection]
        return self.of_path.pop(path)
