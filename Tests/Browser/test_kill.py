"""Killed at any moment, nothing that was answered is lost, and nothing is left half done."""

import base64
import http.client
import json
import os
import pathlib
import random
import shutil
import signal
import sqlite3
import subprocess
import threading
import urllib.error
import urllib.request

from conftest import DATA, Installation, free_ports
from shopper import Shopper

ROUNDS = 3
AWAY = (urllib.error.URLError, http.client.HTTPException, OSError)


class Crowd:
    """People and Arvind at work at the same time; what they were answered is kept."""

    def __init__(self, installation):
        self.installation = installation
        self.orders, self.counts, self.faults = [], {}, []
        self.busy = threading.Event()
        self.stop = threading.Event()

    def run(self):
        threads = [threading.Thread(target=self.guard, args=(work,)) for work in (self.shop, self.shop, self.count)]
        for thread in threads:
            thread.start()
        return threads

    def guard(self, work):
        try:
            while not self.stop.is_set():
                work()
        except AWAY:
            pass  # The server is gone: that is what this test is about.
        except Exception as fault:
            self.faults.append(fault)

    def shop(self):
        number, page = Shopper(self.installation.shop).order(4)
        if number:
            self.orders.append(number)
            if len(self.orders) >= 5:
                self.busy.set()

    def count(self):
        quantity = random.randint(1000, 9000)
        partner = self.installation.partner()
        credential = base64.b64encode(f"{partner['username']}:{partner['password']}".encode()).decode()
        request = urllib.request.Request(
            f"{self.installation.shop}/api/v1/inventory",
            data=json.dumps({"items": [{"sku": sku, "quantity": quantity} for sku in ("BELT-TAN", "SARI-CRM")]}).encode(),
            headers={"Content-Type": "application/json", "Authorization": f"Basic {credential}"})
        self.counts["asked"] = quantity
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert json.load(answer)["rejected"] == 0
        self.counts["answered"] = quantity


def kartify_process(installation):
    """The server's own id: a child of the runner."""
    children = subprocess.run(
        ["pgrep", "--parent", str(installation.process.pid)], capture_output=True, text=True, check=True).stdout.split()
    for child in children:
        if b"kartify\0serve" in pathlib.Path(f"/proc/{child}/cmdline").read_bytes():
            return int(child)
    raise AssertionError("no kartify serve below the runner")


def ask(store, query):
    return store.execute(query).fetchall()


def test_killed_at_any_moment_nothing_answered_is_lost_and_nothing_is_half_done():
    data = DATA / "kill-test"
    shutil.rmtree(data, ignore_errors=True)
    installation = Installation(data, free_ports())
    placed = set()
    for _ in range(ROUNDS):
        installation.start()
        crowd = Crowd(installation)
        crowd.counts["answered"] = crowd.counts["asked"] = 5000
        crowd.count()
        threads = crowd.run()
        assert crowd.busy.wait(60), crowd.faults
        os.kill(kartify_process(installation), signal.SIGKILL)
        crowd.stop.set()
        for thread in threads:
            thread.join()
        assert installation.process.wait(30) == 1, "the runner says that the server ended by itself"
        assert not crowd.faults
        placed.update(crowd.orders)
        with sqlite3.connect(data / "kartify.sqlite") as store:
            assert ask(store, "PRAGMA integrity_check") == [("ok",)]
            numbers = {number for number, in ask(store, "SELECT number FROM sales_order")}
            assert placed <= numbers
            assert not ask(store, "SELECT id FROM sales_order o WHERE NOT EXISTS (SELECT 1 FROM order_item i WHERE i.order_id = o.id)")
            assert not ask(store, "SELECT id FROM order_item i WHERE NOT EXISTS (SELECT 1 FROM item_progress p WHERE p.item_id = i.id)")
            assert not ask(store, """
                SELECT code FROM sku s WHERE uncounted <>
                    (SELECT coalesce(sum(quantity), 0) FROM uncounted_units u WHERE u.sku_id = s.id)""")
            assert not ask(store, """
                SELECT o.number FROM sales_order o WHERE NOT EXISTS (
                    SELECT 1 FROM stock_movement m WHERE m.source = 'checkout' AND m.reference = o.number)""")
            counts = ask(store, "SELECT DISTINCT count FROM sku WHERE website_id = 1 AND code IN ('BELT-TAN', 'SARI-CRM')")
            assert counts in ([(crowd.counts["answered"],)], [(crowd.counts["asked"],)]), "a count was taken whole or not at all"
    installation.start()
    installation.stop()
