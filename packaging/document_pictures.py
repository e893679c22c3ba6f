#!/usr/bin/env python3
"""document_pictures.py TOOLS CLOUD [--write]: the tool's screens in docs/pictures, from what the programs print.

TOOLS is the folder with the tool and the library, CLOUD a training cloud's program. Plays setup, doctor, status and queue show in English
and Russian. What differs from run to run (moments, ids, ports, the machine) is replaced by a constant of the same length. Without
--write the status is 1 if a picture shows something else.
"""
import html
import json
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PICTURES = os.path.join(ROOT, "docs/pictures")
PHONE = "+79990000001"
COLUMNS, CHARACTER, LINE = 126, 7.8, 17


def masked(text, places):
    for real, shown in places:
        text = text.replace(real, shown)
    text = re.sub(r"\b127\.0\.0\.1(:| port | порт |, порт )\d+", r"127.0.0.1\g<1>8443", text)
    text = re.sub(r"\b(?:[0-9A-F]{2}:){31}[0-9A-F]{2}\b", ":".join(["5A"] * 32), text)
    text = re.sub(r"test-[0-9a-f]{16}", "test-0123456789abcdef", text)
    text = re.sub(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", "2026-12-01T09:30:00.000Z", text)
    text = re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d UTC", "2026-12-01 09:30 UTC", text)
    text = re.sub(r"\d+(\.\d+)? (MiB|МиБ)", r"8192 \2", text)
    text = re.sub(r"((?:МиБ|памяти|MiB) )\d+", r"\g<1>8192", text)
    text = re.sub(r"\d+ (ms|мс)\b", r"3 \1", text)
    text = re.sub(r"\b\d+ (s|с)\b", r"0 \1", text)
    text = re.sub(r"(version|версия)( +)\d+\.\d+\.\d+", r"\1\g<2>1.0.0", text)
    text = re.sub(r"(free_bytes|свободно, байт)( +)\d+", r"\1\g<2>42949672960", text)
    text = re.sub(r"\d+ (open files|файлов)", r"1024 \1", text)
    text = re.sub(r"(файлов можно открыть) \d+", r"\1 1024", text)
    return text


class Shop:
    def __init__(self, tools, cloud):
        self.folder = tempfile.mkdtemp(prefix="tillpoints-pictures-")
        self.cloud_program, self.cloud = cloud, None
        # The tool alone, as its package installs it.
        for name in ("tillpoints", "libtillpoints.so.1"):
            shutil.copy(os.path.realpath(os.path.join(tools, name)), os.path.join(self.folder, name))
        self.programme = os.path.join(ROOT, "cloud/programmes/electronics.json")
        self.listen, self.user = "127.0.0.1:0", subprocess.run(["id", "-un"], capture_output=True, text=True).stdout.strip()

    def start(self):
        data = os.path.join(self.folder, "cloud")
        ports = os.path.join(data, "ports.json")
        if os.path.exists(ports):
            os.remove(ports)
        self.cloud = subprocess.Popen([self.cloud_program, "--programme", self.programme, "--data", data, "--company", "42",
                                       "--listen", self.listen], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(400):
            if os.path.exists(ports) and os.path.getsize(ports):
                with open(ports, encoding="utf-8") as file:
                    self.listen = f"127.0.0.1:{json.load(file)['listen']}"
                return
            time.sleep(0.05)
        raise RuntimeError("the cloud does not start")

    def stop(self):
        self.cloud.kill()
        self.cloud.wait()

    def customer(self):
        subprocess.run([self.cloud_program, "customer", "add", "--data", os.path.join(self.folder, "cloud"), "--programme", self.programme,
                        "--name", "Customer", "--phone", PHONE], check=True, stdout=subprocess.DEVNULL)

    def file(self, *names):
        return os.path.join(self.folder, *names)

    def command(self, language, *words):
        return [self.file("tillpoints"), "--language", language, *words, "--config", self.file("etc", "config.json")]

    def run(self, language, *words):
        return subprocess.run(self.command(language, *words), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=60).stdout

    def typed(self, language, answers, *words):
        """What a terminal shows while the answers are typed, each after a question."""
        child, terminal = pty.fork()
        if child == 0:
            os.environ.pop("COLUMNS", None)
            command = self.command(language, *words)
            try:
                os.execv(command[0], command)
            finally:
                os._exit(127)
        shown, waiting, ends, before = b"", list(answers), time.time() + 60, 0
        while time.time() < ends:
            ready, _, _ = select.select([terminal], [], [], 0.3)
            if ready:
                try:
                    part = os.read(terminal, 4096)
                except OSError:
                    part = b""
                if not part:
                    break
                shown += part
            elif waiting and len(shown) > before and not shown.endswith(b"\n"):
                before = len(shown)
                os.write(terminal, (waiting.pop(0) + "\n").encode())
        os.waitpid(child, 0)
        os.close(terminal)
        return shown.decode().replace("\r\n", "\n")

    def places(self):
        return [(self.file("etc"), "/etc/tillpoints"), (self.file("data"), "/var/lib/tillpoints"), (self.folder, "/opt"),
                (f" {self.user}\n", " till\n"), (f" {self.user} ", " till "), (f" {self.user}.", " till."),
                (f"{self.user} ", "till "), (self.listen, "127.0.0.1:8443")]


def wrapped(text):
    for line in text.rstrip("\n").split("\n"):
        line = line.rstrip()
        while len(line) > COLUMNS:
            yield line[:COLUMNS]
            line = line[COLUMNS:]
        yield line


def colour(line):
    if re.search(r"\bERROR\b|ОШИБКА|^First:|^Сначала:", line):
        return ' fill="#ff9a8b"'
    if re.search(r"\bwarning\b|внимание|parked|отложено", line):
        return ' fill="#ffd479"'
    return ' fill="#9be29b"' if line.startswith("$ ") else ""


def picture(command, text):
    lines = ["$ " + command, *wrapped(text)]
    width, height = int(COLUMNS * CHARACTER) + 32, len(lines) * LINE + 48
    rows = "".join(f'<text x="16" y="{44 + i * LINE}"{colour(line)} xml:space="preserve">{html.escape(line)}</text>\n'
                   for i, line in enumerate(lines))
    dots = "".join(f'<circle cx="{18 + 18 * i}" cy="15" r="5" fill="{fill}"/>' for i, fill in enumerate(("#e06c60", "#e0b34c", "#62b866")))
    return (f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">\n'
            f'<rect width="{width}" height="{height}" rx="8" fill="#1d2430"/>{dots}\n'
            f'<g font-family="DejaVu Sans Mono, Menlo, Consolas, monospace" font-size="13" fill="#e6e9ef">\n{rows}</g>\n</svg>\n')


def played(tools, cloud, language):
    shop = Shop(tools, cloud)
    try:
        os.makedirs(shop.file("etc"))
        with open(shop.file("etc", "config.json"), "w", encoding="utf-8") as file:
            json.dump({"data_directory": shop.file("data"), "language": language, "timing": {"settle_horizon_ms": 1000}}, file)
        shop.start()
        shop.customer()
        with open(shop.file("cloud", "api.key"), encoding="utf-8") as file:
            key = file.read().strip()
        yes = {"en": "yes", "ru": "да"}[language]
        screens = {"setup": ("tillpoints setup", shop.typed(language, [shop.listen, yes, "42", key, PHONE], "setup"))}
        shop.stop()
        screens["doctor"] = ("tillpoints doctor", shop.run(language, "doctor"))
        shop.run(language, "simulate", "--phone", PHONE)
        screens["status"] = ("tillpoints status", shop.run(language, "status"))
        # The cloud that comes back has another database, without this customer, so it refuses the purchase.
        for name in os.listdir(shop.file("cloud")):
            if name.startswith("cloud.db"):
                os.remove(shop.file("cloud", name))
        shop.start()
        shop.run(language, "replay", "--seconds", "120")
        number = json.loads(shop.run(language, "queue", "list", "--json").splitlines()[0])["number"]
        screens["queue-show"] = ("tillpoints queue show test-0123456789abcdef/1", shop.run(language, "queue", "show", number))
        return {name: (command, masked(text, shop.places())) for name, (command, text) in screens.items()}
    finally:
        if shop.cloud:
            shop.stop()
        shutil.rmtree(shop.folder)


def written(tools, cloud):
    os.makedirs(PICTURES, exist_ok=True)
    for language in ("en", "ru"):
        for name, (command, text) in played(tools, cloud, language).items():
            with open(os.path.join(PICTURES, f"{name}-{language}.svg"), "w", encoding="utf-8") as file:
                file.write(picture(command, text))


def differences(tools, cloud, language):
    wrong = []
    for name, (command, text) in played(tools, cloud, language).items():
        path, svg = os.path.join(PICTURES, f"{name}-{language}.svg"), picture(command, text)
        shown = ""
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                shown = file.read()
        if shown != svg:
            wrong += [path + " shows something else:", *(f"  - {line}" for line in shown.splitlines() if line not in svg),
                      *(f"  + {line}" for line in svg.splitlines() if line not in shown)]
    return wrong


def main():
    tools, cloud = sys.argv[1:3]
    if "--write" in sys.argv:
        return written(tools, cloud)
    for language in ("en", "ru"):
        # A disk that is busy for a moment is a finding of doctor's, and not one of the picture.
        for _ in range(3):
            wrong = differences(tools, cloud, language)
            if not wrong:
                break
        else:
            sys.exit("\n".join(wrong) + "\n`ninja document_pictures_written` draws them anew")


main()
