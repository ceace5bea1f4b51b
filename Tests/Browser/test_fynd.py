"""The second shop, whose orders go to FYND: pushed, packed, shipped, delivered, cancelled and sent back."""

import re

from steps import fill_address, fill_bank, fill_return, put_into_cart, set_switches, sign_in_as_staff


def order(browser, installation):
    put_into_cart(browser, installation, "Leather belt, tan", shop=installation.second)
    browser.follow("Check out")
    fill_address(browser)
    browser.tick("Cash on Delivery")
    browser.press("Place order")
    number = re.search(r"SEC-\d+", browser.text)[0]
    sign_in_as_staff(browser, installation)
    open_order(browser, installation, number)
    if browser.has_button("Switch to Second Street"):
        browser.press("Switch to Second Street")
    if browser.has_button("Push now"):
        browser.press("Push now")
    open_order(browser, installation, number)
    assert "1 × Processed" in browser.text, browser.text
    return number


def open_order(browser, installation, number):
    browser.open(f"{installation.shop}/admin/orders/{number}")


def press_in_sandbox(browser, installation, number, *buttons):
    browser.open(installation.sandbox)
    browser.follow(number)
    for button in buttons:
        browser.press(button)
        assert "the shop answered 200" in browser.text
    open_order(browser, installation, number)


def test_an_order_goes_all_the_way_and_comes_back(browser, installation):
    set_switches(browser, installation)
    number = order(browser, installation)
    assert "Accepted by FYND" in browser.text
    press_in_sandbox(browser, installation, number, "Invoice", "Pack", "Ship")
    assert "1 × Shipped" in browser.text and "FYND's webhook" in browser.text
    browser.picture("order")
    press_in_sandbox(browser, installation, number, "Out for delivery", "Deliver")
    assert "1 × Delivered" in browser.text
    browser.follow("Return")
    fill_return(browser)
    fill_bank(browser)
    browser.picture("return")
    browser.press("Submit return")
    open_order(browser, installation, number)
    assert f"Return {number}-R1: Accepted" in browser.text, browser.text
    press_in_sandbox(browser, installation, number, "Return picked up", "Returned")
    assert "1 × Returned" in browser.text
    browser.open(f"{installation.shop}/admin/returns")
    assert f"{number}-R1" in browser.text and "Accepted" in browser.text


def test_an_order_is_cancelled_before_it_leaves(browser, installation):
    number = order(browser, installation)
    browser.follow("Cancel")
    box = browser.driver.find_element("css selector", "input[name=line]")
    if not box.is_selected():
        box.click()
    browser.press("Cancel items")
    open_order(browser, installation, number)
    assert "Cancelled" in browser.text and "Accepted by FYND" in browser.text


def test_its_module_says_how_old_the_stock_is(browser, installation):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/modules/fynd")
    assert "The stock is" in browser.text and "webhook · HTTP 200" in browser.text
    browser.picture("module")
