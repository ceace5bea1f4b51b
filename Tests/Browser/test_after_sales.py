"""After the sale: returns, their refusals and NEFT details, and a cancellation that comes too late."""

import re

from conftest import PASSWORDS
from steps import ACCOUNT, UPI, confirm_if_asked, fill_address, fill_bank, fill_return, pay, png, put_into_cart, set_switches, sign_in_as_staff


def sign_in_as_asha(browser, installation):
    browser.open(f"{installation.shop}/account/login")
    if browser.has_button("Sign out"):
        browser.press("Sign out")
        browser.open(f"{installation.shop}/account/login")
    browser.type("E-mail", "asha@example.com")
    browser.type("Password", PASSWORDS["CUSTOMER_PASSWORD"])
    browser.press("Sign in")


def order(browser, installation, payment, quantity=1, size="S"):
    """An order of polo shirts that Arvind has; its number."""
    put_into_cart(browser, installation, "Polo shirt, navy", size=size, quantity=quantity)
    browser.follow("Check out")
    fill_address(browser)
    browser.tick(payment)
    browser.press("Place order")
    if payment == "Prepaid":
        pay(browser)
    number = re.search(r"KFY-\d+", browser.text).group()
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/orders/{number}")
    browser.press("Push now")
    assert "Accepted by Arvind" in browser.text
    return number


def tell(browser, installation, number, *steps):
    """Arvind's webhooks, at the press of the sandbox's buttons."""
    browser.open(installation.sandbox)
    browser.follow(number)
    for step in steps:
        browser.press(step)
        assert "the shop answered 200" in browser.text


def test_a_prepaid_return_is_accepted(browser, installation):
    set_switches(browser, installation)
    sign_in_as_asha(browser, installation)
    number = order(browser, installation, "Prepaid")
    browser.open(f"{installation.shop}/account/orders/{number}")
    assert "is not delivered yet. You can return it after delivery." in browser.text
    tell(browser, installation, number, "Ship", "Deliver")
    browser.open(f"{installation.shop}/account/orders/{number}")
    assert not browser.violations()
    browser.follow("Return")
    assert "Account number" not in browser.text
    browser.press("Submit return")
    assert "Choose a reason." in browser.text
    fill_return(browser)
    browser.picture("return-prepaid")
    assert not browser.violations()
    browser.press("Submit return")
    assert f"Return {number}-R1: Accepted" in browser.text and "Return requested" in browser.text
    assert not browser.has_link("Return")
    browser.picture("return-accepted")
    tell(browser, installation, number, "Return picked up", "Returned", "Refunded")
    browser.open(f"{installation.shop}/account/orders/{number}")
    assert "Refunded" in browser.text


def test_a_cod_return_with_a_wrong_ifsc_then_refused_then_accepted(browser, installation):
    sign_in_as_asha(browser, installation)
    number = order(browser, installation, "Cash on Delivery")
    tell(browser, installation, number, "Deliver")
    browser.open(f"{installation.shop}/account/orders/{number}/return")
    fill_return(browser)
    fill_bank(browser, ifsc="HDFC1001234")
    browser.press("Submit return")
    assert "the fifth is a zero" in browser.text
    assert browser.labelled("Account number").get_attribute("value") == ""
    assert browser.labelled("Bank name").get_attribute("value") == "HDFC Bank"
    browser.picture("return-wrong-ifsc")
    assert not browser.violations()

    set_switches(browser, installation, refuse_returns="REVERSE_NOT_SERVICEABLE")
    browser.open(f"{installation.shop}/account/orders/{number}/return")
    fill_return(browser)
    fill_bank(browser, ifsc="hdfc0001234")
    browser.press("Submit return")
    assert "Courier pick-up is not available at 560001." in browser.text
    assert f"Reference: {number}-R1." in browser.text and not browser.violations()
    assert browser.labelled("Account number").get_attribute("value") == ""
    assert browser.labelled("Comment").get_attribute("value") == "Too tight at the shoulders"
    browser.picture("return-refused")

    set_switches(browser, installation, down=True)
    browser.open(f"{installation.shop}/account/orders/{number}/return")
    fill_return(browser)
    fill_bank(browser, ifsc="HDFC0001234")
    browser.press("Submit return")
    assert "is being confirmed: our warehouse has not answered clearly yet." in browser.text
    browser.picture("return-unconfirmed")
    assert not browser.violations()

    set_switches(browser, installation)
    browser.open(f"{installation.shop}/account/orders/{number}/return")
    browser.press("Try again")
    assert f"Return {number}-R2: Accepted" in browser.text
    browser.picture("return-cod-accepted")


def test_a_cancellation_after_shipping_is_refused_and_says_why(browser, installation):
    sign_in_as_asha(browser, installation)
    number = order(browser, installation, "Cash on Delivery")
    set_switches(browser, installation, refuse_cancellations="ALREADY_SHIPPED")
    browser.open(f"{installation.shop}/account/orders/{number}")
    browser.follow("Cancel")
    browser.picture("cancellation")
    assert not browser.violations()
    browser.press("Cancel items")
    assert "The item has already been shipped. You can return it once it is delivered." in browser.text
    assert browser.has_button("Cancel items")
    browser.picture("cancellation-refused")
    set_switches(browser, installation)
    tell(browser, installation, number, "Ship")
    browser.open(f"{installation.shop}/account/orders/{number}/cancellation")
    assert "is already on its way" in browser.text and not browser.has_button("Cancel items")


