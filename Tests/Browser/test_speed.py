"""How soon a customer on a slow line sees a product, by what makes it slow, and that back and forward cost nothing."""

import re
import shutil

import pytest

from conftest import DATA, ROOT, Browser, Installation, free_ports
from test_every_page import BYTES, look

# Slow 4G as Lighthouse has it: 1.6 Mbit/s, and 150 ms to the server and back.
SLOW_4G = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8, "uploadThroughput": 750_000 / 8}
# The address of what is painted largest, when, and how far things move; asked for before the page is there.
WATCH = """
    window.painted = []; window.moved = 0;
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) painted.push([entry.startTime, entry.url, entry.element?.tagName]); })
        .observe({type: "largest-contentful-paint", buffered: true});
    new PerformanceObserver((list) => { for (const entry of list.getEntries()) if (!entry.hadRecentInput) moved += entry.value; })
        .observe({type: "layout-shift", buffered: true});"""


@pytest.fixture(scope="module")
def installation(request):
    """The demo with its whole wardrobe."""
    data = DATA / request.module.__name__
    shutil.rmtree(data, ignore_errors=True)
    running = Installation(data, free_ports(), demo="1")
    running.start()
    yield running
    running.stop()


@pytest.mark.parametrize("width", [390, 1440])
def test_a_cold_product_page_waits_for_one_round_trip_more_than_itself(browser, installation, width):
    driver = browser.driver
    product = next(number for number, in installation.rows("SELECT product_id FROM product_image ORDER BY id"))
    look(browser, width, "light")
    driver.execute_cdp_cmd("Network.enable", {})
    driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": True})
    watch = driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {"source": WATCH})
    driver.execute_cdp_cmd("Network.emulateNetworkConditions", SLOW_4G)
    try:
        browser.open(f"{installation.shop}/product/{product}")
        browser.wait_for("Add to cart")
        painted, moved = driver.execute_script("return [window.painted, window.moved]")
        found = driver.execute_script("""
            return [...performance.getEntriesByType("navigation"), ...performance.getEntriesByType("resource")].map((entry) =>
                ({name: entry.name, bytes: entry.transferSize, blocks: entry.renderBlockingStatus === "blocking", start: entry.startTime}))""")
    finally:
        driver.execute_cdp_cmd("Network.emulateNetworkConditions", {**SLOW_4G, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
        driver.execute_cdp_cmd("Network.setCacheDisabled", {"cacheDisabled": False})
        driver.execute_cdp_cmd("Page.removeScriptToEvaluateOnNewDocument", watch)
        driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    largest = painted[-1]
    print(f"largest paint at {width} px: {largest[0]:.0f} ms, {largest[2]} {largest[1]}")
    pictures = [entry for entry in found if "/images/" in entry["name"]]
    others = [entry for entry in found if "/images/" not in entry["name"]]
    assert sum(entry["bytes"] for entry in others) <= BYTES, others
    # Only styles hold the first paint up, and they are asked for together, by the page itself.
    blocking = [entry for entry in others if entry["blocks"]]
    assert blocking and all(entry["name"].endswith(".css") for entry in blocking), blocking
    page = driver.page_source
    styles = re.findall(r'<link rel="stylesheet" href="([^"]+)"', page)
    assert len(blocking) == len(styles) <= 2, blocking
    assert not re.search(r"<script(?![^>]*\bdefer\b)", page)
    # The largest thing is the first picture: the page names it, it is fetched first, and it is as small as the place for it.
    assert largest[2] == "IMG" and largest[1] == pictures[0]["name"]
    first = driver.find_element("css selector", ".gallery img")
    assert first.get_dom_attribute("fetchpriority") == "high" and first.get_dom_attribute("loading") is None
    assert first.get_dom_attribute("width") and first.get_dom_attribute("height") and moved < 0.01
    assert sum(entry["bytes"] for entry in pictures) <= 60_000, pictures


@pytest.fixture
def person(pictures):
    person = Browser(pictures, "speed", remembers_pages=True)
    yield person
    person.driver.quit()


def test_back_and_forward_are_instant(person, installation):
    driver = person.driver
    driver.execute_cdp_cmd("Page.addScriptToEvaluateOnNewDocument", {
        "source": "addEventListener('pageshow', (event) => { window.restored = event.persisted; });"})
    for path in ("/", "/search?q=shirt", "/product/1", "/privacy"):
        person.open(installation.shop + path)
        driver.execute_script("window.mark = arguments[0]", path)
        person.open(f"{installation.shop}/account/find-order")
        driver.back()
        assert driver.execute_script("return [window.mark, window.restored]") == [path, True], \
            driver.execute_script("return JSON.stringify(performance.getEntriesByType('navigation')[0].notRestoredReasons)")


def test_no_script_keeps_a_page_from_the_browsers_memory():
    for script in (ROOT / "public").glob("*.js"):
        assert not re.search(r"\b(before)?unload\b", script.read_text()), script.name
