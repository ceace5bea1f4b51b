"""What people who look after five hundred orders a day do, from the dashboard on, counted in clicks and fields."""

import datetime

from shopper import Shopper
from steps import call, set_switches, sign_in_as_staff

BELT = 4


class Work:
    """A browser that counts what its person clicks and fills in."""

    def __init__(self, browser, installation):
        self.browser, self.count = browser, 0
        sign_in_as_staff(browser, installation)
        browser.open(f"{installation.shop}/admin")
        browser.wait_for("Dashboard")

    def follow(self, name):
        self.count += 1
        self.browser.follow(name)

    def menu(self, name):
        """An entry of the menu, whatever waits there."""
        self.count += 1
        path = f"//nav[@aria-label='Admin']//a[starts-with(normalize-space(.), '{name}')]"
        self.browser.leave_by(self.browser.driver.find_element("xpath", path), name)

    def card(self, name):
        """A card of the dashboard, by what it counts."""
        self.count += 1
        path = f"//a[contains(@class, 'card') and .//*[normalize-space(.)='{name}']]"
        self.browser.leave_by(self.browser.driver.find_element("xpath", path), name)

    def press(self, name):
        self.count += 1
        self.browser.press(name)

    def press_first(self, beginning):
        self.count += 1
        path = f"//button[starts-with(normalize-space(.), '{beginning}')]"
        self.browser.leave_by(self.browser.driver.find_element("xpath", path), beginning)

    def tick(self, label):
        self.count += 1
        self.browser.tick(label)

    def search(self, text):
        """Typing and Enter: one field."""
        self.count += 1
        field = self.browser.driver.find_element("name", "q")
        field.clear()
        field.send_keys(text)
        self.browser.leave_by(
            self.browser.driver.find_element("xpath", "//form[@role='search']//button"), "Search")


def place(installation, count):
    numbers = [Shopper(installation.shop).order(BELT)[0] for _ in range(count)]
    assert all(numbers), numbers
    return numbers


def push_all(browser, installation):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/tools/cron")
    browser.press("Run")
    browser.wait_for("Finished")


def test_why_orders_are_stuck_is_one_click_away_and_pushing_them_again_four(browser, installation):
    numbers = place(installation, 3)
    set_switches(browser, installation, refuse_orders="PINCODE_SHUT")
    push_all(browser, installation)
    set_switches(browser, installation)
    work = Work(browser, installation)
    work.card("Stuck")
    assert work.count <= 1
    assert all(number in browser.text for number in numbers) and browser.text.count("PINCODE_SHUT") >= 3
    browser.picture("stuck")
    assert not browser.violations()
    work.tick("All 3 that match")
    work.press("Push")
    assert work.count <= 4
    browser.wait_for("Finished")
    assert all(number in browser.text for number in numbers) and "Orders: Stuck" in browser.text
    browser.picture("pushed-again")
    assert not browser.violations()


def test_orders_to_pack_come_as_a_file_and_as_slips_in_four(browser, installation):
    numbers = place(installation, 2)
    work = Work(browser, installation)
    work.menu("Orders")
    work.follow("COD to pack of yesterday")
    assert "Placed yesterday" in browser.text and not browser.violations()
    work = Work(browser, installation)
    work.menu("Orders")
    work.follow("To pack")
    browser.picture("to-pack")
    export = browser.driver.find_element("xpath", "//button[normalize-space(.)='Export']")
    assert work.count + 1 <= 4 and export.is_displayed()
    work.press("Print slips")
    assert work.count <= 4
    sheets = browser.driver.find_elements("css selector", "section.sheet")
    assert len(sheets) >= 2 and all(number in browser.text for number in numbers)
    assert "Dashboard" not in browser.text
    browser.picture("slips")
    assert not browser.violations()


def test_a_caller_s_orders_are_found_by_phone_or_name_and_one_item_is_cancelled(browser, installation):
    number = place(installation, 1)[0]
    for text in ("98450 12345", "asha", number.lower()):
        work = Work(browser, installation)
        work.search(text)
        assert work.count <= 1 and number in browser.text, browser.text
        assert browser.driver.find_element("name", "q").get_attribute("value") in (text, "")
    browser.picture("found")
    assert not browser.violations()
    work = Work(browser, installation)
    work.search(number)
    work.follow("Cancel")
    box = browser.driver.find_element("css selector", "input[name=line]")
    work.count += 1
    if not box.is_selected():
        box.click()
    work.press("Cancel items")
    assert work.count <= 4 and "Cancelled" in browser.text
    browser.picture("order")
    assert not browser.violations()


def test_a_failed_event_is_replayed_in_two_clicks(browser, installation):
    number = place(installation, 1)[0]
    body = {
        "eventId": "evt_work_1", "eventTime": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "orderId": number, "items": [{"orderItemId": f"{number}-1", "status": "teleported"}]}
    assert call(installation, "/api/v1/webhooks/order-status", body)[0] == 200
    work = Work(browser, installation)
    work.card("Webhook events not applied")
    browser.picture("not-applied")
    assert not browser.violations()
    work.press_first("Replay evt_work_1")
    assert work.count <= 2 and "Replay" in browser.text


def test_the_lists_are_for_everybody(browser, installation):
    sign_in_as_staff(browser, installation)
    for path in ("orders?site=all", "products", "returns", "returns?kind=cancellation", "customers", "tools/logs", "tools/inbox", "audit"):
        browser.open(f"{installation.shop}/admin/{path}")
        assert not browser.violations(), path
        browser.picture(path.split("?")[0].replace("/", "-"))
