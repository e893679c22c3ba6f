#!/usr/bin/env python3
"""links.py ROOT: each relative link in README.md and docs leads to a file and a heading, and README.md leads to every document."""
import os
import re
import sys

root = os.path.abspath(sys.argv[1])


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def anchors(path):
    heads = re.findall(r"^#+ (.*)$", read(path), re.M)
    return {re.sub(r"[^\w -]", "", head.strip().lower()).replace(" ", "-") for head in heads}


def links(path):
    text = re.sub(r"^    .*$", "", read(path), flags=re.M)
    for target in re.findall(r"\]\(([^)\s]+)\)", text):
        if not re.match(r"[a-z]+:", target):
            yield target


documents = sorted(os.path.join(folder, name) for folder, _, names in os.walk(os.path.join(root, "docs"))
                   for name in names if name.endswith(".md"))
others = [os.path.join(root, name) for name in ("README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "web/README.md", "cloud/README.md",
                                               "adapters/doctor/README.md", "adapters/sidecar/README.md", "adapters/evotor/README.md")]
wrong = []
for document in documents + others:
    for link in links(document):
        file, _, anchor = link.partition("#")
        target = os.path.normpath(os.path.join(os.path.dirname(document), file)) if file else document
        if not os.path.exists(target):
            wrong.append(f"{document}: {link} is not there")
        elif anchor and target.endswith(".md") and anchor not in anchors(target):
            wrong.append(f"{document}: {link} has no such heading")

led_to = {os.path.normpath(os.path.join(root, link.partition("#")[0])) for link in links(os.path.join(root, "README.md"))}
wrong += [f"README.md does not lead to {each}" for each in documents if each not in led_to]
if len(documents) < 5:
    wrong.append(f"only {len(documents)} documents were found")
if wrong:
    sys.exit("\n".join(wrong))
