"""Customers, Arvind, operators and trouble, all at the same time, each with a generator of its own from the one seed."""

import base64
import hashlib
import hmac
import http.client
import json
import os
import random
import re
import signal
import sqlite3
import subprocess
import threading
import time
import urllib.error
import urllib.request

from conftest import PASSWORDS, ROOT
from shopper import Shopper

AWAY = (urllib.error.URLError, http.client.HTTPException, OSError)
STOCK = 100_000
SKUS = ("POLO-NVY-S", "JEANS-IND-30", "BELT-TAN", "SARI-CRM")
STEPS = ("invoiced", "packed", "shipped", "out_for_delivery", "delivered")
WORDS = ("Invoiced", "Packed", "Shipped", "Out for Delivery", "Delivered")
TROUBLES = (
    {}, {}, {"down": "on"}, {"nonsense": "on"}, {"hang_up": "on"}, {"fault_after_accepting": "on"},
    {"slow_seconds": "1"}, {"slow_seconds": "1", "hang_up": "on"}, {"slow_seconds": "6"},
    {"duplicate_webhooks": "on", "out_of_order_webhooks": "on"}, {"refuse_cancellations": "ALREADY_SHIPPED"},
)
BANK = {
    "holder": "Asha Rao", "account": "50100234567890", "account_again": "50100234567890", "ifsc": "HDFC0001234",
    "bank": "HDFC Bank", "branch": "Residency Road",
}


class Wrong(Exception):
    """The shop did what it never should, whatever goes wrong around it."""


def rows(path, query):
    """What a store holds, read beside whoever writes it."""
    with sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=20) as store:
        found = store.execute(query).fetchall()
    store.close()
    return found


class Person(Shopper):
    """Somebody who never takes a fault for an answer."""

    def _open(self, request):
        answer = super()._open(request)
        if answer[0] >= 500:
            raise Wrong(f"{answer[0]} at {answer[2]}: {answer[1][:500]}")
        return answer


class Promises:
    """What people and Arvind were told; it outlives every kill."""

    def __init__(self):
        self.placed, self.paid, self.told = set(), set(), set()
        self.pushes = self.kills = self.rounds = self.resent = 0


