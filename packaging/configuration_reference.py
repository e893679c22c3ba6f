#!/usr/bin/env python3
"""configuration_reference.py SAMPLE SCHEMA: docs/configuration.md, made of the commented sample and the published schema."""
import json
import sys

sample = json.load(open(sys.argv[1]), object_pairs_hook=dict)
schema = json.load(open(sys.argv[2]))


def limits(rule):
    """What the schema allows, in a few words."""
    if "enum" in rule:
        return ", ".join(f"`{json.dumps(each)}`" for each in rule["enum"])
    if rule.get("type") == "boolean":
        return "true or false"
    if "minimum" in rule or "maximum" in rule:
        return f"{rule.get('minimum', '')} to {rule.get('maximum', '')}".strip()
    return {"string": "text", "array": "list", "integer": "whole number"}.get(rule.get("type"), "")


def rows(members, rules, path):
    required = rules.get("required", [])
    for name, value in members.items():
        if name.startswith("//"):
            continue
        rule = rules.get("properties", {}).get(name, {})
        place = f"{path}{name}"
        about = members.get("//" + name, "").replace("|", "\\|")
        if isinstance(value, dict):
            yield f"| **`{place}`** | {about} | | |"
            yield from rows(value, rule, place + ".")
        else:
            default = "required" if name in required else f"`{json.dumps(value, ensure_ascii=False)}`"
            yield f"| `{place}` | {about} | {default} | {limits(rule)} |"


print("# Configuration\n")
print("Made by `packaging/configuration_reference.py` of the commented sample and the schema in `packaging`; a test compares them.")
print("`tillpoints config show` says what an installation uses.\n")
print("| setting | means | default | allowed |\n|---|---|---|---|")
print("\n".join(rows(sample, schema, "")))
