"""What becomes of a checkout while Arvind is down, as the website chooses."""

import pytest

from steps import fill_address, put_into_cart, set_switches, sign_in_as_staff

REFUSE, KNOWN, ALL = ("Refuse the order", "Take the order if the pincode was serviceable in the last 24 hours", "Take every order")


@pytest.fixture(scope="module", autouse=True)
def delivered_once(browser, installation):
    """Arvind has said of 560001 that it delivers there; then it goes down."""
    set_switches(browser, installation)
    assert place(browser, installation, "560001").startswith("Thank you. Your order is placed.")
    set_switches(browser, installation, down=True)
    yield


def place(browser, installation, pincode):
    """Orders as a guest: what the page then says, from its heading on."""
    browser.driver.delete_all_cookies()
    put_into_cart(browser, installation, "Leather belt, tan")
    browser.follow("Check out")
    fill_address(browser, pincode)
    browser.tick("Cash on Delivery")
    browser.press("Place order")
    return browser.driver.find_element("tag name", "main").text


@pytest.mark.parametrize("rule", [REFUSE, KNOWN, ALL])
def test_each_website_chooses_what_becomes_of_orders(browser, installation, width, rule):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/modules/arvind")
    browser.choose("While Arvind is down", rule)
    browser.press("Save")
    assert "Saved." in browser.text
    for pincode, is_taken in (("560001", rule != REFUSE), ("110001", rule == ALL)):
        words = place(browser, installation, pincode)
        if is_taken:
            assert words.startswith("Thank you. Your order is placed.") and f"whether we can deliver to {pincode}" in words, words
        else:
            assert f"We could not check delivery to {pincode} just now." in words, words
            assert browser.labelled("Name").get_attribute("value") == "Asha Rao"
        browser.check(f"{'taken' if is_taken else 'refused'}-{[REFUSE, KNOWN, ALL].index(rule)}-{pincode}", width)
