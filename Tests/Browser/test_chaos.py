"""Arvind fails in every way it can, kartify is killed at any moment, and at the end every order and every event is in its place.

CHAOS_SECONDS: how long (`make chaos` takes 600; otherwise a few rounds). CHAOS_SEED: the one of a run that found something.
"""

import collections
import datetime
import json
import os
import random
import shutil
import signal
import sqlite3
import time

from chaos import AWAY, SKUS, STOCK, Crowd, Person, Promises, cron, kartify, rows, said
from conftest import DATA, Installation, free_ports
from test_kill import kartify_process

SECONDS = float(os.environ.get("CHAOS_SECONDS", "0"))
SEED = os.environ.get("CHAOS_SEED") or str(random.SystemRandom().randrange(10**6))
ROUNDS = 10_000 if SECONDS else 4


def test_through_every_trouble_nothing_is_lost_and_nothing_happens_twice():
    print(f"\nCHAOS_SEED={SEED}")
    data = DATA / "chaos"
    shutil.rmtree(data, ignore_errors=True)
    installation, promises, dice = Installation(data, free_ports()), Promises(), random.Random(SEED)
    try:
        run(installation, promises, dice)
        assert said(kartify(installation, "check")) == "The database is sound."
        report(installation, promises)
    finally:
        # Whatever it has found: nothing of it may run on.
        installation.process.terminate()
        installation.process.wait(30)


def run(installation, promises, dice):
    end = time.monotonic() + SECONDS
    installation.start()
    fill_shelves(installation)
    while promises.rounds < ROUNDS and (not SECONDS or time.monotonic() < end):
        promises.rounds += 1
        crowd = Crowd(installation, f"{SEED}-{promises.rounds}", promises)
        crowd.run()
        crowd.wait_for(dice.randint(40, 160), seconds=6)
        kill(installation, crowd, dice)
        promises.kills += 1
        check_store(installation, promises)
        installation.start()
    heal(installation, promises)
    check_everything(installation, promises)
    installation.stop()


def fill_shelves(installation):
    console = Person(installation.sandbox)
    _, page, _ = console.get("/")
    query = {"channel": "CH-KFY", "sku": SKUS, "quantity": [STOCK] * len(SKUS)}
    console.post("/inventory", page, **query)


def kill(installation, crowd, dice):
    """At any moment: the crowd is in the middle of something."""
    crowd.stop.wait(dice.random() / 5)
    try:
        os.kill(kartify_process(installation), signal.SIGKILL)
    finally:
        crowd.end()
    assert installation.process.wait(30) == 1, "the runner says that the server ended by itself"


def check_store(installation, promises):
    """What must hold at every moment, also the worst."""
    store = installation.data / "kartify.sqlite"
    assert rows(store, "PRAGMA integrity_check") == [("ok",)]
    assert promises.placed <= {number for number, in rows(store, "SELECT number FROM sales_order")}
    assert promises.paid <= {number for number, in rows(store, "SELECT number FROM sales_order WHERE is_paid = 1")}
    assert promises.told <= {event for event, in rows(store, "SELECT event_id FROM webhook_event")}
    assert not rows(store, """
        SELECT code FROM sku s WHERE uncounted <>
            (SELECT coalesce(sum(quantity), 0) FROM uncounted_units u WHERE u.sku_id = s.id)""")
    assert not rows(store, """
        SELECT number FROM sales_order WHERE push_state = 'withdrawn' AND status <> 'cancelled'""")


def heal(installation, promises):
    """The trouble is over: Arvind repeats what was not acknowledged, customers try again, orders are pushed."""
    crowd = Crowd(installation, f"{SEED}-heal", promises)
    crowd.switch()
    os.kill(kartify_process(installation), signal.SIGKILL)
    promises.kills += 1
    assert installation.process.wait(30) == 1
    pass_time(installation)
    installation.start()
    store, sandbox = installation.data / "kartify.sqlite", installation.data / "sandbox.sqlite"
    said(cron(installation, "push-orders", "--days", "30"))
    said(cron(installation, "settle-requests"))
    asha = crowd.asha()
    for table, what in (("cancellation", "cancellation"), ("return_request", "return")):
        query = f"SELECT o.number FROM {table} r JOIN sales_order o ON o.id = r.order_id WHERE r.state = 'open'"
        for number, in rows(store, query):
            crowd.ask(asha, number, what)
    said(cron(installation, "push-orders", "--days", "30"))
    promises.told |= {
        json.loads(body)["eventId"]
        for body, in rows(sandbox, "SELECT request FROM call_sent WHERE status = 200 AND request LIKE '%orderItemId%'")}
    for body, in rows(sandbox, "SELECT request FROM call_sent WHERE request LIKE '%orderItemId%' ORDER BY id"):
        if json.loads(body)["eventId"] not in promises.told:
            crowd.tell(body)


def pass_time(installation):
    """While nobody runs: leases of the killed run out, and the next tries are due."""
    with sqlite3.connect(installation.data / "kartify.sqlite") as store:
        minutes = 16 * 60_000
        store.execute(f"UPDATE sales_order SET push_lease_until = push_lease_until - {minutes}")
        for table in ("cancellation", "return_request"):
            store.execute(f"""
                UPDATE {table} SET requested_at = requested_at - {minutes}, answered_at = answered_at - {minutes},
                    lease_until = lease_until - {minutes} WHERE state = 'open'""")
    store.close()


