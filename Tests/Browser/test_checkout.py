"""The checkout on a phone and on a desk: pincode first, and two shops that look different."""

from selenium.webdriver.common.by import By

from steps import fill_address, put_into_cart, set_switches, sign_in_as_staff

TWO_SCREENS = 2 * 844


def snapshot(browser, name, width):
    browser.driver.execute_script("window.scrollTo(0, 0)")
    browser.driver.save_screenshot(str(browser.pictures / f"checkout-{name}-{width}.png"))


def test_a_pincode_is_asked_first_and_answered_while_the_rest_is_typed(browser, installation, width):
    set_switches(browser, installation)
    browser.driver.delete_all_cookies()
    put_into_cart(browser, installation, "Leather belt, tan")
    browser.follow("Check out")
    first = browser.driver.find_element(By.CSS_SELECTOR, "main input:not([type=hidden])")
    assert first.get_attribute("name") == "pincode" and first.get_attribute("inputmode") == "numeric"
    browser.type("Pincode", "560001")
    browser.wait_for("We deliver to 560001. Cash on Delivery is available.")
    height = browser.driver.execute_script("return document.documentElement.scrollHeight")
    if width < 500:
        assert height <= TWO_SCREENS, height
    snapshot(browser, "answered", width)
    assert browser.violations() == []
    fill_address(browser)
    browser.tick("Cash on Delivery")
    browser.press("Place order")
    assert "Your order is placed" in browser.text


def test_a_place_that_nobody_delivers_to_is_said_before_anything_is_ordered(browser, installation, width):
    set_switches(browser, installation, refused_pincodes="560099")
    put_into_cart(browser, installation, "Leather belt, tan")
    browser.open(installation.shop)
    browser.leave_by(browser.driver.find_element(By.PARTIAL_LINK_TEXT, "Leather belt"), "Leather belt")
    browser.type("Delivery to pincode", "560099")
    browser.wait_for("We cannot deliver to 560099.")
    snapshot(browser, "product", width)
    assert browser.violations() == []
    browser.open(f"{installation.shop}/checkout")
    browser.type("Pincode", "560099")
    browser.wait_for("We cannot deliver to 560099.")
    # Without a script the button asks.
    browser.type("Name", "Asha Rao")
    browser.press("Check delivery")
    assert "We cannot deliver to 560099." in browser.text
    assert browser.labelled("Name").get_attribute("value") == "Asha Rao"
    set_switches(browser, installation)


def test_what_is_wrong_is_listed_with_links_and_has_the_focus(browser, installation, width):
    put_into_cart(browser, installation, "Leather belt, tan")
    browser.follow("Check out")
    fill_address(browser)
    browser.type("Mobile", "12345")
    browser.press("Place order")
    focused = browser.driver.switch_to.active_element
    assert focused.get_attribute("role") == "alert"
    link = focused.find_element(By.LINK_TEXT, "Type a ten-digit mobile number that begins with 6, 7, 8 or 9.")
    assert link.get_attribute("href").endswith("#phone")
    snapshot(browser, "errors", width)
    assert browser.violations() == []


def bar(browser):
    return browser.driver.find_element(By.CSS_SELECTOR, ".shop-bar").value_of_css_property("background-color")


def test_two_shops_have_their_own_colours(browser, installation, width):
    looks = []
    for colours in ("light", "dark"):
        browser.driver.execute_cdp_cmd(
            "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": colours}]})
        for shop in (installation.shop, installation.second):
            browser.open(shop)
            looks.append(bar(browser))
            snapshot(browser, f"shop-{colours}-{'first' if shop == installation.shop else 'second'}", width)
            assert browser.violations() == []
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    assert looks[0] != looks[1] and looks[2] != looks[3], looks
    assert not [line for line in browser.complaints() if "Content Security" in line]


def test_staff_choose_a_colour_that_can_be_read(browser, installation):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/websites/1")
    browser.type("Main colour", "#ffe000")
    browser.press("Save")
    assert "is too pale to be read on a light page" in browser.text
    browser.picture("colour-refused")
    browser.type("Main colour", "#3a2f9c")
    browser.press("Save")
    assert "Saved." in browser.text and browser.violations() == []
    browser.picture("colour")
    browser.open(installation.shop)
    assert bar(browser) == "rgba(58, 47, 156, 1)"
