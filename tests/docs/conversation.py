#!/usr/bin/env python3
"""conversation.py DOCUMENT [--write] -- COMMAND...: holds the conversation in a document against the template host's.

The command plays one sale and prints every event ("> ") and reply ("< "). What differs from run to run is replaced by
a word. Without --write the status is 1 if the document shows another conversation.
"""
import re
import subprocess
import sys

BEGIN = "<!-- conversation: tests/docs/conversation.py keeps it true -->\n```\n"
END = "```\n<!-- end of conversation -->"
VARYING = [
    (r"template-\d+-\d+-\d+", "RECEIPT"),
    (r'"quote_id":"[^"]+"', '"quote_id":"QUOTE"'),
    (r'"quote":"[^"]+"', '"quote":"QUOTE"'),
    (r"RECEIPT/(\d+)-[0-9a-f]+", r"RECEIPT/\1-INSTALLATION"),
    (r'("event":"receipt_closed","status":)"(stored|confirmed)"', r'\1"stored or confirmed"'),
    (r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", "TIME"),
]


def played(command):
    output = subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout
    lines = [line for line in output.splitlines() if line.startswith(("> ", "< "))]
    text = "\n".join(lines) + "\n"
    for pattern, word in VARYING:
        text = re.sub(pattern, word, text)
    return text


def main():
    separator = sys.argv.index("--")
    document, write = sys.argv[1], "--write" in sys.argv[:separator]
    with open(document, encoding="utf-8") as file:
        text = file.read()
    before, rest = text.split(BEGIN)
    shown, after = rest.split(END)
    heard = played(sys.argv[separator + 1:])
    if heard.count("> ") < 6:
        sys.exit("only " + str(heard.count("> ")) + " events were submitted")
    if write:
        with open(document, "w", encoding="utf-8") as file:
            file.write(before + BEGIN + heard + END + after)
    elif heard != shown:
        sys.exit(f"{document} shows another conversation than the one that was heard; to take it over:\n"
                 f"  tests/docs/conversation.py {document} --write -- COMMAND\n\n{heard}")


main()
