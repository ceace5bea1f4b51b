"""The main job, as the people who do it would: steps 1 to 7 in this order, each on what the one before left behind."""

import sqlite3

from steps import call, fill_address, follow_mail, pay, put_into_cart, set_switches, sign_in_as_staff


def test_1_staff_see_and_save_the_module(browser, installation):
    browser.open(f"{installation.shop}/admin")
    browser.picture("admin-sign-in")
    browser.type("Username", "admin")
    browser.type("Password", "not the password")
    browser.press("Sign in")
    assert "Username or password is wrong" in browser.text
    sign_in_as_staff(browser, installation)
    assert "Dashboard" in browser.text
    browser.picture("dashboard")
    browser.follow("Modules")
    browser.picture("modules")
    browser.follow("Arvind Internet")
    for label in ("Status", "Username", "Password", "Auth Token", "Channel ID", "Warehouse ID", "API URL", "Ordering Store Id"):
        assert browser.labelled(label).is_displayed()
    assert browser.labelled("Auth Token").get_attribute("value") == ""
    browser.type("API URL", "http://arvind.example/api")
    browser.press("Save")
    assert "begins with https://" in browser.text
    browser.picture("module-refused")
    browser.type("API URL", f"http://127.0.0.1:{installation.port + 1}/api")
    browser.type("Warehouse ID", "WH-BLR-1")
    browser.press("Save")
    assert "Saved." in browser.text
    browser.press("Test connection")
    assert "Arvind answered" in browser.text
    browser.picture("module-tested")


def test_2_staff_give_option_values_their_skus(browser, installation):
    sign_in_as_staff(browser, installation)
    browser.follow("Products")
    browser.picture("products")
    browser.follow("Linen shirt, white")
    browser.picture("product-general")
    browser.follow("Option")
    browser.type("Size: S", "LINEN-WHT-S")
    browser.type("Size: M", "POLO-NVY-M")
    browser.press("Save")
    assert "POLO-NVY-M is in use by “Polo shirt, navy”" in browser.text
    assert browser.labelled("Size: S").get_attribute("value") == "LINEN-WHT-S"
    browser.picture("product-sku-refused")
    browser.type("Size: M", "LINEN-WHT-M")
    browser.type("Size: L", "LINEN-WHT-L")
    browser.press("Save")
    assert "Saved." in browser.text
    browser.picture("product-skus")


def test_3_arvind_pushes_stock(browser, installation):
    status, answer = call(installation, "/api/v1/inventory", {"items": [
        {"sku": "LINEN-WHT-M", "quantity": 3}, {"sku": "LINEN-WHT-L", "quantity": 1}, {"sku": "NO-SUCH-SKU", "quantity": 1},
        {"sku": "POLO-NVY-S", "quantity": -1}, {"sku": "POLO-NVY-M", "quantity": 5, "updatedAt": "2020-01-01T00:00:00Z"},
    ]})
    assert status == 200
    assert [item["status"] for item in answer["results"]] == ["updated", "updated", "rejected", "rejected", "stale"]
    assert [item.get("code") for item in answer["results"]] == [None, None, "unknown_sku", "invalid_quantity", None]
    assert call(installation, "/api/v1/inventory", {"items": []})[0] == 422
    assert call(installation, "/api/v1/inventory", {"items": []}, password="wrong password")[0] == 401
    browser.open(installation.shop)
    assert "Linen shirt, white" in browser.text
    browser.picture("shop")
    # The sandbox learns the same numbers, as Arvind would have them.
    browser.open(installation.sandbox)
    for row, (sku, quantity) in enumerate({"LINEN-WHT-M": 3, "LINEN-WHT-L": 1}.items(), start=1):
        browser.driver.find_element("id", f"sku-{row}").send_keys(sku)
        browser.driver.find_element("id", f"quantity-{row}").send_keys(str(quantity))
    browser.press("Push inventory")
    browser.picture("sandbox-inventory")
    assert "LINEN-WHT-M" in browser.text


def test_4_a_visitor_orders_and_each_no_has_its_own_words(browser, installation):
    set_switches(browser, installation, refused_pincodes="110001")
    put_into_cart(browser, installation, "Linen shirt, white", size="M")
    browser.picture("cart")
    # Who registers on the way keeps the cart.
    browser.open(f"{installation.shop}/account/register")
    browser.type("Name", "Asha Rao")
    browser.type("E-mail", "asha.rao@example.com")
    browser.type("New password", "a long password")
    browser.type("New password again", "another password")
    browser.press("Register")
    assert "The two passwords are not the same." in browser.text
    browser.picture("register")
    browser.type("New password", "a long password")
    browser.type("New password again", "a long password")
    browser.press("Register")
    assert "We have sent you a mail" in browser.text
    follow_mail(browser, installation, "Finish your registration at Kartify Demo")
    browser.type("Password", "a long password")
    browser.press("Finish")
    browser.open(f"{installation.shop}/cart")
    browser.follow("Check out")
    fill_address(browser, pincode="110001")
    browser.press("Place order")
    assert "Choose how you will pay" in browser.text
    browser.picture("checkout-incomplete")
    browser.tick("Cash on Delivery")
    browser.press("Place order")
    assert "We cannot deliver “Linen shirt, white” to 110001" in browser.text
    assert browser.labelled("House and street").get_attribute("value") == "12 Residency Road"
    browser.picture("checkout-not-serviceable")

    set_switches(browser, installation, down=True)
    browser.open(f"{installation.shop}/checkout")
    fill_address(browser)
    browser.tick("Cash on Delivery")
    browser.press("Place order")
    assert "We could not check delivery to 560001" in browser.text
    browser.picture("checkout-could-not-check")

    set_switches(browser, installation)
    assert call(installation, "/api/v1/inventory", {"items": [{"sku": "BELT-TAN", "quantity": 500}]})[0] == 200
    put_into_cart(browser, installation, "Leather belt, tan")
    browser.open(f"{installation.shop}/cart")
    belt = browser.driver.find_element("css selector", "[aria-label='Leather belt, tan'] input[type=number]")
    belt.clear()
    belt.send_keys("20")
    browser.follow_first("[aria-label='Leather belt, tan'] .btn-sm")
    sandbox_has(browser, installation, "BELT-TAN", 4)
    browser.open(f"{installation.shop}/checkout")
    fill_address(browser)
    browser.tick("Cash on Delivery")
    browser.press("Place order")
    assert "Only 4 of “Leather belt, tan” left, and you asked for 20" in browser.text
    browser.picture("checkout-not-enough")

    browser.open(f"{installation.shop}/cart")
    browser.follow_first("[aria-label='Remove Leather belt, tan']")
    browser.follow("Check out")
    fill_address(browser)
    browser.tick("Cash on Delivery")
    browser.press("Place order")
    assert "Thank you. Your order is placed." in browser.text
    assert "Processing" in browser.text
    browser.picture("order-placed")


