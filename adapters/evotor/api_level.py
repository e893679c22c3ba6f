#!/usr/bin/env python3
"""Do compiled classes use only what an Android of one API level has?

    api_level.py DECLARATIONS.d.ts CLASSES...

DECLARATIONS is android-platform-LEVEL.d.ts of the npm package tns-platform-declarations: classes, members and how many
parameters they take; types are erased there. CLASSES are folders. Both android.* and java.* are checked, and members that
our own classes inherit from them. Exit status: 0 all is there; 1 something is not; 2 an input cannot be read.
"""
import glob
import re
import subprocess
import sys

PLATFORM = ("android.", "java.", "javax.", "org.json.", "org.w3c.", "org.xml.")
# The declarations leave out what every object has, and the interfaces that generics erase to.
OF_EVERY_OBJECT = {("getClass", 0), ("hashCode", 0), ("equals", 1), ("toString", 0), ("clone", 0), ("notifyAll", 0),
                   ("notify", 0), ("wait", 0), ("wait", 1), ("wait", 2), ("finalize", 0)}


def parameters(text):
    """How many parameters a list has; commas inside brackets separate none."""
    depth, count = 0, 1 if text.strip() else 0
    for letter in text:
        depth += (letter in "<({[") - (letter in ">)}]")
        count += letter == "," and depth == 0
    return count


def base_names(text):
    return [re.sub(r"<.*", "", each).strip() for each in re.split(r",(?![^<]*>)", text or "") if each.strip()]


class Platform:
    def __init__(self, declarations):
        self.members, self.parents = {}, {}
        stack = []
        for line in open(declarations, encoding="utf-8"):
            text = line.strip()
            module = re.match(r"(?:declare|export) module (\w+) \{", text)
            opened = re.match(r"export (?:abstract )?(?:class|interface) (\w+)(?:<.*?>)?\s*(?:extends ([^{]*?))?\s*"
                              r"(?:implements ([^{]*?))?\s*\{$", text)
            if module or opened:
                stack.append((module or opened).group(1))
                if opened:
                    name = self.name(stack)
                    self.members.setdefault(name, set())
                    self.parents.setdefault(name, set()).update(base_names(opened.group(2)) + base_names(opened.group(3)))
            elif text.startswith("}"):
                stack.pop()
            elif text.endswith("{"):
                stack.append(None)  # the body of an interface's sample implementation
            elif self.name(stack) in self.members:
                self.add(self.name(stack), text)

    @staticmethod
    def name(stack):
        return ".".join(each for each in stack if each)

    def add(self, owner, text):
        method = re.match(r"public (?:static )?(?:abstract )?(\w+)\((.*)\)(?::[^:]*)?;$", text)
        field = re.match(r"public (?:static )?(\w+): ", text)
        if method:
            self.members[owner].add((method.group(1), parameters(method.group(2))))
        elif field:
            self.members[owner].add((field.group(1), None))

    def has(self, owner, member, seen=()):
        if owner in seen or owner not in self.members:
            return False
        return (member in self.members[owner] or member in OF_EVERY_OBJECT
                or any(self.has(each, member, seen + (owner,)) for each in self.parents[owner]))


class Program:
    def __init__(self, folders):
        self.files = [each for folder in folders for each in glob.glob(folder + "/**/*.class", recursive=True)]
        self.parents, self.uses = {}, set()
        for at in range(0, len(self.files), 50):
            out = subprocess.run(["javap", "-v", "-p", *self.files[at:at + 50]], capture_output=True, text=True, check=True)
            self.read(out.stdout)

    def read(self, text):
        for each in re.finditer(r"^(?:[a-z]+ )*(?:class|interface) ([\w.$]+)(?:<.*?>)?(?: extends ([\w.$,<> ?]+?))?"
                                r"(?: implements ([\w.$,<> ?]+))?$", text, re.M):
            self.parents[each.group(1)] = base_names(each.group(2)) + base_names(each.group(3))
        found = re.findall(r"= (Methodref|InterfaceMethodref|Fieldref)\s+\S+\s+// ([\w/$]+)\.\"?([\w<>$]+)\"?:(\S+)", text)
        for kind, owner, name, form in found:
            count = None if kind == "Fieldref" else len(re.findall(r"\[*(?:L[^;]+;|[BCDFIJSZ])", form[1:form.index(")")]))
            self.uses.add((owner.replace("/", "."), "constructor" if name == "<init>" else name, count))

    def platform_owners(self, owner):
        """Where the platform may have a member that is called on one of our classes."""
        if owner not in self.parents:
            return [owner]
        return [each for parent in self.parents[owner] or ["java.lang.Object"] for each in self.platform_owners(parent)]


def missing(platform, program):
    for owner, name, count in sorted(program.uses, key=str):
        if owner in program.parents:
            # Our own member, unless a class of the platform that it extends must have it.
            continue
        spelled = owner.replace("$", ".")
        if spelled.startswith(PLATFORM) and not platform.has(spelled, (name, count)):
            yield f"{spelled}.{name}({'a field' if count is None else count})"


def inherited_missing(platform, program, declared):
    """Members that are called on our classes and that none of our classes declares."""
    for owner, name, count in sorted(program.uses, key=str):
        if owner not in program.parents or name == "constructor":
            continue
        if any((each, name) in declared for each in [owner, *ancestors(program, owner)]):
            continue
        owners = [each.replace("$", ".") for each in program.platform_owners(owner)]
        if not any(platform.has(each, (name, count)) for each in owners):
            yield f"{owner}.{name}({'a field' if count is None else count}), inherited from {', '.join(owners)}"


def ancestors(program, owner):
    for parent in program.parents.get(owner, []):
        yield parent
        yield from ancestors(program, parent)


def declared_members(files):
    out = set()
    for at in range(0, len(files), 50):
        text = subprocess.run(["javap", "-p", *files[at:at + 50]], capture_output=True, text=True, check=True).stdout
        owner = None
        for line in text.splitlines():
            opened = re.match(r"(?:[a-z]+ )*(?:class|interface) ([\w.$]+)", line)
            member = re.match(r"\s+.*?([\w$]+)(?:\(.*\)(?: throws .*)?)?;$", line)
            if opened:
                owner = opened.group(1)
            elif member:
                out.add((owner, member.group(1)))
    return out


def main(declarations, *folders):
    platform, program = Platform(declarations), Program(folders)
    if len(platform.members) < 1000 or len(program.files) < 10:
        print(f"{len(platform.members)} classes of the platform, {len(program.files)} of ours: an input is wrong", file=sys.stderr)
        return 2
    bad = [*missing(platform, program), *inherited_missing(platform, program, declared_members(program.files))]
    print(f"{len(program.files)} classes use {len(program.uses)} members; {len(bad)} are not in the API")
    for each in bad:
        print("  not there:", each)
    return 1 if bad else 0


if __name__ == "__main__":
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        sys.exit(2)
    sys.exit(main(*sys.argv[1:]))