def test_staff_cancel_for_the_customer_and_see_every_request(browser, installation):
    sign_in_as_asha(browser, installation)
    number = order(browser, installation, "Cash on Delivery")
    browser.open(f"{installation.shop}/admin/orders/{number}")
    browser.follow("Cancel")
    browser.type("Reason (optional)", "The customer called")
    browser.press("Cancel items")
    assert "1 × Cancelled" in browser.text and "Staff (admin)" in browser.text
    browser.picture("staff-cancelled")
    assert not browser.violations()
    browser.follow("Returns")
    assert "••••7890" in browser.text and ACCOUNT not in browser.text
    browser.picture("staff-returns")
    browser.follow("Show full details")
    browser.press("Show bank details")
    confirm_if_asked(browser)
    assert ACCOUNT in browser.text and not browser.violations()
    browser.follow("Audit")
    assert "Viewed bank details" in browser.text
    browser.picture("audit")
    browser.follow("Tools › Logs")
    browser.choose("Kind", "return")
    browser.press("Filter")
    assert number not in browser.text
    browser.picture("logs")
    assert not browser.violations()
    browser.follow_first("tbody a")
    assert "••••7890" in browser.text
    browser.picture("log-exchange")


def test_the_account_number_is_in_no_file(installation):
    files = [path for path in installation.data.rglob("*") if path.is_file()]
    assert any(path.suffix == ".sqlite" for path in files) and any(path.suffix == ".log" for path in files)
    contents = {path: path.read_bytes() for path in files}
    assert any("••••7890".encode() in content for content in contents.values()), "no account number was typed"
    assert not [path for path, content in contents.items() if ACCOUNT.encode() in content]


def test_a_refund_goes_to_a_upi_id_and_is_seen(browser, installation, width):
    set_switches(browser, installation)
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/websites/1")
    browser.choose("Refunds of Cash on Delivery", "To a bank account or a UPI id, as the customer likes")
    browser.press("Save")
    assert "Saved." in browser.text
    sign_in_as_asha(browser, installation)
    number = order(browser, installation, "Cash on Delivery", size="M")
    tell(browser, installation, number, "Deliver")
    browser.open(f"{installation.shop}/account/orders/{number}/return")
    fill_return(browser)
    assert browser.labelled("Account number").is_displayed() and not browser.labelled("UPI id").is_displayed()
    browser.check("return-neft", width)
    browser.tick("To my UPI id")
    assert browser.labelled("UPI id").is_displayed() and not browser.labelled("Account number").is_displayed()
    browser.type("UPI id", UPI.split("@")[0])
    browser.press("Submit return")
    assert "Type the whole UPI id, with the @ and what follows it" in browser.text
    browser.check("return-upi-wrong", width)
    browser.type("UPI id", UPI)
    browser.type("Comment", "")
    browser.choose("Reason", "Another reason")
    browser.press("Submit return")
    assert "Tell us the reason in your own words." in browser.text and "is kept. Type here only to change it." in browser.text
    assert UPI not in browser.driver.page_source
    browser.type("Comment", "Too tight at the shoulders")
    browser.press("Submit return")
    assert f"Return {number}-R1: Accepted" in browser.text and "Refund by UPI to ••••1985@okhdfc." in browser.text
    assert "₹1,299.00 by UPI to ••••1985@okhdfc, once it has come back" in browser.text
    browser.check("order-upi", width)
    tell(browser, installation, number, "Return picked up", "Returned", "Refunded")
    browser.open(f"{installation.shop}/account/orders/{number}")
    assert "₹1,299.00 by UPI to ••••1985@okhdfc, paid" in browser.text
    browser.check("order-refunded", width)


def test_the_upi_id_is_in_no_file(installation):
    contents = {path: path.read_bytes() for path in installation.data.rglob("*") if path.is_file()}
    assert any("••••1985@okhdfc".encode() in content for content in contents.values()), "no UPI id was typed"
    assert not [path for path, content in contents.items() if UPI.encode() in content.lower()]


def test_a_line_is_returned_in_parts_with_a_photograph(browser, installation, tmp_path):
    sign_in_as_asha(browser, installation)
    number = order(browser, installation, "Cash on Delivery", quantity=2)
    tell(browser, installation, number, "Deliver")
    (tmp_path / "torn.png").write_bytes(png())
    for part, (width, photographs) in enumerate(((390, 1), (1440, 0)), start=1):
        browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": width, "height": 844, "deviceScaleFactor": 1, "mobile": width < 500})
        browser.open(f"{installation.shop}/account/orders/{number}/return")
        quantity = browser.driver.find_element("css selector", "input[type=number]")
        quantity.clear()
        quantity.send_keys("1")
        fill_return(browser, "It arrived damaged")
        # The account number outlives another field's error.
        fill_bank(browser, ifsc="HDFC1001234")
        browser.press("Submit return")
        assert f"The one that ends in {ACCOUNT[-4:]} is kept." in browser.text
        assert ACCOUNT not in browser.driver.page_source
        browser.type("IFSC", "HDFC0001234")
        if photographs:
            browser.labelled("Photographs (optional)").send_keys(str(tmp_path / "torn.png"))
        assert browser.violations() == []
        browser.driver.save_screenshot(str(browser.pictures / f"return-in-parts-{width}.png"))
        browser.press("Submit return")
        assert f"Return {number}-R{part}: Accepted" in browser.text
        assert browser.violations() == []
        browser.driver.save_screenshot(str(browser.pictures / f"order-with-return-{width}.png"))
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.open(f"{installation.shop}/account/orders/{number}")
    assert not browser.has_link("Return")
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/orders/{number}")
    pictures = browser.driver.find_elements("css selector", "img[alt='Photograph 1']")
    assert len(pictures) == 1
    browser.driver.execute_script("arguments[0].scrollIntoView()", pictures[0])
    browser.picture("photograph")
    assert browser.violations() == []