def check_everything(installation, promises):
    check_store(installation, promises)
    store, sandbox = installation.data / "kartify.sqlite", installation.data / "sandbox.sqlite"
    check_orders(store, sandbox)
    check_events(store, promises)
    assert not rows(store, "SELECT reference FROM cancellation WHERE state NOT IN ('accepted', 'refused')")
    assert not rows(store, "SELECT reference FROM return_request WHERE state NOT IN ('accepted', 'refused')")
    for kind, table in (("cancellation", "cancellation"), ("return", "return_request")):
        at_arvind = {number for number, in rows(sandbox, f"SELECT number FROM accepted_request WHERE kind = '{kind}'")}
        refused = {reference for reference, in rows(store, f"SELECT reference FROM {table} WHERE state = 'refused'")}
        assert not at_arvind & refused, "Arvind has done what the customer was refused"


def check_orders(store, sandbox):
    """Every paid order is at Arvind exactly once, with the right units in the right places."""
    states = rows(store, """
        SELECT number, push_state, status, payment_mode, is_paid, push_reason FROM sales_order WHERE website_id = 1""")
    for number, push_state, status, payment, is_paid, reason in states:
        if payment == "PREPAID" and not is_paid:
            assert push_state in ("unpaid", "withdrawn"), number
        else:
            is_done = push_state == "pushed" or (push_state, status) == ("withdrawn", "cancelled")
            assert is_done, (number, push_state, status, reason)
    at_arvind = [number for number, in rows(sandbox, "SELECT number FROM client_order WHERE channel_id = 'CH-KFY'")]
    assert sorted(at_arvind) == sorted(state[0] for state in states if state[1] == "pushed")
    ours, theirs, contradicted = places(store, OURS), places(sandbox, THEIRS), told_after_cancelling(sandbox)
    for item, units in ours.items():
        if item in theirs:
            sold = sum(theirs[item].values())
            before = sum(units.values()) - sold
            assert before >= 0 and units["cancelled"] >= before, (item, units, theirs[item])
            if item not in contradicted:
                assert units - collections.Counter({"cancelled": before}) == theirs[item], (item, units, theirs[item])
        elif item.rsplit("-", 1)[0] in at_arvind:
            assert set(units) == {"cancelled"}, (item, units)
    assert not theirs.keys() - ours.keys()
    for sku, left, sold in rows(sandbox, STOCK_AT_ARVIND):
        assert sku not in SKUS or left == STOCK - sold, (sku, left, sold)


def told_after_cancelling(sandbox):
    """Items that a button was pressed for while they were being cancelled: the sandbox tells what it is told to."""
    cancelled = dict(rows(sandbox, """
        SELECT o.number, min(r.received_at) FROM accepted_request r JOIN client_order o ON o.id = r.order_id WHERE r.kind = 'cancellation'
        GROUP BY o.number"""))
    found = set()
    for body, at in rows(sandbox, "SELECT request, at FROM call_sent WHERE request LIKE '%orderItemId%'"):
        event = json.loads(body)
        if at + 1000 >= cancelled.get(event["orderId"], at + 10**6):
            found |= {item["orderItemId"] for item in event["items"]}
    return found & {item for item, units in places(sandbox, THEIRS).items() if units["cancelled"]}


OURS = """
    SELECT o.number || '-' || i.line, p.status, p.quantity FROM item_progress p
    JOIN order_item i ON i.id = p.item_id JOIN sales_order o ON o.id = i.order_id WHERE o.website_id = 1"""
THEIRS = "SELECT i.number, u.status, u.quantity FROM item_units u JOIN item i ON i.id = u.item_id"
STOCK_AT_ARVIND = """
    SELECT s.sku, s.quantity, (
        SELECT coalesce(sum(u.quantity), 0) FROM item_units u JOIN item i ON i.id = u.item_id
        WHERE i.sku = s.sku AND u.status NOT IN ('cancelled', 'rto', 'returned'))
    FROM stock s WHERE s.channel_id = 'CH-KFY'"""


def places(path, query):
    found = collections.defaultdict(collections.Counter)
    for item, status, quantity in rows(path, query):
        found[item][status] += quantity
    return found


def check_events(store, promises):
    """Each event has exactly the history that its first answer told of."""
    told = collections.Counter()
    for event, at, answer in rows(store, "SELECT event_id, event_time, answer FROM webhook_event"):
        for result in json.loads(answer)["results"]:
            assert result["outcome"] in ("applied", "late", "duplicate"), (event, result)
            if result["outcome"] != "duplicate":
                told[result["orderItemId"], result["status"], at] += 1
    history = collections.Counter(
        (item, status, at) for item, status, at in rows(store, """
            SELECT o.number || '-' || i.line, e.status, e.at FROM item_event e
            JOIN order_item i ON i.id = e.item_id JOIN sales_order o ON o.id = i.order_id WHERE e.source = 'webhook'"""))
    assert history == told, (history - told, told - history)
    assert promises.told <= {event for event, in rows(store, "SELECT event_id FROM webhook_event")}


def report(installation, promises):
    store = installation.data / "kartify.sqlite"

    def count(table):
        return rows(store, f"SELECT count(*) FROM {table}")[0][0]

    assert promises.placed and promises.told, "nobody did anything"
    pushed = count("sales_order WHERE push_state = 'pushed'")
    print(
        f"CHAOS_SEED={SEED}: {promises.rounds} rounds, {promises.kills} kills, {count('sales_order')} orders"
        f" ({pushed} at Arvind), {count('webhook_event')} events"
        f" ({promises.resent} times sent again), {count('cancellation')} cancellations, {count('return_request')} returns,"
        f" {promises.pushes} pushes by hand, {count('exchange')} calls")
