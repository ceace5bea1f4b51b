"""Prepaid orders at the gateway's page: paid, failed, paid late and paid twice."""

import re

from steps import fill_address, pay, put_into_cart, sign_in_as_staff


def order(browser, installation, product="Leather belt, tan", size=None, payment="Prepaid"):
    put_into_cart(browser, installation, product, size)
    browser.follow("Check out")
    fill_address(browser)
    browser.tick(payment)
    browser.press("Place order")


def bill(browser, installation, **changes):
    """An order's number and the address of its page at the gateway, where the browser is then."""
    order(browser, installation, **changes)
    browser.wait_for("Demo payment gateway")
    return re.search(r"KFY-\d+", browser.text)[0], browser.address


def test_paid_it_is_placed(browser, installation):
    _, address = bill(browser, installation)
    assert address.startswith(f"{installation.sandbox}/pay?") and "₹899.00" in browser.text
    pay(browser)
    assert "Thank you. Your order is placed." in browser.text


def test_the_gateway_may_say_it_again(browser, installation):
    _, address = bill(browser, installation)
    pay(browser)
    browser.open(address)
    browser.press("Tell the shop again")
    browser.wait_for("it under My orders")
    assert "Thank you. Your order is placed." in browser.text and "more than once" not in browser.text


def test_until_the_gateway_has_spoken_the_page_waits_and_looks_again(browser, installation):
    number, address = bill(browser, installation)
    browser.open(f"{installation.shop}/orders/{number}?from=payment")
    assert "We are waiting for the bank's word." in browser.text
    browser.picture("waiting")
    waiting = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.open(address)
    pay(browser)
    browser.driver.close()
    browser.driver.switch_to.window(waiting)
    browser.wait_for("Thank you. Your order is placed.")


def test_an_address_that_somebody_has_changed_is_refused(browser, installation):
    _, address = bill(browser, installation)
    browser.open(address.replace("amount=89900", "amount=100"))
    assert "not one that a shop has signed" in browser.text
    browser.open(address)
    pay(browser, "Let the payment fail")


def test_failed_it_is_cancelled_and_paid_late_it_is_placed(browser, installation, width):
    _, address = bill(browser, installation)
    pay(browser, "Let the payment fail")
    assert "This order is cancelled." in browser.text
    browser.check("cancelled", width)
    browser.open(address)
    pay(browser)
    assert "Thank you. Your order is placed." in browser.text
    browser.check("paid-late", width)


def test_paid_when_the_last_unit_has_gone_customer_and_staff_read_that_it_goes_back(browser, installation):
    jeans = {"product": "Slim jeans, indigo", "size": "34"}
    number, address = bill(browser, installation, **jeans)
    pay(browser, "Let the payment fail")
    order(browser, installation, payment="Cash on Delivery", **jeans)
    browser.open(address)
    pay(browser)
    assert "came after the order had been cancelled" in browser.text and "We pay ₹2,499.00 back" in browser.text
    browser.picture("late")
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin")
    browser.follow_first("a[href='/admin/orders?payment=to_refund']")
    browser.follow(number)
    assert "₹2,499.00 came too late or twice" in browser.text
    browser.picture("to-refund")
    browser.press("Mark as paid back")
    assert "paid back on" in browser.text and not browser.has_button("Mark as paid back")


def test_paid_in_two_tabs_one_payment_goes_back(browser, installation):
    _, address = bill(browser, installation)
    first = browser.driver.current_window_handle
    browser.driver.switch_to.new_window("tab")
    browser.open(address)
    pay(browser)
    browser.driver.close()
    browser.driver.switch_to.window(first)
    pay(browser)
    assert "Thank you. Your order is placed." in browser.text
    assert "You have paid more than once: ₹899.00 too much. We pay ₹899.00 back" in browser.text
