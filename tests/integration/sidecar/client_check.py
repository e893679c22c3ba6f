"""What the Python client promises: client_check.py TLS_PLACE FINGERPRINT CODE UNIX_PLACE TERMINAL"""
import itertools
import sys

from tillpoints_client import Client, NoAnswer, Refused

place, fingerprint, code, unix_place, terminal = sys.argv[1:]


def refusal(call):
    try:
        call()
    except Refused as refused:
        return refused.code
    return None


assert refusal(lambda: Client.enrol(place, code, fingerprint.replace("A", "B").replace("1", "2"))) == "wrong_certificate"
name, token = Client.enrol(place, code, fingerprint)
assert name == "till-7"
assert refusal(lambda: Client.enrol(place, code, fingerprint)) == "wrong_code"

enrolled = Client(place, token=token, fingerprint=fingerprint)
assert enrolled.submit({"event": "receipt_opened", "receipt_id": "r-1", "kind": "sale"})["status"] == "ok"
assert enrolled.status()["terminal"] == "till-7"
assert refusal(lambda: Client(place, token=token + "0", fingerprint=fingerprint).status()) == "unknown_token"

till = Client(unix_place, terminal=terminal)
opened = {"event": "receipt_opened", "receipt_id": "r-2", "kind": "sale"}
assert till.submit(opened, key="k") == till.submit(opened, key="k")
assert refusal(lambda: till.submit({**opened, "receipt_id": "r-3"}, key="k")) == "key_reused"
try:
    Client(unix_place + "x", terminal=terminal).submit(opened, patience=0.3)
    raise SystemExit("an answer where nobody listens")
except NoAnswer:
    pass

# A page: everything at first, then what happens, each with an id.
stream = till.stream(silence=30)
first_id, kind, told = next(stream)
assert kind == "resync" and told["terminal"] == terminal and told["state"] == "running", told
assert [each["event"] for each in told["recent"]] == ["receipt_opened", "receipt_opened"][: len(told["recent"])]


def next_event(events):
    return next(each for each in events if each[1] == "event")


till.submit({"event": "receipt_opened", "receipt_id": "r-4", "kind": "sale"})
seen_id, _, seen = next_event(stream)
assert seen["receipt_id"] == "r-4" and seen["status"] == "ok" and seen["reason"] is None, seen

# It comes back with its last id, and gets what it missed and nothing twice.
stream.close()
for receipt in ("r-5", "r-6"):
    till.submit({"event": "receipt_opened", "receipt_id": receipt, "kind": "sale"})
events = till.stream(last_id=seen_id, silence=30)
missed = [each for each in itertools.islice((e for e in events if e[1] == "event"), 2)]
assert [each[2]["receipt_id"] for each in missed] == ["r-5", "r-6"], missed

# What is not known any more is told anew.
assert next(till.stream(last_id="another-3"))[1] == "resync"
for receipt in range(300):
    till.submit({"event": "receipt_opened", "receipt_id": f"many-{receipt}", "kind": "sale"})
assert next(till.stream(last_id=seen_id))[1] == "resync"
print("all right")
