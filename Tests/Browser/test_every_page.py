"""Every page, for everybody: light and dark, wide and on a phone, within its budget, and with the keyboard alone."""

import pytest
from selenium.webdriver.common.keys import Keys

from conftest import PASSWORDS
from shopper import Shopper
from steps import call, put_into_cart, set_switches, sign_in_as_staff

BELT = 4
LOOKS = [(1440, "light"), (1440, "dark"), (390, "light"), (390, "dark")]
BYTES, REQUESTS = 60_000, 8
TABS = 12

VISITOR = ["/", "/product/1", "/product/4", "/cart", "/checkout", "/privacy", "/returns", "/account/login", "/account/register",
           "/account/forgotten-password", "/account/find-order", "/nothing"]
CUSTOMER = ["/account/orders", "/account/orders/{order}", "/account/orders/{order}/cancellation", "/account/password",
            "/account/email", "/account/addresses"]
STAFF = ["/admin/search?q=KFY", "/admin", "/admin/glossary", "/admin/help", "/admin/products", "/admin/products/1/edit",
         "/admin/products/1/edit?tab=option", "/admin/products/1/edit?tab=history", "/admin/catalog-manager",
         "/admin/reconciliation", "/admin/modules", "/admin/modules/arvind", "/admin/orders", "/admin/orders?tab=stuck",
         "/admin/orders/{order}", "/admin/returns", "/admin/returns?kind=cancellation", "/admin/customers",
         "/admin/customers/1", "/admin/websites", "/admin/users", "/admin/account", "/admin/tools/cron", "/admin/tools/logs",
         "/admin/tools/logs/1", "/admin/tools/inbox", "/admin/tools/rejected-events", "/admin/audit", "/admin/health"]


@pytest.fixture(scope="module")
def order(browser, installation):
    """An order of the demo's customer that the OMS refused; the browser has a cart, and both are signed in."""
    shopper = Shopper(installation.shop)
    shopper.sign_in("asha@example.com", PASSWORDS["CUSTOMER_PASSWORD"])
    number, page = shopper.order(BELT)
    assert number, page
    set_switches(browser, installation, refuse_orders="PINCODE_SHUT")
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/tools/cron")
    browser.press("Run")
    browser.wait_for("Finished")
    set_switches(browser, installation)
    put_into_cart(browser, installation, "Leather belt")
    assert call(installation, "/api/v1/inventory", {"items": [{"sku": "NOBODYS", "quantity": 1}]})[0] == 200
    return number


def look(browser, width, colours):
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
    browser.driver.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": colours}]})


def walk(browser, installation, paths, order):
    """What is wrong with any of these pages in any of the looks."""
    found = []
    try:
        for width, colours in LOOKS:
            look(browser, width, colours)
            for path in paths:
                browser.open(installation.shop + path.format(order=order))
                found += [f"{width} {colours}: {violation}" for violation in browser.violations()]
                wide = browser.driver.execute_script("return document.documentElement.scrollWidth")
                if wide > width:
                    found.append(f"{width} {colours}: {path} is {wide} px wide")
                if colours == "dark" or width < 500:
                    name = path.split("?")[0].strip("/").replace("/", "-").replace("{order}", "order")
                    browser.driver.save_screenshot(str(browser.pictures / f"every-{width}-{colours}-{name or 'home'}.png"))
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    return found


def test_staff_find_nothing_in_their_way(browser, installation, order):
    assert walk(browser, installation, STAFF, order) == []


def test_visitors_and_customers_find_nothing_in_their_way(browser, installation, order):
    assert walk(browser, installation, VISITOR, order) == []
    browser.open(f"{installation.shop}/account/login")
    browser.type("E-mail", "asha@example.com")
    browser.type("Password", PASSWORDS["CUSTOMER_PASSWORD"])
    browser.press("Sign in")
    assert walk(browser, installation, CUSTOMER, order) == []


def test_every_page_keeps_to_its_budget(browser, installation, order):
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    over = []
    for path in VISITOR + STAFF:
        browser.open(installation.shop + path.format(order=order))
        sizes = browser.driver.execute_script("""
            return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                .filter((entry) => !entry.name.includes("/images/")).map((entry) => entry.transferSize)""")
        if sum(sizes) > BYTES or len(sizes) > REQUESTS:
            over.append(f"{path}: {sum(sizes)} bytes in {len(sizes)} requests")
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
    assert over == []


def test_a_page_that_has_not_changed_and_its_styles_are_not_sent_again(browser, installation, order):
    for path in ("/privacy", "/admin/glossary"):
        for _ in range(2):
            browser.open(installation.shop + path)
        sizes = dict(browser.driver.execute_script("""
            return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
                .map((entry) => [entry.name, entry.transferSize])"""))
        styles = [size for name, size in sizes.items() if name.endswith(".css")]
        # A 304 has a head of a few hundred bytes and no body.
        assert sizes.pop(installation.shop + path) < 1000 and set(styles) == {0}, sizes


def test_push_now_is_a_few_tabs_away(browser, installation, order):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/orders/{order}")
    pressed = 0
    for _ in range(TABS):
        pressed += 1
        browser.driver.switch_to.active_element.send_keys(Keys.TAB)
        focused = browser.driver.switch_to.active_element
        if focused.text == "Skip to content":
            focused.send_keys(Keys.ENTER)
        if focused.text == "Push now":
            break
    assert browser.driver.switch_to.active_element.text == "Push now", f"not after {pressed} Tabs"


def test_the_focus_goes_to_what_is_wrong(browser, installation, order):
    browser.open(f"{installation.shop}/checkout")
    browser.type("Name", "")
    browser.press("Place order")
    focused = browser.driver.switch_to.active_element
    assert focused.get_attribute("role") == "alert" or focused.get_attribute("name") == "name", focused.tag_name
    browser.open(f"{installation.shop}/admin/tools/logs?from=yesterday")
    assert browser.driver.switch_to.active_element.get_attribute("role") == "alert"


def test_the_keys_lead_to_the_search_and_are_listed(browser, installation, order):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/orders")
    body = browser.driver.find_element("tag name", "body")
    body.send_keys("?")
    assert browser.driver.find_element("id", "keys").is_displayed()
    browser.driver.switch_to.active_element.send_keys(Keys.ESCAPE)
    assert not browser.driver.find_element("id", "keys").is_displayed()
    body.send_keys("/")
    assert browser.driver.switch_to.active_element.get_attribute("id") == "q"


def test_a_button_is_not_pressed_twice(browser, installation, order):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/orders/{order}")
    browser.type("Note", "Called once.")
    browser.driver.execute_script("""
        const button = [...document.querySelectorAll("button")].find((button) => button.textContent.trim() === "Add note");
        button.click();
        button.click();""")
    browser.wait_for("Called once.")
    browser.open(f"{installation.shop}/admin/orders/{order}")
    assert browser.text.count("Called once.") == 1
