#!/usr/bin/env python3
"""reference.py DATA [--write] PROGRAM...: docs/reference, made of the code.

DATA is the program of tests/docs/reference_data.cpp, which asks the code. Each PROGRAM says its exit statuses with --help. Without --write the status is 1
if a document differs from what is made here, or does not exist.
"""
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
MADE = "Made by `packaging/reference.py` of {}; the test `references` compares them.\n"


def read(path):
    with open(os.path.join(ROOT, path), encoding="utf-8") as file:
        return file.read()


def table(heads, rows):
    cells = [heads, ["---"] * len(heads), *rows]
    return "".join("| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in row) + " |\n" for row in cells)


def own_parking_reasons():
    """The errors that the plugin parks an entry for by itself, from the places where it does."""
    found = set()
    for folder, _, files in os.walk(os.path.join(ROOT, "plugin")):
        for name in files:
            if not name.endswith(".cpp"):
                continue
            text = read(os.path.relpath(os.path.join(folder, name), ROOT))
            for call in re.findall(r"\b(?:park|parked|parked_unhappened|Parking(?:\s+\w+)?)\s*[({][^;]*;", text):
                found |= set(re.findall(r"Errc::(\w+)", call))
            for function in re.findall(r"\nParking \w+\([^)]*\) \{.*?\n\}", text, re.S):
                found |= set(re.findall(r"Errc::(\w+)", function))
    return found


def parking_reasons(data):
    return sorted(own_parking_reasons() | set(data["parking_refusals"]))


def errors(data):
    reasons = set(parking_reasons(data))
    kinds = [(1, "What is wrong with a message", "In a reply with the status `error`, in problems of the configuration."),
             (40, "What prevents the plugin from doing its work", "In replies, from `tillpoints`, in the log."),
             (80, "What the loyalty cloud answers", "The documented error codes of UDS Partner API v2, as reasons of replies and of parked entries."),
             (120, "What goes wrong on the way to the cloud", "The reason of a link that is down (`tillpoints status`)."),
             (160, "What an operator decided", "The reason of an entry that was given up.")]
    text = "# Error codes\n\n" + MADE.format("`protocol/error.cpp`, the daemon's description and doctor's phrases")
    text += ("\nThe names are stable. A problem names the place, what was expected and what was found. "
             "Entries are parked for the marked ones: [what to do](../parked-entries.md).\n")
    for place, (first, title, about) in enumerate(kinds):
        end = kinds[place + 1][0] if place + 1 < len(kinds) else 1000
        rows = [(f"`{each['name']}`", each["sentence"], "parked" if each["name"] in reasons else "")
                for each in data["errors"] if first <= each["code"] < end]
        text += f"\n## {title}\n\n{about}\n\n" + table(["name", "means", ""], rows)
    meant = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", read("protocol/EVENTS.md").split("\n## The shop's limits\n")[1], re.M))
    text += "\n## The shop's limits\n\nReasons of replies and of the shift's summary.\n\n"
    text += table(["name", "the limit (configuration)"], [(f"`{name}`", meant[name]) for name in data["limits"]])
    text += "\n## What tillpointsd refuses\n\n`{\"error\":{\"code\",\"message\"}}`; the message says what to do.\n\n"
    text += table(["code", "status", "calls"], refusals())
    text += ("\n## What doctor finds\n\n`tillpoints doctor --json` has them as `code`; `{0}` is the first of `values`. The areas, in the order of causes: "
             + ", ".join(f"`{area}`" for area in data["areas"]) + ".\n\n")
    text += table(["code", "says", "advice"], [(f"`{each['code']}`", each["says"], each["advice"]) for each in data["findings"]])
    return text


def codes_in(schema):
    if isinstance(schema, dict):
        code = schema.get("code")
        if isinstance(code, dict) and "enum" in code:
            yield from code["enum"]
        for value in schema.values():
            yield from codes_in(value)
    elif isinstance(schema, list):
        for value in schema:
            yield from codes_in(value)


def refusals():
    """Code, statuses and calls."""
    description = json.loads(read("protocol/sidecar-openapi.json"))
    found = {}
    for path, methods in description["paths"].items():
        for method, call in methods.items():
            for status, answer in call.get("responses", {}).items() if isinstance(call, dict) else ():
                if "$ref" in answer:
                    answer = description["components"]["responses"][answer["$ref"].rsplit("/", 1)[1]]
                for code in codes_in(answer):
                    statuses, calls = found.setdefault(code, (set(), []))
                    statuses.add(status)
                    calls += [f"`{method.upper()} {path}`"] if f"`{method.upper()} {path}`" not in calls else []
    few = 4
    for code, (statuses, calls) in sorted(found.items()):
        yield f"`{code}`", ", ".join(sorted(statuses)), ", ".join(calls) if len(calls) <= few else f"{len(calls)} calls, among them {calls[0]}"


def metrics(data):
    rows, samples = [], data["metrics"].splitlines()
    for line in samples:
        if not line.startswith("# HELP "):
            continue
        name, about = line[7:].split(" ", 1)
        kind = next(each.split(" ")[3] for each in samples if each.startswith(f"# TYPE {name} "))
        labels = sorted({label for each in samples if re.match(name + r"(_bucket|_sum|_count)?\{", each)
                         for label in re.findall(r"(\w+)=\"", each)})
        rows.append((f"`{name}`", kind, ", ".join(f"`{label}`" for label in labels), about))
    return ("# Metrics of tillpointsd\n\n" + MADE.format("what the daemon writes") +
            "\n`GET /metrics`, in Prometheus' text format, at sockets of this machine. No personal data. Alerts and a dashboard that use them: "
            "[packaging/monitoring](../../packaging/monitoring).\n\n" + table(["name", "type", "labels", "means"], rows))


def members_in(block):
    """The names of the outermost members of the objects in a block of the document, whose examples may be shortened."""
    depth, place, names, text_or_name = 0, 0, [], re.compile(r'"((?:[^"\\]|\\.)*)"\s*(:?)')
    while place < len(block):
        found = text_or_name.match(block, place)
        if found:
            if depth == 1 and found.group(2):
                names.append(found.group(1))
            place = found.end()
            continue
        depth += {"{": 1, "[": 1, "}": -1, "]": -1}.get(block[place], 0)
        place += 1
    return names


def objects_in(section):
    lines = [line[4:] for line in section.splitlines() if line.startswith("    ")]
    text, depth, start, inside = "\n".join(lines), 0, 0, False
    for place, letter in enumerate(text):
        if letter == '"' and (place == 0 or text[place - 1] != "\\"):
            inside = not inside
        if inside:
            continue
        if letter == "{":
            start = place if depth == 0 else start
            depth += 1
        elif letter == "}":
            depth -= 1
            if depth == 0:
                yield text[start:place + 1]


def events(_):
    rows = []
    sections = re.split(r"\n### ", read("protocol/EVENTS.md").split("\n## Events\n")[1].split("\n## ")[0])[1:]
    for section in sections:
        name = section.split("\n", 1)[0].strip()
        members, answers, statuses = [], [], []
        for each in objects_in(section):
            into = answers if '"status"' in each and "status" in members_in(each) else members
            into += [member for member in members_in(each) if member not in into]
            if into is answers:
                statuses += [s for s in re.findall(r'^\{(?:[^{}\[\]]*?,)?\s*"status":"(\w+)"', each) if s not in statuses]
        hidden = {"v", "event", "status"}
        rows.append((f"[`{name}`](../../protocol/EVENTS.md#{name})", ", ".join(f"`{m}`" for m in members if m not in hidden),
                     ", ".join(f"`{s}`" for s in statuses), ", ".join(f"`{m}`" for m in answers if m not in hidden)))
    return ("# Events\n\n" + MADE.format("the examples in `protocol/EVENTS.md`, which tests read with the product's own reader") +
            "\nEvery event and reply has `v` and `event`, every reply `status`; `error`, `not_stored` and `off` can answer any event. What each member "
            "means: [protocol/EVENTS.md](../../protocol/EVENTS.md).\n\n" +
            table(["event", "members in the examples", "statuses in the examples", "members of the replies"], rows))


def statuses_of(program):
    environment = dict(os.environ, LC_ALL="C.UTF-8")
    text = subprocess.run([program, "--help"], check=True, capture_output=True, text=True, timeout=30, env=environment).stdout
    found = re.split(r"Exit (?:status|codes): ", text)
    if len(found) < 2:
        sys.exit(f"{program} --help says no exit status")
    words = " ".join(found[-1].split())
    return re.findall(r"(?:^|; ?)(\d) (.*?)(?=; ?\d |\.?$)", words)


def exit_codes(programs):
    text = "# Exit codes\n\n" + MADE.format("what each program says with `--help`")
    for program in programs:
        text += f"\n## {os.path.basename(program)}\n\n" + table(["status", "means"], statuses_of(program))
    return text


def main():
    data = json.loads(subprocess.run([sys.argv[1]], check=True, capture_output=True, text=True, timeout=30).stdout)
    write, programs = "--write" in sys.argv, [each for each in sys.argv[2:] if not each.startswith("--")]
    made = {"errors": errors(data), "metrics": metrics(data), "events": events(data), "exit-codes": exit_codes(programs)}
    wrong = []
    for name, text in made.items():
        path = os.path.join(ROOT, "docs/reference", name + ".md")
        if write:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        elif not os.path.exists(path) or read(path) != text:
            wrong.append(path)
    told = set(re.findall(r"^\| `(\w+)` \|", read("docs/parked-entries.md"), re.M))
    if told != set(parking_reasons(data)):
        wrong.append(f"docs/parked-entries.md: missing {sorted(set(parking_reasons(data)) - told)}, unknown {sorted(told - set(parking_reasons(data)))}")
    if wrong:
        sys.exit("not what the code says; `ninja references_written` writes docs/reference:\n" + "\n".join(wrong))


main()
