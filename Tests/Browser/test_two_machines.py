"""Two machines on one PostgreSQL: what one of them does, the other knows, and neither's death loses what was answered."""

import datetime
import json
import random
import re
import shutil
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest

from chaos import AWAY, Person, said
from conftest import DATA, PASSWORDS, free_ports
from machines import Machines, wait_until
from shopper import Shopper
from steps import call
from test_last_unit import buy_the_last_unit

BELT, SARI = 4, 5
# Seconds of each trouble, and how often.
ROUNDS = 2


@pytest.fixture(scope="module")
def machines():
    data = DATA / "two-machines"
    shutil.rmtree(data, ignore_errors=True)
    running = Machines(data, free_ports())
    try:
        running.start()
        yield running
        running.stop()
    finally:
        running.end()


def test_fifty_customers_of_two_machines_want_the_last_unit(machines):
    buy_the_last_unit(machines)


def test_a_storm_of_events_is_taken_once_each(machines):
    stock(machines, 1000)
    numbers = [Shopper(machines.shop).order(BELT)[0] for _ in range(5)]
    assert all(numbers)
    said(machines.cron(0, "push-orders", "--days", "1"))
    steps = ("invoiced", "packed", "shipped", "out_for_delivery", "delivered")
    now = datetime.datetime.now(datetime.timezone.utc)
    events = [
        {"eventId": f"evt_{number}_{step}", "eventTime": (now + datetime.timedelta(seconds=place)).strftime("%Y-%m-%dT%H:%M:%SZ"),
         "orderId": number, "items": [{"orderItemId": f"{number}-1", "status": step}]}
        for number in numbers for place, step in enumerate(steps)]
    storm = [event for event in events for _ in range(8)]
    random.Random(13).shuffle(storm)

    def tell(event):
        # 409: the same event is being taken by the other machine at this moment; Arvind sends it again.
        status = 409
        while status in (409, 503):
            status, _ = call(machines, "/api/v1/webhooks/order-status", event)
        return status

    with ThreadPoolExecutor(16) as crowd:
        assert Counter(crowd.map(tell, storm)) == {200: len(storm)}
    kept = machines.rows("SELECT event_id FROM webhook_event ORDER BY event_id")
    assert kept == sorted((event["eventId"],) for event in events)
    history = machines.rows("""
        SELECT o.number, e.status FROM item_event e JOIN order_item i ON i.id = e.item_id
        JOIN sales_order o ON o.id = i.order_id WHERE e.source = 'webhook'""")
    assert Counter(history) == {(number, step): 1 for number in numbers for step in steps}
    delivered = machines.rows("SELECT number FROM sales_order WHERE status = 'delivered' ORDER BY number")
    assert delivered == sorted((number,) for number in numbers)


def test_both_push_and_each_order_is_pushed_once(machines):
    stock(machines, 1000)
    numbers = [Shopper(machines.shop).order(BELT)[0] for _ in range(12)]
    assert all(numbers)
    runs = [machines.cron(which % 2, "push-orders", "--days", "1") for which in range(6)]
    for run in runs:
        said(run)
    said(machines.cron(0, "push-orders", "--days", "1"))
    listed = ", ".join(f"'{number}'" for number in numbers)
    calls = machines.rows(f"SELECT order_number FROM exchange WHERE kind = 'order' AND order_number IN ({listed})")
    assert Counter(calls) == {(number,): 1 for number in numbers}


def test_what_one_machine_saves_the_other_goes_by_at_once(machines):
    first, second = (Person(door) for door in machines.doors)
    for person in (first, second):
        sign_in(person)
    for round_number in range(5):
        limit = 1000 + round_number
        _, page, _ = first.get("/admin/modules/arvind")
        first.post("/admin/modules/arvind", page, **form(page) | {"requests_per_minute": str(limit)})
        assert f'value="{limit}"' in second.get("/admin/modules/arvind")[1]


def test_tries_to_sign_in_are_counted_over_both_machines(machines):
    outcomes = []
    for which in range(12):
        person = Person(machines.doors[which % 2])
        _, page, _ = person.get("/account/login")
        outcomes.append("Too many tries" in person.post("/account/login", page, email="nobody@example.com", password=f"wrong-{which}")[1])
    assert outcomes == [False] * 5 + [True] * 7


def test_a_limit_is_the_same_on_one_machine_and_on_two(machines):
    first = Person(machines.doors[0])
    sign_in(first)

    def set_limit(limit):
        _, page, _ = first.get("/admin/modules/arvind")
        first.post("/admin/modules/arvind", page, **form(page) | {"requests_per_minute": str(limit)})

    set_limit(20)
    start = time.monotonic()
    try:
        with ThreadPoolExecutor(8) as crowd:
            statuses = Counter(crowd.map(lambda which: call(machines, "/api/v1/inventory?limit=1", at=machines.doors[which % 2])[0], range(60)))
        # While they come, one more each three seconds is taken.
        most = 21 + (time.monotonic() - start) // 3
        assert set(statuses) == {200, 429} and 20 <= statuses[200] <= most, statuses
    finally:
        set_limit(0)


