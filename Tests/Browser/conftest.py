"""One running installation and one browser for all browser tests."""

import json
import os
import pathlib
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import zipfile

import pytest
from selenium import webdriver
from selenium.common.exceptions import StaleElementReferenceException, TimeoutException, WebDriverException
from selenium.webdriver.chrome.service import Service
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

ROOT = pathlib.Path(__file__).resolve().parents[2]
DATA = (ROOT / os.environ.get("DATA", "var")).resolve()
PASSWORDS = {"ADMIN_PASSWORD": "admin-test-password", "CUSTOMER_PASSWORD": "asha-test-password"}


def free_ports():
    """A port whose two neighbours are free as well: the sandbox takes those after it."""
    # Those who test beside this one look elsewhere.
    first_port = 18080 + 300 * int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    for port in range(first_port, first_port + 300, 3):
        with socket.socket() as first, socket.socket() as second, socket.socket() as third:
            try:
                for number, door in enumerate((first, second, third)):
                    door.bind(("127.0.0.1", port + number))
                return port
            except OSError:
                continue
    raise RuntimeError("no three free ports")


class Installation:
    """`make run`'s own runner, on ports and in a folder of its own; ENGINE=postgres lets it have a PostgreSQL."""

    def __init__(self, data, port, brakes="off", engine=os.environ.get("ENGINE", "sqlite"), demo="small"):
        # All of a test's people come from one address.
        self.data, self.port, self.brakes, self.engine, self.demo = data, port, brakes, engine, demo
        self.database = None
        self.shop = f"http://localhost:{port}"
        self.second = f"http://second.localhost:{port}"
        self.sandbox = f"http://localhost:{port + 1}"

    def start(self):
        environment = {**os.environ, **PASSWORDS, "DATA": str(self.data), "DEMO": self.demo, "PORT": str(self.port),
                       "KARTIFY_BRAKES": self.brakes, "ENGINE": self.engine}
        self.process = subprocess.Popen(
            [ROOT / "nginx/demo/run"], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        said = []
        for line in self.process.stdout:
            said.append(line)
            if line.startswith("Database "):
                self.database = line.split("'")[1]
            if "Ctrl-C" in line:
                return
        raise RuntimeError(f"it did not start: exit {self.process.wait()}: {''.join(said)}")

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        assert self.process.wait(timeout=30) == 0

    def rows(self, query):
        """What the store holds, read beside whoever writes it."""
        if self.engine == "sqlite":
            with sqlite3.connect(f"file:{self.data / 'kartify.sqlite'}?mode=ro", uri=True, timeout=20) as store:
                found = store.execute(query).fetchall()
            store.close()
            return found
        output = subprocess.run(["psql", self.database, "--no-psqlrc", "-At", "-F", "\t", "-c", query],
                                capture_output=True, text=True, check=True).stdout
        return [tuple(int(value) if re.fullmatch(r"-?\d+", value) else value for value in line.split("\t"))
                for line in output.splitlines()]

    def partner(self):
        """The first website's credentials, as the demo gave them to the sandbox."""
        return json.loads((self.data / "sandbox.json").read_text())["websites"][0]


@pytest.fixture(scope="module")
def installation(request):
    """An installation of its own for each file of tests."""
    data = DATA / request.module.__name__
    shutil.rmtree(data, ignore_errors=True)
    running = Installation(data, free_ports())
    running.start()
    yield running
    running.stop()


class Browser:
    """Chromium, driven in a person's words: labels, buttons and links."""

    def __init__(self, pictures, name, remembers_pages=False):
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for flag in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--window-size=1280,900"):
            options.add_argument(flag)
        if remembers_pages:
            # As people's browsers do, for back and forward: ChromeDriver switches that off.
            options.add_argument("--enable-features=BackForwardCache")
            options.add_experimental_option("excludeSwitches", ["disable-back-forward-cache"])
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        self.driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        self.pictures = pictures
        self.name = name
        self.taken = 0

    def open(self, address):
        self.driver.get(address)

    @property
    def text(self):
        return self.driver.find_element(By.TAG_NAME, "body").text

    @property
    def address(self):
        return self.driver.current_url

    def labelled(self, label):
        """The field of a label."""
        found = self.driver.find_elements(By.XPATH, f"//label[normalize-space(.)={quoted(label)}]")
        assert found, f"no label {label!r} on {self.address}"
        return self.driver.find_element(By.ID, found[0].get_attribute("for"))

    def type(self, label, text):
        field = self.labelled(label)
        field.clear()
        field.send_keys(text)

    def choose(self, label, text):
        self.labelled(label).find_element(By.XPATH, f"./option[normalize-space(.)={quoted(text)}]").click()

    def tick(self, label):
        """A radio button or a box, by its label: as a person would, on the label itself."""
        found = self.driver.find_elements(By.XPATH, f"//main//label[starts-with(normalize-space(.), {quoted(label)})]")
        assert found, f"no label {label!r} on {self.address}"
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", found[0])
        found[0].click()

    def press(self, name):
        self._follow(f"//button[normalize-space(.)={quoted(name)}]", name)

    def follow(self, name):
        self._follow(f"//a[normalize-space(.)={quoted(name)}]", name)

    def follow_first(self, selector):
        self.leave_by(self.driver.find_element(By.CSS_SELECTOR, selector), selector)

    def has_button(self, name):
        return bool(self.driver.find_elements(By.XPATH, f"//button[normalize-space(.)={quoted(name)}]"))

    def has_link(self, name):
        return bool(self.driver.find_elements(By.XPATH, f"//a[normalize-space(.)={quoted(name)}]"))

    def wait_for(self, text, seconds=20):
        # A page may be left while it is read.
        waiting = WebDriverWait(self.driver, seconds, ignored_exceptions=[StaleElementReferenceException])
        try:
            waiting.until(lambda _: text in self.text)
        except TimeoutException as late:
            raise AssertionError(f"{text!r} is not on {self.address}: {self.text}") from late

    def picture(self, name):
        """A picture of the whole page for people to look at."""
        self.taken += 1
        height = self.driver.execute_script("return document.documentElement.scrollHeight")
        self.driver.set_window_size(1280, min(max(900, height + 120), 5000))
        self.driver.save_screenshot(str(self.pictures / f"{self.name}-{self.taken:02}-{name}.png"))
        self.driver.set_window_size(1280, 900)

    def check(self, name, width):
        """A picture of what fits the window, on which axe finds nothing and nothing is wider than it."""
        assert self.driver.execute_script("return document.documentElement.scrollWidth") <= width, name
        assert self.violations() == []
        self.driver.execute_script("scrollTo(0, 0)")
        self.driver.save_screenshot(str(self.pictures / f"{self.name}-{name}-{width}.png"))

    def violations(self):
        """What axe-core finds wrong with the page for people who do not see, or use no mouse."""
        self.driver.execute_script(axe())
        found = self.driver.execute_async_script("axe.run({rules: {'target-size': {enabled: true}}}).then(arguments[arguments.length - 1])")["violations"]
        return [f"{rule['id']}: {node['html']} ({self.address})" for rule in found for node in rule["nodes"]]

    def complaints(self):
        """What the browser itself held against the pages: blocked scripts and styles, missing files."""
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]

    def _follow(self, path, name):
        for _ in range(5):
            try:
                found = [element for element in self.driver.find_elements(By.XPATH, path) if element.is_displayed()]
                assert found, f"no {name!r} on {self.address}: {self.text}"
                return self.leave_by(found[0], name)
            except StaleElementReferenceException:
                pass  # The script of a live page put a new one in its place; it was not pressed yet.
        raise AssertionError(f"{name!r} does not stand still on {self.address}")

    def leave_by(self, element, name):
        """Clicks what leads to another page, and is there: another address opened at once would race with it."""
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center', behavior: 'instant'})", element)
        page = self.driver.find_element(By.TAG_NAME, "html")
        element.click()
        WebDriverWait(self.driver, 20).until(lambda _: is_gone(page), f"{name!r} led nowhere from {self.address}")


def axe():
    with zipfile.ZipFile(next((ROOT / ".build/axe").glob("axe_playwright_python-*.whl"))) as wheel:
        return wheel.read("axe_playwright_python/axe.min.js").decode()


def is_gone(element):
    try:
        element.is_enabled()
        return False
    except WebDriverException:
        # Stale, or in the middle of becoming so: Chromium has two words for it.
        return True


def quoted(text):
    """A text in an XPath, apostrophes and all."""
    return f'"{text}"' if '"' not in text else "concat(" + ", '\"', ".join(f'"{part}"' for part in text.split('"')) + ")"


@pytest.fixture(params=[390, 1440])
def width(request, browser):
    """A page on a telephone, and on a desk."""
    browser.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": request.param, "height": 844, "deviceScaleFactor": 1, "mobile": request.param < 500})
    yield request.param
    browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})


@pytest.fixture(scope="session")
def pictures():
    folder = DATA / "screenshots"
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


@pytest.fixture(scope="module")
def browser(request, pictures):
    person = Browser(pictures, request.module.__name__.removeprefix("test_"))
    yield person
    person.driver.quit()
