"""Several sessions at once on one server, from their opening to their last event."""

import random

from differential import by_hand, with_websockets, with_wsproto
from differential.session import Session, until
from differential.wire import Wire

CLIENTS = [with_websockets.Websockets, with_wsproto.Wsproto, by_hand.ByHand]
# A batch of pings is no attack; pings of the server would be told as pongs that nobody sent.
OPTIONS = ["--control-rate", "0", "--ping-interval", "0", "--idle-timeout", "0", "--quiet"]


def play(server, events, parts, rounds, dice):
    """Opens a session for each (client, offer), lets them say what rounds hold, and ends them.

    A round is a list of messages for each session.
    """
    tls = server.url.startswith("wss")
    sessions = []
    for client, offer in parts:
        # How the bytes are cut depends on the moment: dice of its own, so that the rest does not.
        wire = Wire(server.port, tls, random.Random(dice.random()))
        sessions.append(Session(client(server.port, f"/{wire.port}", offer), wire, offer))
    try:
        until(sessions, lambda session: session.is_open)
        for batches in rounds:
            for session, batch in zip(sessions, batches):
                session.say(batch)
            until(sessions, lambda session: session.has_answers)
        for session in sessions:
            session.leave()
        until(sessions, lambda session: session.closed_with is not None)
    finally:
        for session in sessions:
            session.wire.end()
    for session in sessions:
        session.judge()
        session.compare(events.of(f"/{session.wire.port}"))
    return sessions
