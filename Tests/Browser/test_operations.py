"""What staff do when something is in the way: a run that is too slow, events nobody knew, SKUs nobody mapped, alerts."""

import datetime
import http.server
import json
import threading

import pytest

from chaos import cron, said
from shopper import Shopper
from steps import call, confirm_if_asked, set_switches, sign_in_as_staff

BELT = 4


def place_orders(installation, count):
    numbers = [Shopper(installation.shop).order(BELT)[0] for _ in range(count)]
    assert all(numbers), numbers
    return numbers


def test_a_slow_run_is_watched_and_cancelled_and_the_next_takes_the_rest(browser, installation):
    numbers = place_orders(installation, 9)
    set_switches(browser, installation, slow_seconds="3")
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/tools/cron")
    assert not browser.violations()
    browser.press("Run")
    # No reload: the script on the page fetches what has changed.
    browser.driver.execute_script("window.sameWindow = true")
    browser.wait_for("Orders: 4 of 9")
    browser.picture("run-in-progress")
    assert browser.driver.execute_script("return window.sameWindow") and not browser.violations()
    browser.press("Cancel the run")
    browser.wait_for("Cancelled")
    browser.picture("run-cancelled")
    assert not browser.violations() and 4 <= browser.text.count("KFY-") < 9
    set_switches(browser, installation)
    browser.open(f"{installation.shop}/admin/tools/cron")
    browser.press("Run")
    browser.wait_for("Finished")
    browser.open(f"{installation.shop}/admin/orders?push=sent")
    browser.picture("orders-sent")
    assert all(number in browser.text for number in numbers) and not browser.violations()


def event(number, order, status):
    return {
        "eventId": f"evt_{number}", "eventTime": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "orderId": order, "items": [{"orderItemId": f"{order}-1", "status": status}]}


def test_an_event_that_nobody_knew_is_found_and_replayed(browser, installation):
    number = place_orders(installation, 1)[0]
    known = call(installation, "/api/v1/webhooks/order-status", event(1, number, "packed"))
    strange = call(installation, "/api/v1/webhooks/order-status", event(2, number, "teleported"))
    lost = call(installation, "/api/v1/webhooks/order-status", event(3, "KFY-999999", "packed"))
    assert (known[0], strange[0], lost[0]) == (200, 200, 404)
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/tools/inbox")
    browser.picture("inbox")
    assert all(f"evt_{which}" in browser.text for which in (1, 2, 3)) and not browser.violations()
    browser.follow("evt_2")
    browser.picture("inbox-event")
    assert "teleported" in browser.text and not browser.violations()
    browser.press("Replay")
    browser.picture("inbox-replayed")
    assert "Replay:" in browser.text and not browser.violations()
    browser.open(f"{installation.shop}/admin/tools/inbox")
    browser.follow("Replay unapplied events")
    browser.picture("inbox-replay-of-many")
    assert not browser.violations()
    browser.press("Replay 2 events")
    browser.picture("inbox-replay-result")
    assert not browser.violations()


def test_a_sku_that_arvind_counts_and_nobody_carries_is_found_and_mapped(browser, installation):
    status, answer = call(installation, "/api/v1/inventory", {"items": [{"sku": "LINEN-WHT-NEW", "quantity": 12}]})
    assert status == 200 and answer["rejected"] == 1, answer
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin")
    browser.follow("Reconciliation")
    browser.picture("unmapped")
    assert "LINEN-WHT-NEW" in browser.text and not browser.violations()
    browser.open(f"{installation.shop}/admin/reconciliation?list=missing")
    browser.picture("missing")
    assert not browser.violations()
    browser.follow_first("td a.btn")
    browser.follow_first(".nav-tabs .active")
    field = browser.driver.find_element("css selector", "input[name^='sku-'][value='']")
    field.send_keys("LINEN-WHT-NEW")
    browser.press("Save")
    row = browser.driver.find_element("xpath", "//tr[.//input[@value='LINEN-WHT-NEW']]")
    browser.picture("mapped")
    assert "12" in row.text
    browser.open(f"{installation.shop}/admin/reconciliation")
    assert "LINEN-WHT-NEW" not in browser.text


@pytest.fixture
def receiver():
    """Somebody who is told: what it got, and its address."""
    got = []

    class Told(http.server.BaseHTTPRequestHandler):
        def do_POST(self):
            got.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Told)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield got, f"http://127.0.0.1:{server.server_port}/hook"
    server.shutdown()
    server.server_close()


def test_alerts_reach_their_address_and_the_dashboard_says_when_not(browser, installation, receiver):
    got, address = receiver
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/modules/arvind/alerts")
    browser.type("Send alerts to", "nonsense")
    browser.press("Save")
    confirm_if_asked(browser)
    assert "Type an e-mail address" in browser.text
    browser.picture("alerts-refused")
    assert not browser.violations()
    browser.type("Send alerts to", address)
    browser.press("Save")
    confirm_if_asked(browser)
    browser.press("Send a test")
    assert "The test was delivered." in browser.text and got and not browser.violations()
    browser.picture("alerts-tested")
    # Nobody listens here.
    browser.type("Send alerts to", "http://127.0.0.1:9/hook")
    browser.press("Save")
    confirm_if_asked(browser)
    browser.press("Send a test")
    browser.picture("alerts-undelivered")
    assert "The webhook could not be reached" in browser.text
    refused = call(installation, "/api/v1/webhooks/order-status", event(4, "KFY-100001", "packed"), password="wrong")
    assert refused[0] == 401
    said(cron(installation, "send-alerts"))
    browser.open(f"{installation.shop}/admin")
    browser.picture("dashboard-undelivered")
    assert "An alert could not be delivered" in browser.text and not browser.violations()
