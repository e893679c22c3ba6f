#!/usr/bin/env python3
"""titles.py ROOT: each test that docs/programmes.md names in the last column of its tables is there under this title."""
import os
import re
import sys

root = sys.argv[1]


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def sources():
    for folder in ("tests", "web/browser"):
        for place, folders, names in os.walk(os.path.join(root, folder)):
            folders[:] = [each for each in folders if each not in ("node_modules", "build")]
            yield from (os.path.join(place, name) for name in names if name.endswith((".cpp", ".mjs")))


# A title may be written as several literals, one after another.
titles = {title for path in sources()
          for title in re.findall(r'(?:TEST_CASE|test)\(\s*"((?:[^"\\]|\\.)*)"', re.sub(r'"\s*\n\s*"', "", read(path)))}
rows = re.findall(r"^\|.*\| ([^|]*) \|$", read(os.path.join(root, "docs/programmes.md")), re.M)
named = [title for row in rows for title in re.findall(r'"([^"]+)"', row)]
missing = sorted(set(named) - titles)
if len(named) < 30 or missing:
    sys.exit("docs/programmes.md names tests that are not there:\n" + "\n".join(missing))
print(f"{len(set(named))} tests are named, all of them are there")
