"""A shop day through tillpointsd: the receipts of a file are sold, cancelled and returned, and what is printed goes to a
fiscal storage that tillpoints-ledger reads.

    shop_day.py --place PLACE [--terminal NAME] [--token T] [--fingerprint F] --receipts FILE --fiscal FILE
                --office URL --office-token FILE [--seed N] [--commit]
"""
import argparse
import http.client
import json
import os
import random
import time
import urllib.request

from tillpoints_client import Client


def options():
    parser = argparse.ArgumentParser()
    for name in ("place", "receipts", "fiscal", "office", "office-token"):
        parser.add_argument("--" + name, required=True)
    for name in ("terminal", "token", "fingerprint"):
        parser.add_argument("--" + name)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--commit", action="store_true", help="a register without an event before printing")
    parser.add_argument("--run", default="day")
    return parser.parse_args()


class Customers:
    """The loyalty cloud's customers: half of them registered."""

    def __init__(self, office, token_file):
        self.office, self.token = office, open(token_file).read().strip()
        self.known = {}

    def post(self, path, body):
        request = urllib.request.Request(self.office + path, json.dumps(body).encode(),
                                         {"Authorization": "Bearer " + self.token})
        return json.load(urllib.request.urlopen(request, timeout=10))

    def phone(self, number):
        phone = f"+7900555{number:04d}"
        if number % 2 == 0 and number not in self.known:
            self.known[number] = self.post("/customers", {"name": f"Customer {number}", "phone": phone})["uid"]
        return phone

    def code(self, number):
        self.phone(number)
        return self.post("/codes", {"uid": self.known[number]})["code"] if number in self.known else None


