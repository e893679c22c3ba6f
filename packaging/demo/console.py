#!/usr/bin/env python3
"""A loyalty cloud with demo data of a whole deployment, and its console to look at.

    packaging/demo/console.py BUILD_DIR [electronics | retail] [--check]

Makes the data in a temporary folder, starts the cloud on loopback, makes an owner with a random password and a second
factor, and prints how to sign in. Enter prints the next code; Ctrl-C ends the cloud and removes the folder. --check
signs in, reads the report and ends.
"""
import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import secrets
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
DEPLOYMENTS = {"electronics": ("electronics", 1455), "retail": ("retail-tenge", 6451)}


def usage():
    sys.exit("\n".join(__doc__.splitlines()[2:3]).strip())


class Authenticator:
    """What an authenticator shows (RFC 6238), each code once, because each signs in once."""

    def __init__(self, secret):
        self.key = base64.b32decode(re.sub(r"\s", "", secret))
        self.step = 0

    def code(self):
        while int(time.time()) // 30 == self.step:
            time.sleep(0.5)
        self.step = int(time.time()) // 30
        mac = hmac.new(self.key, struct.pack(">Q", self.step), hashlib.sha1).digest()
        at = mac[19] & 15
        return f"{(struct.unpack('>I', mac[at:at + 4])[0] & 0x7fffffff) % 1000000:06}"


class Page:
    """A browser's calls of the console."""

    def __init__(self, port):
        self.host = f"127.0.0.1:{port}"
        self.cookie = self.token = ""

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        headers = {"Content-Type": "application/json", "Origin": f"http://{self.host}", "Cookie": self.cookie,
                   "Tillpoints-Page-Token": self.token}
        connection.request(method, f"/console/api/{path}", None if body is None else json.dumps(body), headers)
        answer = connection.getresponse()
        told = json.load(answer)
        if answer.status not in (200, 202):
            sys.exit(f"demo: {path}: {answer.status} {told}")
        set_cookie = answer.getheader("Set-Cookie")
        if set_cookie:
            self.cookie = set_cookie.split(";")[0]
        self.token = (told.get("person") or {}).get("token", self.token)
        return told

    def get(self, path):
        while "later" in (told := self.call("GET", path)):
            time.sleep(0.2)
        return told


def start(build, cloud, programme, folder):
    pages = os.path.join(build, "share", "tillpoints", "cloud-pages")
    process = subprocess.Popen([cloud, "--programme", programme, "--data", folder, "--listen", "127.0.0.1:0", "--backoffice", "127.0.0.1:0",
                                "--console", "127.0.0.1:0", "--console-pages", pages, "--card", "127.0.0.1:0", "--card-pages", pages],
                               stdout=subprocess.PIPE, text=True)
    if "ready" not in process.stdout.readline():
        sys.exit("demo: the cloud did not start")
    with open(os.path.join(folder, "ports.json"), encoding="utf-8") as file:
        return process, json.load(file)


def look(build, deployment, folder, check):
    cloud = os.path.join(build, "tests", "checked_cloud", "tillpoints-checked-cloud")
    if not os.path.exists(cloud):
        sys.exit(f"demo: {cloud} is not built")
    name, contacts = DEPLOYMENTS[deployment]
    programme = os.path.join(ROOT, "cloud", "programmes", f"{name}.json")
    print(f"demo: making the data of {contacts} contacts ({deployment})", file=sys.stderr)
    subprocess.run([cloud, "seed", "--programme", programme, "--data", folder, "--customers", str(contacts), "--quiet"], check=True)
    password = secrets.token_urlsafe(12)
    subprocess.run([cloud, "account", "add", "--login", "owner", "--name", "Owner", "--role", "owner", "--data", folder],
                   input=password + "\n", text=True, check=True, stdout=subprocess.DEVNULL)
    process, ports = start(build, cloud, programme, folder)
    try:
        page = Page(ports["console"])
        page.call("POST", "sign-in", {"login": "owner", "password": password})
        secret = page.call("POST", "second-factor/offer", {})["secret"]
        authenticator = Authenticator(secret)
        page.call("POST", "second-factor/confirm", {"code": authenticator.code()})
        report = page.get("report")["report"]
        print(f"contacts {report['customers']['contacts']}, purchases {report['purchases']['with_card']}, turnover {report['purchases']['turnover']}")
        page.call("POST", "sign-out", {})
        print(f"open {ports['console_url']}\n  login    owner\n  password {password}\n  code     a new one every 30 seconds, each good for one sign-in: press Enter for it")
        print(f"  or add the secret {secret} to an authenticator\nthe customers' card: {ports['card_url']}/card/   (Ctrl-C ends the demo)", flush=True)
        while not check and sys.stdin.readline():
            print("  (a moment: each code signs in once)", end="\r", flush=True)
            print(f"  code     {authenticator.code()}                      ", flush=True)
        if not check:
            process.wait()
    finally:
        process.terminate()
        process.wait(20)


def main():
    words = [word for word in sys.argv[1:] if word != "--check"]
    if not 1 <= len(words) <= 2 or (len(words) == 2 and words[1] not in DEPLOYMENTS):
        usage()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    folder = tempfile.mkdtemp(prefix="tillpoints-demo-console-")
    try:
        look(words[0], words[1] if len(words) == 2 else "electronics", folder, "--check" in sys.argv)
    except KeyboardInterrupt:
        print()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


main()
