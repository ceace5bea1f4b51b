"""The shop as customers see it, wide and on a phone: pictures, categories, search, sorting, what is sold out, the cart in reach."""

import shutil

import pytest
from selenium.webdriver.common.by import By

from conftest import DATA, Installation, free_ports
from steps import png, sign_in_as_staff
from test_every_page import BYTES, look

WIDTHS = [1440, 390]


@pytest.fixture(scope="module")
def installation(request):
    """The demo with its whole wardrobe."""
    data = DATA / request.module.__name__
    shutil.rmtree(data, ignore_errors=True)
    running = Installation(data, free_ports(), demo="1")
    running.start()
    yield running
    running.stop()


@pytest.fixture(params=WIDTHS)
def width(request, browser):
    look(browser, request.param, "light")
    yield request.param
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})


def cards(browser):
    return browser.driver.find_elements(By.CSS_SELECTOR, ".product-card")


def names(browser):
    return [name.text for name in browser.driver.find_elements(By.CSS_SELECTOR, ".product-name")]


def prices(browser):
    texts = [price.text for price in browser.driver.find_elements(By.CSS_SELECTOR, ".product-price")]
    return [float(text.split()[0].lstrip("₹").replace(",", "")) for text in texts]


def check(browser, width, name):
    """Nothing is wider than the page, and axe finds nothing."""
    assert browser.driver.execute_script("return document.documentElement.scrollWidth") <= width
    assert not browser.violations()
    browser.driver.save_screenshot(str(browser.pictures / f"shop-{width}-{name}.png"))


def test_the_home_page_has_categories_pictures_and_what_is_sold_out(browser, installation, width):
    browser.open(installation.shop)
    assert len(cards(browser)) == 24
    categories = browser.driver.find_elements(By.CSS_SELECTOR, ".categories a")
    assert [category.text for category in categories] == ["Ethnic wear", "Shirts", "Shoes and more", "Trousers"]
    tops = [card.rect["y"] for card in cards(browser)]
    assert tops.count(tops[0]) == (2 if width == 390 else 4)
    pictures = browser.driver.find_elements(By.CSS_SELECTOR, ".product-card img")
    assert len(pictures) == 24 and pictures[0].get_attribute("loading") != "lazy" == pictures[-1].get_attribute("loading")
    assert all(picture.get_dom_attribute("width") == picture.get_dom_attribute("height") == "800" for picture in pictures)
    assert pictures[0].get_property("naturalWidth") > 0
    sold_out = browser.driver.find_elements(By.CSS_SELECTOR, ".sold-out")
    assert [card.find_element(By.CSS_SELECTOR, ".product-name").text for card in sold_out] == ["Cap, red"]
    assert "Sold out" in sold_out[0].text
    check(browser, width, "home")


def test_search_category_and_sorting(browser, installation, width):
    browser.open(installation.shop)
    browser.type("Search the shop", "SHIRT")
    browser.press("Search")
    assert "“SHIRT”" in browser.text and "Polo shirt, navy" in names(browser) and "T-shirt, black" in names(browser)
    assert browser.labelled("Search the shop").get_attribute("value") == "SHIRT"
    check(browser, width, "search")
    browser.follow("Lowest price")
    assert prices(browser) == sorted(prices(browser)) and "SHIRT" in browser.labelled("Search the shop").get_attribute("value")
    browser.follow("Highest price")
    assert prices(browser) == sorted(prices(browser), reverse=True)
    browser.follow("Name")
    assert names(browser) == sorted(names(browser))
    browser.follow("Ethnic wear")
    assert "Nothing matches “SHIRT” in Ethnic wear." in browser.text
    check(browser, width, "nothing")
    browser.type("Search the shop", "kur-mus")
    browser.press("Search")
    assert names(browser) == ["Kurta, mustard"]
    browser.open(installation.shop)
    browser.follow("Trousers")
    assert len(cards(browser)) == 4 and "4 products" in browser.text


def test_the_cart_is_in_reach_and_sizes_are_buttons(browser, installation, width):
    browser.open(installation.shop)
    browser.follow_first("a.product-card:not(.sold-out):has(img[alt='Chinos, navy'])")
    button = browser.driver.find_element(By.XPATH, "//button[.='Add to cart']")
    if width == 390:
        for y in (0, 10_000):
            browser.driver.execute_script(f"scrollTo(0, {y})")
            place = browser.driver.execute_script("return arguments[0].getBoundingClientRect().bottom", button)
            assert 0 < place <= 900
    check(browser, width, "product")
    browser.tick("32")
    browser.press("Add to cart")
    assert "Chinos, navy" in browser.text and "Size: 32" in browser.text
    browser.open(installation.shop)
    browser.follow("Shirts")
    browser.follow_first("a.product-card:has(img[alt='Polo shirt, navy'])")
    size = browser.driver.find_element(By.XPATH, "//label[starts-with(normalize-space(.), 'XL')]")
    assert "sold out" in size.text
    assert not browser.driver.find_element(By.ID, size.get_attribute("for")).is_enabled()


def test_a_product_page_keeps_to_its_budget(browser, installation):
    browser.driver.execute_cdp_cmd("Network.enable", {})
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    browser.open(f"{installation.shop}/product/1")
    sizes = browser.driver.execute_script("""
        return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")]
            .filter((entry) => !entry.name.includes("/images/")).map((entry) => entry.transferSize)""")
    browser.driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
    assert 0 < sum(sizes) <= BYTES


def test_staff_give_a_product_several_images_and_a_category(browser, installation, width, tmp_path):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/products/3/edit")
    browser.type("Category", "Linen")
    browser.press("Save")
    assert "Saved." in browser.text and browser.labelled("Category").get_attribute("value") == "Linen"
    browser.follow("Data")
    before = len(browser.driver.find_elements(By.CSS_SELECTOR, ".image-list img"))
    for name in ("front.png", "back.png"):
        (tmp_path / name).write_bytes(png(1000))
    browser.labelled("Image files").send_keys(f"{tmp_path / 'front.png'}\n{tmp_path / 'back.png'}")
    browser.press("Upload")
    assert len(browser.driver.find_elements(By.CSS_SELECTOR, ".image-list img")) == before + 2
    browser.type(f"Description of image {before + 2}", "The back")
    browser.type(f"Place of image {before + 2}", "1")
    browser.type("Place of image 1", "2")
    check(browser, width, "images")
    browser.press("Save the images")
    assert "Saved." in browser.text
    browser.open(f"{installation.shop}/product/3")
    first = browser.driver.find_element(By.CSS_SELECTOR, ".gallery img")
    assert first.get_attribute("alt") == "The back" and first.get_dom_attribute("width") == "800"
    assert "320w" in first.get_attribute("srcset") and first.get_property("naturalWidth") > 0
    check(browser, width, "gallery")