class Register:
    """One register: asks until it is answered, and prints what was agreed."""

    def __init__(self, arguments):
        self.arguments, self.random = arguments, random.Random(arguments.seed)
        self.till = Client(arguments.place, token=arguments.token, terminal=arguments.terminal,
                           fingerprint=arguments.fingerprint)
        self.customers = Customers(arguments.office, arguments.office_token)
        self.fiscal = open(arguments.fiscal, "a")
        self.documents, self.sales, self.events = 0, [], 0

    def say(self, event, **members):
        while True:
            reply = self.till.submit({"event": event, **members}, patience=120)
            self.events += 1
            if reply["status"] == "not_stored" or reply.get("error", {}).get("code") == "shutting_down":
                time.sleep(0.02)  # the reply says: submit the event again
            elif reply.get("error", {}).get("code") == "unknown_receipt":
                self.open(members["receipt_id"])  # the opening was lost with the process (EVENTS.md)
            elif reply["status"] == "error":
                raise SystemExit(f"{event}: {reply}")
            else:
                return reply

    def open(self, receipt, kind="sale"):
        self.say("receipt_opened", receipt_id=receipt, kind=kind, register="0001", shift="1",
                 cashier={"id": "c1"}, capabilities={"payment_event": not self.arguments.commit})

    def present(self, receipt, positions):
        number = self.random.randrange(20)
        code = self.customers.code(number) if self.random.random() < 0.5 else None
        by, value = ("code", code) if code else ("phone", self.customers.phone(number))
        reply = self.say("customer_presented", receipt_id=receipt, by=by, value=value, positions=positions)
        if reply["status"] == "offline" and code:
            reply = self.say("customer_presented", receipt_id=receipt, by="phone",
                             value=self.customers.phone(number), positions=positions)
        award = reply["status"] == "customer" or reply.get("will_award", False)
        return {"status": reply["status"], "will_award": award}

    def sell(self, number, items):
        receipt = f"{self.arguments.run}-{number}"
        positions = [{"id": f"p{at}", **{name: item[name] for name in ("name", "price", "quantity", "sum", "type")},
                      "unredeemable": item.get("unredeemable", False)} for at, item in enumerate(items, 1)]
        total = sum(each["sum"] for each in positions)
        self.open(receipt)
        customer = self.present(receipt, positions) if self.random.random() < 0.7 else None
        points = self.random.choice(["max", "none", total // 4]) if customer else "none"
        lines, discount, quote, extra = positions, 0, None, None
        reply = self.say("discount_requested", receipt_id=receipt, positions=positions, total=total, points=points,
                         commit=self.arguments.commit)
        if reply["status"] == "granted":
            lines, discount, quote, extra = reply["positions"], reply["discount"], reply["quote_id"], reply["extra"]
            if customer:
                customer.update(promised_award=reply["cashback"], promised_with=discount)
        if self.random.random() < 0.1:
            return self.say("receipt_cancelled", receipt_id=receipt, reason="left")
        if not self.arguments.commit:
            paid = self.say("payment_started", receipt_id=receipt, positions=self.fiscal_lines(lines),
                            total=total - discount, **({"quote_id": quote} if quote else {}))
            if paid["status"] != "confirmed":
                lines, discount, extra = positions, 0, None
        self.say("print_requested", receipt_id=receipt, width=32)
        document = self.document("sale", receipt, None, lines, positions, customer, extra)
        self.say("receipt_closed", receipt_id=receipt, **self.closed(document))
        self.sales.append(document)

    def take_back(self, number):
        sale = self.sales.pop(self.random.randrange(len(self.sales)))
        receipt = f"{self.arguments.run}-{number}-back"
        self.open(receipt, "return")
        document = self.document("return", receipt, sale["receipt_id"], sale["lines"], sale["lines"], None, None)
        original = {"receipt_id": sale["receipt_id"], **({"extra": sale["extra"]} if sale["extra"] else {})}
        self.say("return_closed", receipt_id=receipt, original=original, **self.closed(document))

    def fiscal_lines(self, lines):
        return [{name: line[name] for name in ("id", "price", "quantity", "sum")} for line in lines]

    def document(self, kind, receipt, original, lines, positions, customer, extra):
        full = {each["id"]: each.get("full_price", each["price"]) for each in positions}
        printed = [{**line, "name": "", "full_price": full[line["id"]], "excluded": False}
                   for line in self.fiscal_lines(lines)]
        total, full_total = sum(line["sum"] for line in lines), sum(each["sum"] for each in positions)
        self.documents += 1
        document = {"kind": kind, "receipt_id": receipt, "original": original, "lines": printed,
                    "fiscal": {"drive": "9960", "document": str(self.documents), "sign": "1", "number": "1"},
                    "full_total": full_total, "lines_total": total, "discount": full_total - total, "tender": 0,
                    "total": total, "payments": [{"type": "cash", "sum": total}], "customer": customer, "extra": extra,
                    "closed_at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime())}
        self.fiscal.write(json.dumps(document) + "\n")
        self.fiscal.flush()
        os.fsync(self.fiscal.fileno())
        return document

    def closed(self, document):
        names = ("fiscal", "payments", "total", "closed_at")
        return {"positions": self.fiscal_lines(document["lines"]), **{name: document[name] for name in names}}

    def unsettled(self):
        """Is anything left to send? Unknown, and so yes, while the daemon is killed and started again."""
        try:
            library = self.till.status()["library"]
        except (OSError, http.client.HTTPException):
            self.till.close()
            return True
        return not library or library["queue"]["pending"] > 0 or library["queue"]["settling"] > 0

    def play(self):
        self.say("register_started", register={"serial": "0001"}, open=[], closed=[])
        for number, line in enumerate(open(self.arguments.receipts), 1):
            self.sell(number, json.loads(line)["items"])
            if self.sales and self.random.random() < 0.15:
                self.take_back(number)
        summary = self.say("shift_closed", shift="1")["summary"]
        while self.unsettled():
            time.sleep(0.05)  # the status is told only when asked
        print(json.dumps({"events": self.events, "documents": self.documents, "summary": summary}))


Register(options()).play()
