"""What customers are sent: mails, as the sandbox's mailbox shows them, and what their links open."""

import re

from conftest import PASSWORDS
from steps import fill_address, follow_mail, open_mail, put_into_cart, sign_in_as_staff


def test_a_guest_finds_the_order_again_by_mail(browser, installation):
    put_into_cart(browser, installation, "Leather belt, tan")
    browser.follow("Check out")
    fill_address(browser)
    browser.tick("Cash on Delivery")
    browser.press("Place order")
    number = re.search(r"KFY-\d+", browser.text).group()
    open_mail(browser, installation, f"Thank you for your order {number}")
    assert "1 × Leather belt, tan" in browser.text and "Asha Rao" in browser.text
    browser.picture("mail")
    # In a browser that knows nothing of it.
    browser.driver.delete_all_cookies()
    browser.open(f"{installation.shop}/orders/{number}")
    assert "There is no such order" in browser.text
    browser.open(f"{installation.shop}/account/login")
    browser.follow("Find an order that you placed without an account")
    browser.type("Order number", number)
    browser.type("E-mail", "asha@example.com")
    browser.picture("find-order")
    browser.press("Send the link")
    assert "If there is such an order" in browser.text
    follow_mail(browser, installation, f"Your order {number}")
    assert f"Your order {number}" in browser.text and "Leather belt, tan" in browser.text
    browser.picture("linked-order")
    assert browser.violations() == []


def test_a_forgotten_password_is_replaced_by_mail(browser, installation):
    browser.open(f"{installation.shop}/account/login")
    browser.follow("Forgot your password?")
    browser.type("E-mail", "asha@example.com")
    browser.press("Send the link")
    assert "If there is an account with this address" in browser.text
    browser.picture("forgotten-password")
    follow_mail(browser, installation, "Choose a new password at Kartify Demo")
    browser.type("New password", "quite another one")
    browser.type("New password again", "quite another one")
    browser.picture("new-password")
    assert browser.violations() == []
    browser.press("Save")
    assert "Your new password is saved" in browser.text
    browser.type("E-mail", "asha@example.com")
    browser.type("Password", PASSWORDS["CUSTOMER_PASSWORD"])
    browser.press("Sign in")
    assert "E-mail address or password is wrong" in browser.text
    browser.type("Password", "quite another one")
    browser.press("Sign in")
    assert "My orders" in browser.text
    open_mail(browser, installation, "Your password at Kartify Demo was changed")


def test_staff_see_what_a_customer_was_sent(browser, installation):
    browser.open(f"{installation.sandbox}/mailbox")
    number = re.search(r"Thank you for your order (KFY-\d+)", browser.text).group(1)
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/orders/{number}")
    assert re.search(r"Order placed, Mail to asha@example.com: sent at", browser.text)
    browser.open(f"{installation.shop}/admin/messages")
    browser.picture("messages")
    assert browser.violations() == []
    browser.open(f"{installation.shop}/privacy")
    assert "As long as the law asks us to keep our books." in browser.text
    assert browser.violations() == []
    browser.open(f"{installation.sandbox}/mailbox")
    browser.picture("mailbox")
