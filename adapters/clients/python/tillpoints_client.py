"""A client of tillpointsd: standard library only. See adapters/clients/README.md.

    till = Client("unix:/run/tillpointsd/api.sock", terminal="till-1")
    till = Client("https://192.168.1.10:8788", token=TOKEN, fingerprint="AB:CD:...")
    reply = till.submit({"event": "receipt_opened", "receipt_id": "r-1", "kind": "sale"})
"""
import hashlib
import http.client
import json
import random
import socket
import ssl
import time
import urllib.parse
import uuid


class Refused(Exception):
    """The daemon refused the request: `status`, `code`, and what to do."""

    def __init__(self, status, code, message):
        super().__init__(f"{status} {code}: {message}")
        self.status, self.code = status, code


class NoAnswer(Exception):
    """No answer came in time. Go on without loyalty; submit a closing again later with the same key."""


class _UnixConnection(http.client.HTTPConnection):
    def __init__(self, path, timeout):
        super().__init__("localhost", timeout=timeout)
        self._path = path

    def connect(self):
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(self._path)


class _PinnedConnection(http.client.HTTPSConnection):
    """Trusts the one certificate that has the fingerprint, and says nothing to any other."""

    def __init__(self, host, port, timeout, fingerprint):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        super().__init__(host, port, timeout=timeout, context=context)
        self._fingerprint = fingerprint.replace(":", "").lower()

    def connect(self):
        super().connect()
        found = hashlib.sha256(self.sock.getpeercert(binary_form=True)).hexdigest()
        if found != self._fingerprint:
            self.close()
            raise Refused(0, "wrong_certificate", f"the certificate has the fingerprint {found}")


class Client:
    """One terminal. Not for two threads at once."""

    def __init__(self, place, token=None, terminal=None, fingerprint=None, timeout=5.0):
        self._place, self._fingerprint, self._timeout = place, fingerprint, timeout
        self._headers = {"Content-Type": "application/json"}
        if token:
            self._headers["Authorization"] = "Bearer " + token
        if terminal:
            self._headers["Tillpoints-Terminal"] = terminal
        self._connection = None

    def submit(self, event, key=None, deadline_ms=None, patience=10.0):
        """The reply to one event. Retries with the same key until an answer comes or `patience` seconds are over."""
        body = json.dumps({"v": 1, **event}, ensure_ascii=False).encode()
        headers = {"Idempotency-Key": key or str(uuid.uuid4())}
        target = "/v1/events" + (f"?deadline_ms={deadline_ms}" if deadline_ms else "")
        until, pause = time.monotonic() + patience, 0.05
        while True:
            try:
                status, answer = self._send("POST", target, body, headers)
                if status not in (429, 503):
                    return self._accepted(status, answer)
            except (OSError, http.client.HTTPException):
                self.close()
            if time.monotonic() + pause > until:
                raise NoAnswer(event.get("event"))
            time.sleep(pause * (0.5 + random.random()))
            pause = min(2 * pause, 1.0)

    def status(self):
        return self._accepted(*self._send("GET", "/v1/status"))

    def stream(self, last_id=None, silence=60.0):
        """What happens at the terminal, as (id, kind, data), until the connection ends or is silent for so long."""
        connection = self._connect(silence)
        headers = {**self._headers, **({"Last-Event-ID": last_id} if last_id else {})}
        connection.request("GET", "/v1/stream", headers=headers)
        response = connection.getresponse()
        if response.status != 200:
            self._accepted(response.status, response.read())
        fields = {}
        for line in response:
            name, _, value = line.decode().rstrip("\n").partition(": ")
            if name:
                fields[name] = value
            elif "data" in fields:
                yield fields["id"], fields["event"], json.loads(fields["data"])
                fields = {}

    @staticmethod
    def enrol(place, code, fingerprint=None):
        """The name and token of the terminal whose one-time code this is."""
        client = Client(place, fingerprint=fingerprint)
        answer = client._accepted(*client._send("POST", "/v1/enrol", json.dumps({"code": code}).encode()))
        return answer["terminal"], answer["token"]

    def close(self):
        if self._connection:
            self._connection.close()
        self._connection = None

    def _connect(self, timeout=None):
        timeout = timeout or self._timeout
        if self._place.startswith("unix:"):
            return _UnixConnection(self._place[5:], timeout)
        url = urllib.parse.urlsplit(self._place)
        if url.scheme == "http":
            return http.client.HTTPConnection(url.hostname, url.port, timeout=timeout)
        if not self._fingerprint:
            raise ValueError("a place in the network needs the fingerprint of its certificate")
        return _PinnedConnection(url.hostname, url.port, timeout, self._fingerprint)

    def _send(self, method, target, body=None, headers=None):
        self._connection = self._connection or self._connect()
        self._connection.request(method, target, body, {**self._headers, **(headers or {})})
        response = self._connection.getresponse()
        return response.status, response.read()

    @staticmethod
    def _accepted(status, answer):
        told = json.loads(answer or b"{}")
        if status >= 400:
            error = told.get("error", {})
            raise Refused(status, error.get("code", "unreadable"), error.get("message", "see the daemon's log"))
        return told