def test_the_schedulers_of_both_push_each_order_once(machines):
    # Arvind itself has sold nearly all that it had.
    console = Person(machines.sandbox)
    _, page, _ = console.get("/")
    console.post("/inventory", page, channel="CH-KFY", sku=["BELT-TAN"], quantity=[1000])
    stock(machines, 1000)
    with ThreadPoolExecutor(8) as crowd:
        numbers = [number for number, _ in crowd.map(lambda _: Shopper(machines.shop).order(BELT), range(12))]
    assert all(numbers)
    listed = ", ".join(f"'{number}'" for number in numbers)
    # Due now, for both of them: each looks every five seconds.
    machines.rows("UPDATE job SET next_at = 0 WHERE name = 'push-orders'")
    wait_until(lambda: machines.rows(
        f"SELECT count(*) FROM sales_order WHERE push_state = 'pushed' AND number IN ({listed})") == [(len(numbers),)], 30)
    calls = machines.rows(f"SELECT order_number FROM exchange WHERE kind = 'order' AND order_number IN ({listed})")
    assert Counter(calls) == {(number,): 1 for number in numbers}


class Crowd:
    """Customers and Arvind, who go on whatever happens; what they were answered is kept."""

    def __init__(self, machines):
        self.machines, self.placed, self.faults, self.turned_away = machines, [], [], 0
        self.asked, self.answered = [], []
        self.stop, self.moved = threading.Event(), threading.Condition()
        self.threads = [threading.Thread(target=self.guard, args=(work,)) for work in (self.buy, self.buy, self.buy, self.count)]
        for thread in self.threads:
            thread.start()

    def guard(self, work):
        while not self.stop.is_set():
            try:
                work()
            except AWAY:
                with self.moved:
                    self.turned_away += 1
            except Exception as fault:
                self.faults.append(fault)
                return

    def buy(self):
        number, _ = Person(self.machines.shop).order(BELT)
        if number:
            with self.moved:
                self.placed.append(number)
                self.moved.notify_all()

    def count(self):
        quantity = 5000 + len(self.asked)
        self.asked.append(quantity)
        status, answer = call(self.machines, "/api/v1/inventory", {"items": [{"sku": "SARI-CRM", "quantity": quantity}]})
        if status != 200:
            raise ConnectionError(status)
        assert answer["rejected"] == 0
        self.answered.append(quantity)

    def wait_for_orders(self, more, seconds=60):
        with self.moved:
            wanted = len(self.placed) + more
            assert self.moved.wait_for(lambda: len(self.placed) >= wanted or self.faults, seconds), "nobody could order any more"

    def end(self):
        self.stop.set()
        for thread in self.threads:
            thread.join()
        assert not self.faults, self.faults


def test_each_part_is_killed_at_any_moment_and_nothing_answered_is_lost(machines):
    stock(machines, 100_000)
    crowd = Crowd(machines)
    try:
        for _ in range(ROUNDS):
            for number in range(2):
                crowd.wait_for_orders(3)
                machines.kill_machine(number)
                # The other one goes on alone.
                crowd.wait_for_orders(3)
                machines.start_machine(number)
            crowd.wait_for_orders(3)
            machines.kill_database()
            machines.start_database()
            crowd.wait_for_orders(3)
    finally:
        crowd.end()
    check(machines, crowd)
    print(f"{len(crowd.placed)} orders, {len(crowd.answered)} counts, {crowd.turned_away} turned away")


def check(machines, crowd):
    """What must hold after every death."""
    kept = Counter(machines.rows("SELECT number FROM sales_order"))
    assert not [number for number in crowd.placed if kept[number,] != 1]
    assert len(set(crowd.placed)) == len(crowd.placed)
    (count,), = machines.rows("SELECT count FROM sku WHERE website_id = 1 AND code = 'SARI-CRM'")
    assert crowd.answered[-1] <= count <= crowd.asked[-1], "a later count than the last one that was answered may have been taken"
    assert not machines.rows("""
        SELECT code FROM sku s WHERE uncounted <>
            (SELECT coalesce(sum(quantity), 0) FROM uncounted_units u WHERE u.sku_id = s.id)""")
    assert not machines.rows("""
        SELECT o.number FROM sales_order o WHERE
            (SELECT count(*) FROM stock_movement m WHERE m.source = 'checkout' AND m.reference = o.number) <> 1""")
    said(machines.cron(0, "push-orders", "--days", "1"))
    pushed = machines.rows("SELECT order_number FROM exchange WHERE kind = 'order' AND outcome = 'accepted'")
    assert not [number for number, times in Counter(pushed).items() if times > 1]


def stock(machines, quantity):
    items = [{"sku": sku, "quantity": quantity} for sku in ("BELT-TAN", "SARI-CRM")]
    status, answer = call(machines, "/api/v1/inventory", {"items": items})
    assert status == 200 and answer["rejected"] == 0


def sign_in(person):
    _, page, _ = person.get("/admin")
    person.post("/admin/login", page, username="admin", password=PASSWORDS["ADMIN_PASSWORD"])


def form(page):
    """The fields of a form as they stand on its page."""
    inputs = [field for field in re.findall(r"<input [^>]*>", page) if "checkbox" not in field or " checked" in field]
    fields = dict(found.groups() for field in inputs if (found := re.search(r'name="([^"]+)".* value="([^"]*)"', field)))
    for name, options in re.findall(r'<select [^>]*name="([^"]+)"[^>]*>(.*?)</select>', page, re.S):
        fields[name] = re.search(r'<option value="([^"]*)" selected', options)[1]
    return fields
