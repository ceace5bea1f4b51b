"""What customers are sent: mails, as the sandbox's mailbox shows them, and what their links open."""

import re

from conftest import PASSWORDS
from steps import fill_address, follow_mail, open_mail, put_into_cart, sign_in_as_staff


def test_a_guest_finds_the_order_again_by_mail_and_cancels_it(browser, installation, width):
    put_into_cart(browser, installation, "Leather belt, tan")
    browser.follow("Check out")
    fill_address(browser)
    browser.tick("Cash on Delivery")
    browser.press("Place order")
    number = re.search(r"KFY-\d+", browser.text).group()
    open_mail(browser, installation, f"Thank you for your order {number}")
    assert "1 × Leather belt, tan" in browser.text and "Asha Rao" in browser.text
    browser.driver.save_screenshot(str(browser.pictures / f"mail-{width}.png"))
    # In a browser that knows nothing of it.
    browser.driver.delete_all_cookies()
    browser.open(f"{installation.shop}/orders/{number}")
    assert "There is no such order" in browser.text
    browser.open(f"{installation.shop}/account/login")
    browser.follow("Find an order that you placed without an account")
    browser.type("Order number", number)
    browser.type("E-mail", "asha@example.com")
    browser.check("find-order", width)
    browser.press("Send the link")
    assert "If there is such an order" in browser.text
    follow_mail(browser, installation, f"Your order {number}")
    assert f"Your order {number}" in browser.text and "Leather belt, tan" in browser.text
    browser.check("linked-order", width)
    browser.follow("Cancel")
    browser.check("linked-cancellation", width)
    browser.press("Cancel items")
    assert f"Cancellation {number}-C1: Accepted" in browser.text and not browser.has_link("Cancel")
    browser.check("linked-cancelled", width)


def test_a_forgotten_password_is_replaced_by_mail(browser, installation, width):
    # Each of the two shops has an account of hers.
    shop, name = (installation.shop, "Kartify Demo") if width == 390 else (installation.second, "Second Street")
    browser.open(f"{shop}/account/login")
    browser.follow("Forgot your password?")
    browser.type("E-mail", "asha@example.com")
    browser.press("Send the link")
    assert "If there is an account with this address" in browser.text
    browser.check("forgotten-password", width)
    follow_mail(browser, installation, f"Choose a new password at {name}")
    browser.type("New password", "quite another one")
    browser.type("New password again", "quite another one")
    browser.check("new-password", width)
    browser.press("Save")
    assert "Your new password is saved" in browser.text
    browser.type("E-mail", "asha@example.com")
    browser.type("Password", PASSWORDS["CUSTOMER_PASSWORD"])
    browser.press("Sign in")
    assert "E-mail address or password is wrong" in browser.text
    browser.type("Password", "quite another one")
    browser.press("Sign in")
    assert "My orders" in browser.text
    open_mail(browser, installation, f"Your password at {name} was changed")


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
