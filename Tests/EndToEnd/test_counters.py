"""What the service counts, for code: SYS_WSS_GetCounters."""

import raw
from raw import Client, frame
from service import TEXT


def test_counters_of_a_client_and_of_the_service(service):
    running = service()
    assert running.counters(0)[0] in ("SUCCESS", "FAILURE")
    request = len(raw.request(running.port))
    with Client.connected(running.port) as client:
        client.send(frame(TEXT, "12345"))
        running.expect("TXT_DATA_RX")
        answer = running.counters(0)[1]["sent_bytes"]
        assert running.send(b"123", 0) == "SUCCESS"
        assert client.message() == b"123"
        result, of_client = running.counters(0)
        assert result == "SUCCESS"
        assert of_client == {
            "received_messages": 1, "received_bytes": request + 11, "sent_messages": 1,
            "sent_bytes": answer + 5, "queued_bytes": 0, "round_trip": 0}
        assert running.counters(-1) == ("SUCCESS", of_client)
    running.expect("CLOSED")
    assert running.counters(0)[1]["received_messages"] == 1
    assert running.counters(2)[0] == "FAILURE"


def test_counters_tell_the_round_trip(service):
    running = service()
    with Client.connected(running.port) as client:
        assert running.ping(b"there?", 0) == "SUCCESS"
        fin, opcode, payload = client.frame()
        client.send(frame(raw.PONG, payload))
        assert running.expect("PONG_RX").payload == b"there?"
        round_trip = running.counters(0)[1]["round_trip"]
        assert 0 < round_trip < 5_000_000_000


def test_counters_inside_a_callback_do_not_wait_for_it(service):
    running = service()
    running.on("TXT_DATA_RX", "counters @")
    with Client.connected(running.port) as client:
        client.send(frame(TEXT, "count me"))
        result, messages = running.reply().split()[:2]
        assert (result, messages) == ("SUCCESS", "1")
