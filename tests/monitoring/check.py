#!/usr/bin/env python3
"""check.py PROMTOOL DATA ROOT: with the program of tests/docs/reference_data.cpp, packaging/monitoring loads, uses metrics that exist, and every alert is staged."""
import json
import os
import re
import subprocess
import sys
import tempfile

promtool, data, root = sys.argv[1:4]
rules_file = os.path.join(root, "packaging/monitoring/tillpoints.rules.yml")
staged_file = os.path.join(root, "tests/monitoring/alerts.test.yml")
dashboard_file = os.path.join(root, "packaging/monitoring/tillpoints-dashboard.json")
WORDS = {"and", "or", "unless", "by", "without", "sum", "min", "max", "rate", "increase", "changes", "vector", "histogram_quantile",
         "min_over_time", "max_over_time", "label_values"}
OF_PROMETHEUS = {"up"}


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def exposed():
    told = subprocess.run([data], check=True, capture_output=True, text=True, timeout=30).stdout
    lines = json.loads(told)["metrics"].splitlines()
    return {re.match(r"\w+", line).group(0) for line in lines if line and not line.startswith("#")}


def names_in(expression):
    bare = re.sub(r'"[^"]*"', "", expression)
    bare = re.sub(r"\{[^}]*\}|\[[^\]]*\]", "", bare)
    bare = re.sub(r"\b(by|without)\s*\([^)]*\)", "", bare)
    bare = re.sub(r"(label_values\([^,]*),[^)]*\)", r"\1)", bare)
    return set(re.findall(r"[a-zA-Z_:][\w:]*", bare)) - WORDS


def run(*words):
    done = subprocess.run([promtool, *words], capture_output=True, text=True, timeout=60)
    if done.returncode != 0:
        sys.exit(f"promtool {' '.join(words)}:\n{done.stdout}{done.stderr}")


def expressions_of_dashboard(dashboard):
    for panel in dashboard["panels"]:
        for target in panel["targets"]:
            yield target["expr"]


def main():
    rules = read(rules_file)
    alerts = re.findall(r"^      - alert: (\w+)$", rules, re.M)
    expressions = re.findall(r"^        expr: (.*)$", rules, re.M)
    staged = read(staged_file)
    wrong = [f"{name} is not staged in tests/monitoring/alerts.test.yml" for name in alerts if not re.search(rf"\b{name}\b", staged)]
    for word in ("summary", "cost", "action"):
        if len(re.findall(rf"^          {word}: ", rules, re.M)) != len(alerts):
            wrong.append(f"an alert has no {word}")
    dashboard = json.loads(read(dashboard_file))
    shown = list(expressions_of_dashboard(dashboard))
    asked = [each["query"]["query"] for each in dashboard["templating"]["list"] if each["type"] == "query"]
    known = exposed() | OF_PROMETHEUS
    for expression in expressions + shown + asked:
        wrong += [f"{name} is no metric of the daemon: {expression}" for name in sorted(names_in(expression) - known)]
    if len(expressions) != len(alerts) or len(alerts) < 5 or len(shown) < 5:
        wrong.append("the files are not read as they are written")
    if len({panel["id"] for panel in dashboard["panels"]}) != len(dashboard["panels"]):
        wrong.append("panels of the dashboard share an id")
    if wrong:
        sys.exit("\n".join(wrong))
    run("check", "rules", "--lint-fatal", rules_file)
    run("test", "rules", staged_file)
    with tempfile.TemporaryDirectory() as folder:
        parsed = os.path.join(folder, "dashboard.rules.yml")
        rows = [{"record": f"panel:number_{i}", "expr": expression} for i, expression in enumerate(shown)]
        with open(parsed, "w", encoding="utf-8") as file:
            json.dump({"groups": [{"name": "dashboard", "rules": rows}]}, file)  # JSON is YAML
        run("check", "rules", parsed)


main()