class Crowd:
    """Everybody at work on one installation until it is killed."""

    def __init__(self, installation, seed, promises):
        self.installation, self.seed, self.promises = installation, seed, promises
        self.stop, self.faults, self.done, self.moved = threading.Event(), [], 0, threading.Condition()
        self.shop_file, self.sandbox_file = installation.data / "kartify.sqlite", installation.data / "sandbox.sqlite"
        self.console = Person(installation.sandbox)
        self.terminal = None

    def run(self):
        works = (self.buy, self.buy, self.regret, self.press, self.repeat, self.disturb, self.push)
        self.threads = [threading.Thread(target=self.guard, args=(work, number)) for number, work in enumerate(works)]
        for thread in self.threads:
            thread.start()

    def guard(self, work, number):
        dice = random.Random(f"{self.seed}-{number}")
        try:
            for is_done in work(dice):
                if self.stop.is_set():
                    return
                with self.moved:
                    if is_done:
                        self.done += 1
                        self.moved.notify_all()
                    else:
                        self.moved.wait(1)
        except AWAY as fault:
            if not self.stop.is_set():
                self.stop.wait(10)  # Only a kill may make it go away, and whoever kills says so.
                if not self.stop.is_set():
                    self.faults.append(fault)
        except Exception as fault:
            self.faults.append(fault)
            with self.moved:
                self.moved.notify_all()

    def wait_for(self, count, seconds):
        """Waits until so much has been done, or so long."""
        with self.moved:
            self.moved.wait_for(lambda: self.done >= count or self.faults, seconds)

    def rest(self, count):
        """Lets the others do so much."""
        with self.moved:
            reached = self.done + count
            self.moved.wait_for(lambda: self.done >= reached or self.stop.is_set(), 3)

    def end(self):
        self.stop.set()
        with self.moved:
            self.moved.notify_all()
        if self.terminal:
            self.terminal.send_signal(signal.SIGKILL)
        for thread in self.threads:
            thread.join()
        if self.faults:
            raise self.faults[0]

    # Customers

    def asha(self):
        person = Person(self.installation.shop)
        _, page, _ = person.get("/account/login")
        person.post("/account/login", page, email="asha@example.com", password=PASSWORDS["CUSTOMER_PASSWORD"])
        return person

    def buy(self, dice):
        person = self.asha()
        for number, in rows(self.shop_file, "SELECT number FROM sales_order WHERE push_state = 'unpaid'"):
            self.pay(person, number)
        while True:
            products = dice.sample((1, 2, 4, 5), dice.choice((1, 1, 2)))
            for product in products[1:]:
                self.add(person, product, dice)
            quantity = {"quantity": str(dice.randint(1, 3))}
            number, _ = person.order(products[0], payment=dice.choice(("COD", "PREPAID")), choice=quantity)
            if number:
                self.promises.placed.add(number)
                yield True
                self.pay(person, number)
            yield False

    def add(self, person, product, dice):
        _, page, _ = person.get(f"/product/{product}")
        fields = {}
        for option, value in re.findall(r'name="(option-\d+)" value="(\d+)" id="value-\d+"(?! disabled)', page):
            fields.setdefault(option, value)
        person.post(f"/product/{product}/cart-lines", page, quantity=str(dice.randint(1, 3)), **fields)

    def pay(self, person, number):
        # It may have been cancelled in another window in the meantime, and the page says so.
        if "Thank you. Your order is placed." in (person.pay(number) or ""):
            self.promises.paid.add(number)

    def regret(self, dice):
        """Cancels, returns, and tries again what has no answer yet."""
        person = self.asha()
        while True:
            found = rows(self.shop_file, "SELECT number, status FROM sales_order WHERE website_id = 1 ORDER BY id DESC LIMIT 60")
            for number, status in dice.sample(found, min(6, len(found))):
                yield self.ask(person, number, "return" if status == "delivered" else "cancellation", dice)
            yield False

    def ask(self, person, number, what, dice=random):
        status, page, _ = person.get(f"/account/orders/{number}/{what}")
        fields = {}
        if "Try again" in page:
            fields = {"again": "yes"}
        elif what == "cancellation":
            fields = {"line": dice.choice(re.findall(r'name="line" value="(\d+)"', page) or [""])}
        else:
            quantities = re.findall(r'max="(\d+)" id="(quantity-\d+)"', page)
            fields = {name: most for most, name in quantities[:1]} | {"reason": "DAMAGED", "comment": ""} | BANK
            if not quantities:
                return False
        if status != 200 or fields.get("line") == "":
            return False
        person.post(f"/account/orders/{number}/{what}", page, **fields)
        return True

    # Arvind

    def switch(self, **switches):
        _, page, _ = self.console.get("/")
        self.console.post("/switches", page, **switches)

    def disturb(self, dice):
        while True:
            self.switch(**dice.choice(TROUBLES), applies_to=dice.choice(("all", "orders", "orders", "cancellations", "returns")))
            yield True
            self.rest(dice.randint(5, 25))

    def press(self, dice):
        """The sandbox's buttons: each order goes a step or two on."""
        person = Person(self.installation.sandbox)
        while True:
            orders = [order for order, in rows(self.sandbox_file, "SELECT id FROM client_order ORDER BY id DESC LIMIT 40")]
            for order in dice.sample(orders, min(5, len(orders))):
                _, page, _ = person.get(f"/orders/{order}")
                values = re.findall(r'data-status="[^"]+">([^<]*)<', page)
                if not any(word in value for value in values for word in ("Processed", *WORDS[:-1])):
                    continue
                at = max((index for index, word in enumerate(WORDS) if any(word in value for value in values)), default=-1)
                step = STEPS[min(at + dice.choice((1, 2, 5)), len(STEPS) - 1)]
                person.post(f"/orders/{order}/events", page, step=step, courier="Delhivery", awb=f"AWB{order}")
                yield True
            yield False

    def repeat(self, dice):
        """Events again that were sent already, and Arvind's counts."""
        while True:
            sent = rows(self.sandbox_file, "SELECT request FROM call_sent WHERE request LIKE '%orderItemId%' ORDER BY id DESC")
            for body, in dice.sample(sent, min(3, len(sent))):
                self.tell(body)
                yield True
            _, page, _ = self.console.get("/")
            self.console.post("/inventory/everything", page, channel="CH-KFY")
            yield False

    def tell(self, body):
        """An event as Arvind sends it; nothing is acknowledged but by 200."""
        partner = self.installation.partner()
        credential = base64.b64encode(f"{partner['username']}:{partner['password']}".encode()).decode()
        headers = {"Content-Type": "application/json", "Authorization": f"Basic {credential}"}
        event = json.loads(body)["eventId"]
        if partner.get("webhookSecret"):
            now = str(int(time.time()))
            key = base64.b64decode(partner["webhookSecret"].removeprefix("whsec_"))
            code = hmac.new(key, f"{event}.{now}.{body}".encode(), hashlib.sha256).digest()
            headers |= {"webhook-id": event, "webhook-timestamp": now, "webhook-signature": "v1," + base64.b64encode(code).decode()}
        request = urllib.request.Request(f"{self.installation.shop}/api/v1/webhooks/order-status", data=body.encode(), headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                answer.read()
                self.promises.told.add(event)
                self.promises.resent += 1
        except urllib.error.HTTPError as refusal:
            if refusal.code not in (429, 502, 503, 504):
                raise Wrong(f"{refusal.code} to the event {body}: {refusal.read()[:300]}") from refusal
            raise ConnectionError(f"answered {refusal.code}") from refusal

    # Operators

    def push(self, dice):
        while True:
            self.terminal = cron(self.installation, "push-orders", "--days", "30")
            if dice.random() < 0.3:
                # A terminal may be closed at any moment as well.
                self.stop.wait(dice.random() / 10)
                self.terminal.send_signal(signal.SIGKILL)
            output, _ = self.terminal.communicate(timeout=60)
            if self.terminal.returncode > 0:
                raise Wrong(f"kartify cron run push-orders: {output}")
            self.promises.pushes += 1
            yield True
            self.rest(10)


def kartify(installation, *arguments):
    binary = os.environ.get("KARTIFY_BIN", ROOT / ".build/release/kartify")
    environment = {
        **os.environ, "KARTIFY_DATA": str(installation.data), "KARTIFY_TEMPLATES": str(ROOT / "templates"),
        "KARTIFY_PRIVATE_HOSTS": "127.0.0.1", "KARTIFY_PORT": str(installation.port), "KARTIFY_SANDBOX_PORT": str(installation.port + 1),
        **({"KARTIFY_DATABASE": installation.database} if installation.database else {})}
    return subprocess.Popen([binary, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)


def cron(installation, *arguments):
    return kartify(installation, "cron", "run", *arguments)


def said(process):
    """What a command printed, once it is over."""
    output, _ = process.communicate(timeout=120)
    if process.returncode != 0:
        raise Wrong(f"{' '.join(map(str, process.args))}: {output}")
    return output.strip()
