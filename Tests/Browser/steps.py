"""What people do on the pages, for every browser test."""

import base64
import json
import struct
import urllib.error
import urllib.request
import zlib

from selenium.webdriver.support.ui import WebDriverWait

from conftest import PASSWORDS

ACCOUNT = "50100234567890"
UPI = "asha.rao.1985@okhdfc"


def call(installation, path, body=None, password=None, at=None):
    """Arvind's call on the JSON interface, or at the door of one of several machines: status and document."""
    partner = installation.partner()
    credential = f"{partner['username']}:{password or partner['password']}"
    request = urllib.request.Request(
        f"{at or installation.shop}{path}", data=None if body is None else json.dumps(body).encode(),
        headers={"Content-Type": "application/json", "Authorization": "Basic " + base64.b64encode(credential.encode()).decode()})
    try:
        with urllib.request.urlopen(request) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as refusal:
        return refusal.code, json.load(refusal)


def sign_in_as_staff(browser, installation):
    browser.open(f"{installation.shop}/admin")
    if "Kartify admin" in browser.text:
        browser.type("Username", "admin")
        browser.type("Password", PASSWORDS["ADMIN_PASSWORD"])
        browser.press("Sign in")


def confirm_if_asked(browser):
    """Types the password again, as a person does who signed in more than five minutes ago."""
    if "Confirm that it is you" in browser.text:
        browser.type("Your password", PASSWORDS["ADMIN_PASSWORD"])
        browser.press("Confirm")


def put_into_cart(browser, installation, product, size=None, shop=None, quantity=1):
    browser.open(shop or installation.shop)
    browser.leave_by(browser.driver.find_element("partial link text", product), product)
    if size:
        browser.tick(size)
    if quantity > 1:
        browser.type("Quantity", str(quantity))
    browser.press("Add to cart")


def fill_address(browser, pincode="560001"):
    for label, text in {
        "Name": "Asha Rao", "E-mail": "asha@example.com", "Mobile": "98450 12345", "House and street": "12 Residency Road",
        "City": "Bengaluru", "Pincode": pincode,
    }.items():
        browser.type(label, text)
    browser.choose("State", "Karnataka")


def fill_return(browser, reason="It does not fit"):
    browser.choose("Reason", reason)
    browser.type("Comment", "Too tight at the shoulders")


def fill_bank(browser, ifsc="HDFC0001234"):
    for label, text in {
        "Account holder name": "Asha Rao", "Account number": ACCOUNT, "Confirm account number": ACCOUNT, "IFSC": ifsc,
        "Bank name": "HDFC Bank", "Branch": "Residency Road",
    }.items():
        browser.type(label, text)


def pay(browser, button="Pay"):
    """Presses a button on the gateway's page, and is back at the shop."""
    browser.wait_for("Demo payment gateway")
    browser.press(button)
    browser.wait_for("it under My orders")


def open_mail(browser, installation, subject):
    """Opens the newest mail with a subject in the sandbox's mailbox, once it has come."""
    def has_come(_):
        browser.open(f"{installation.sandbox}/mailbox")
        return browser.has_link(subject)

    WebDriverWait(browser.driver, 60, poll_frequency=1).until(has_come, f"no mail {subject!r}")
    browser.follow(subject)


def follow_mail(browser, installation, subject):
    """Opens a mail, and presses its first link."""
    open_mail(browser, installation, subject)
    browser.follow_first("#mail a")


def set_switches(browser, installation, **switches):
    """The sandbox's troubles: what is not named is off."""
    browser.open(installation.sandbox)
    if browser.has_button("All switches off"):
        browser.press("All switches off")
    for name, value in switches.items():
        field = browser.driver.find_element("name", name)
        if value is True:
            field.click()
        else:
            field.clear()
            field.send_keys(str(value))
    if switches:
        browser.press("Save switches")


def png(side=64):
    """A red image."""
    def chunk(kind, content):
        return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", zlib.crc32(kind + content))

    rows = b"".join(b"\0" + b"\xb4\x3c\x32" * side for _ in range(side))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