def sandbox_has(browser, installation, sku, quantity):
    """Arvind's own number, without telling the shop."""
    with sqlite3.connect(installation.data / "sandbox.sqlite") as store:
        changed = store.execute("UPDATE stock SET quantity = ? WHERE sku = ?", (quantity, sku)).rowcount
    assert changed >= 1


def test_4_a_prepaid_order_is_paid_on_the_demo_page(browser, installation):
    put_into_cart(browser, installation, "Slim jeans, indigo", size="32")
    browser.follow("Check out")
    fill_address(browser)
    browser.tick("Prepaid")
    browser.press("Place order")
    browser.wait_for("Demo payment gateway")
    browser.picture("payment")
    pay(browser)
    assert "Thank you. Your order is placed." in browser.text
    assert "Processing" in browser.text


def test_5_staff_push_the_orders(browser, installation):
    sign_in_as_staff(browser, installation)
    browser.follow("Orders")
    assert "KFY-100001" in browser.text and "KFY-100002" in browser.text
    browser.picture("orders")
    browser.follow("Tools › Cron")
    browser.picture("cron")
    browser.press("Run")
    browser.wait_for("Finished")
    # The schedule may have been faster with the first of the two.
    assert "1 accepted" in browser.text or "2 accepted" in browser.text
    browser.picture("run")
    browser.open(f"{installation.shop}/admin/orders/KFY-100001")
    assert "1 × Processed" in browser.text
    browser.picture("order-processed")


def test_6_and_7_the_sandbox_sends_the_webhooks_and_everybody_sees_the_status(browser, installation):
    browser.open(installation.sandbox)
    browser.picture("sandbox-console")
    browser.follow("KFY-100001")
    for button in ("Invoice", "Pack", "Ship"):
        browser.press(button)
        assert "the shop answered 200" in browser.text
    browser.picture("sandbox-order")
    status, order = call(installation, "/api/v1/orders/KFY-100001")
    assert (status, order["status"]) == (200, "shipped")
    assert [event["status"] for event in order["items"][0]["history"]] == [
        "processing", "processed", "invoiced", "packed", "shipped"]

    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/orders/KFY-100001")
    assert "1 × Shipped" in browser.text and "Arvind's webhook" in browser.text
    browser.picture("order-shipped-staff")

    browser.open(f"{installation.shop}/account/orders")
    assert "KFY-100001" in browser.text
    browser.picture("my-orders")
    browser.follow("KFY-100001")
    assert "Shipped" in browser.text and "Track the parcel" in browser.text
    browser.picture("my-order")
    browser.press("Sign out")
    browser.open(f"{installation.shop}/account/login")
    browser.type("E-mail", "asha.rao@example.com")
    browser.type("Password", "a long password")
    browser.picture("sign-in")
    browser.press("Sign in")
    assert "KFY-100001" in browser.text


def test_the_other_website_knows_nothing_of_it(browser, installation):
    browser.open(installation.second)
    assert "Running shoes" in browser.text and "Polo shirt" not in browser.text
    browser.open(f"{installation.second}/account/login")
    browser.type("E-mail", "asha.rao@example.com")
    browser.type("Password", "a long password")
    browser.press("Sign in")
    assert "E-mail address or password is wrong" in browser.text
    browser.open(f"{installation.second}/orders/KFY-100001")
    assert "There is no such order here." in browser.text


def test_pages_are_readable_on_a_phone_and_nothing_is_blocked(browser, installation):
    sign_in_as_staff(browser, installation)
    for path in ("/", "/product/1", "/cart", "/account/login", "/admin", "/admin/orders/KFY-100001", "/admin/modules/arvind"):
        browser.driver.execute_cdp_cmd(
            "Emulation.setDeviceMetricsOverride", {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True})
        browser.open(installation.shop + path)
        width = browser.driver.execute_script("return document.documentElement.scrollWidth")
        browser.driver.save_screenshot(str(browser.pictures / f"phone{path.replace('/', '-')}.png"))
        assert width <= 390, f"{path} is {width} px wide on a phone"
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    blocked = [line for line in browser.complaints() if "Content Security Policy" in line or "bootstrap" in line or "app.css" in line]
    assert not blocked, blocked
