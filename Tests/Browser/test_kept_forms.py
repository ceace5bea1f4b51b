"""What was typed comes back when its sender has to sign in again: a password that was changed elsewhere ends the session."""

import pytest

from conftest import PASSWORDS, Browser
from steps import fill_address, put_into_cart, sign_in_as_staff
from test_after_sales import ACCOUNT, fill_bank, fill_return, order, sign_in_as_asha, tell

PASSWORD = {"E-mail": PASSWORDS["CUSTOMER_PASSWORD"], "Username": PASSWORDS["ADMIN_PASSWORD"]}


@pytest.fixture
def phone(pictures):
    """The same person's other browser."""
    other = Browser(pictures, "phone")
    yield other
    other.driver.quit()


def sign_in(browser, label, name):
    browser.type(label, name)
    browser.type("Password", PASSWORD[label])
    browser.press("Sign in")


def change_password(phone, page, label, name):
    """On another browser; `browser` is signed out by it."""
    phone.open(page)
    if phone.has_button("Sign in"):
        sign_in(phone, label, name)
        phone.open(page)
    new = PASSWORD[label] + "-2"
    for field, text in {"Current password": PASSWORD[label], "New password": new, "New password again": new}.items():
        phone.type(field, text)
    phone.press("Change password")
    PASSWORD[label] = new


def lose_the_session(phone, installation):
    change_password(phone, f"{installation.shop}/account/password", "E-mail", "asha@example.com")


def send_and_sign_in(browser, button, picture, label="E-mail", name="asha@example.com"):
    browser.press(button)
    assert "kept-forms" in browser.address
    sign_in(browser, label, name)
    assert "Your form is still here" in browser.text
    browser.picture(picture)
    assert not browser.violations()


def test_a_return_comes_back_filled_but_for_the_account_number(browser, phone, installation):
    sign_in_as_asha(browser, installation)
    number = order(browser, installation, "Cash on Delivery")
    tell(browser, installation, number, "Deliver")
    browser.open(f"{installation.shop}/account/orders/{number}/return")
    fill_return(browser)
    fill_bank(browser, ifsc="HDFC0001234")
    lose_the_session(phone, installation)
    send_and_sign_in(browser, "Submit return", "kept-return")
    assert "Too tight at the shoulders" in browser.text and ACCOUNT not in browser.driver.page_source
    browser.press("Send it now")
    assert browser.labelled("Account number").get_attribute("value") == ""
    assert browser.labelled("Comment").get_attribute("value") == "Too tight at the shoulders"
    assert browser.labelled("Bank name").get_attribute("value") == "HDFC Bank"
    for label in ("Account number", "Confirm account number"):
        browser.type(label, ACCOUNT)
    browser.press("Submit return")
    assert f"Return {number}-R1: Accepted" in browser.text


def test_a_cancellation_and_a_checkout_go_on_where_they_were(browser, phone, installation):
    browser.open(f"{installation.shop}/account/login")
    if browser.has_button("Sign in"):
        sign_in(browser, "E-mail", "asha@example.com")
    put_into_cart(browser, installation, "Polo shirt, navy", size="S")
    browser.follow("Check out")
    fill_address(browser)
    browser.tick("Cash on Delivery")
    lose_the_session(phone, installation)
    send_and_sign_in(browser, "Place order", "kept-checkout")
    assert "12 Residency Road" in browser.text
    browser.press("Send it now")
    assert "Your order is placed" in browser.text

    browser.follow("My orders")
    browser.follow_first(".order-card a")
    browser.follow("Cancel")
    browser.type("Reason (optional)", "I ordered the wrong size")
    lose_the_session(phone, installation)
    send_and_sign_in(browser, "Cancel items", "kept-cancellation")
    assert "I ordered the wrong size" in browser.text
    browser.press("Send it now")
    assert "Cancelled" in browser.text and not browser.has_link("Cancel")


def test_a_staff_form_comes_back_without_its_secrets(browser, phone, installation):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/health")
    browser.picture("health")
    assert not browser.violations()
    browser.open(f"{installation.shop}/admin/account")
    browser.picture("account")
    assert not browser.violations()
    browser.open(f"{installation.shop}/admin/modules/arvind")
    browser.type("Channel ID", "CH-TYPED")
    browser.type("Auth Token", "a-token-that-is-not-kept")
    change_password(phone, f"{installation.shop}/admin/account", "Username", "admin")
    send_and_sign_in(browser, "Save", "kept-module", "Username", "admin")
    assert "CH-TYPED" in browser.text and "a-token-that-is-not-kept" not in browser.driver.page_source
    browser.press("Send it now")
    assert browser.labelled("Channel ID").get_attribute("value") == "CH-TYPED"
