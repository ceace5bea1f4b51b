"""openapi.json and /docs against the running server: every example is called, and every answer held against its schema.

All of it happens on the second website: the journey counts the first one's orders."""

import base64
import html.parser
import http.client
import itertools
import json
import os
import re
import secrets
import subprocess
import time
import urllib.parse
from datetime import datetime, timezone

import jsonschema
import pytest

from conftest import PASSWORDS, ROOT, free_ports

DOCUMENT = json.loads((ROOT / "public/openapi.json").read_text())
HOST = "second.localhost"
ACCOUNT = {"username": "arvind-sec", "password": secrets.token_urlsafe(18), "authToken": secrets.token_urlsafe(24),
           "channelId": "CH-SEC", "warehouseId": "WH-BLR-1", "orderingStoreId": "OS-SEC", "webhookSecret": None}
# The documents speak of the first website's goods, and of no day in particular.
STAND_INS = {
    "KFY-100023": "SEC-100001", "KFY-100024": "SEC-100002", "KFY-": "SEC-", "POLO-NVY-M": "RUN-8", "POLO-NVY-L": "RUN-9",
    "JEANS-IND-32": "RUN-10",
    "2026-11-23T10:00:00+05:30": "NOW", "2026-11-23T11:02:10+05:30": "NOW",
}
# What differs from call to call; the schemas still say what it looks like.
VOLATILE = {"requestId", "createdAt", "pushedAt", "at", "receivedAt", "updatedAt", "productId", "value", "applied", "known",
            "freePercent", "waiting"}
OPERATIONS = [
    (method, path, operation) for path, methods in DOCUMENT["paths"].items() for method, operation in methods.items()]


def for_this_server(text):
    for example, here in STAND_INS.items():
        text = text.replace(example, here)
    return text.replace("NOW", datetime.now(timezone.utc).isoformat(timespec="milliseconds"))


def steady(value):
    """A document without what differs from call to call."""
    if isinstance(value, dict):
        return {name: "…" if name in VOLATILE else steady(member) for name, member in value.items()}
    return [steady(member) for member in value] if isinstance(value, list) else value


def resolved(value):
    while "$ref" in value:
        place = DOCUMENT
        for name in value["$ref"].removeprefix("#/").split("/"):
            place = place[name.replace("~1", "/").replace("~0", "~")]
        value = place
    return value


formats = jsonschema.FormatChecker(formats=())


@formats.checks("date-time", raises=ValueError)
def is_time(text):
    return not isinstance(text, str) or datetime.fromisoformat(text).tzinfo is not None


def violations(value, schema):
    resolver = jsonschema.RefResolver("", DOCUMENT)
    return [error.message for error in
            jsonschema.Draft202012Validator(schema, resolver=resolver, format_checker=formats).iter_errors(value)]


class Answer:
    def __init__(self, raw):
        self.status, self.headers, self.body = raw.status, raw.headers, raw.read()
        self.type = self.headers.get_content_type()

    @property
    def document(self):
        return json.loads(self.body)


class Client:
    """Arvind's program, or with cookies a person's browser, at the second website."""

    def __init__(self, installation):
        self.port, self.cookies, self.login = installation.port, {}, f"{ACCOUNT['username']}:{ACCOUNT['password']}"

    def send(self, method, path, body=None, headers=(), host=HOST):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        connection.request(method, path, body, {
            "Host": f"{host}:{self.port}", **({"Cookie": cookies} if cookies else {}), **dict(headers)})
        answer = Answer(connection.getresponse())
        connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
        return answer

    def call(self, method, path, body=None, login=None, type="application/json", **more):
        credential = base64.b64encode((login or self.login).encode()).decode()
        if isinstance(body, (dict, list)):
            body = json.dumps(body)
        return self.send(
            method.upper(), path, body.encode() if isinstance(body, str) else body,
            {"Authorization": f"Basic {credential}", **({"Content-Type": type} if body is not None else {}), **more})

    def submit(self, page, action, **fields):
        """Sends a form of a page, with the page's own hidden fields."""
        text = self.send("GET", page).body.decode()
        hidden = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', text))
        answer = self.send("POST", action, urllib.parse.urlencode({**hidden, **fields}).encode(),
                           {"Content-Type": "application/x-www-form-urlencoded"})
        assert answer.status == 303, f"{action}: {answer.status} {answer.body.decode()}"
        return answer


@pytest.fixture(scope="module")
def arvind(installation, staff):
    return Client(installation)


@pytest.fixture(scope="module")
def orders(installation, staff):
    """One order for each document, placed by a guest: their numbers are the stand-ins."""
    guest = Client(installation)
    home = guest.send("GET", "/").body.decode()
    product = re.search(r'href="(/product/\d+)"[^>]*>(?:(?!href).)*?Running shoes', home, re.S)[1]
    page = guest.send("GET", product).body.decode()
    eight, _, ten = re.findall(r'name="([\w-]+)" value="(\d+)"[^>]*id="value-\d+"', page)
    for number, (field, value) in {"SEC-100001": eight, "SEC-100002": ten}.items():
        guest.submit(product, f"{product}/cart-lines", quantity="1", **{field: value})
        placed = guest.submit("/checkout", "/checkout", name="Asha Rao", email="asha@example.com", phone="9845012345",
                              line1="12 Residency Road", city="Bengaluru", state="Karnataka", pincode="560001", payment="COD")
        assert placed.headers["Location"] == f"/orders/{number}"


@pytest.fixture(scope="module")
def staff(installation):
    person = Client(installation)
    person.submit("/admin/login", "/admin/login", username="admin", password=PASSWORDS["ADMIN_PASSWORD"])
    page = person.send("GET", "/admin").body.decode()
    second = re.search(r'<option value="(\d+)"[^>]*>Second Street', page)[1]
    person.submit("/admin", "/admin/website", website=second)
    take_arvind(installation, person)
    return person


def take_arvind(installation, staff):
    """The demo gives the second website to FYND: here it gets an account with Arvind, on both sides, and chooses it."""
    file = installation.data / "sandbox.json"
    websites = json.loads(file.read_text())["websites"]
    file.write_text(json.dumps({"websites": websites + [{**websites[1], "oms": "arvind", "gatewayKey": None, **ACCOUNT}]}))
    save_module(
        staff, username=ACCOUNT["username"], password=ACCOUNT["password"], auth_token=ACCOUNT["authToken"],
        channel_id=ACCOUNT["channelId"], warehouse_id=ACCOUNT["warehouseId"],
        ordering_store_id=ACCOUNT["orderingStoreId"], api_url=f"http://127.0.0.1:{installation.port + 1}/api")
    staff.submit("/admin/modules", "/admin/modules/arvind/choice")


def save_module(staff, **changes):
    page = staff.send("GET", "/admin/modules/arvind").body.decode()
    fields = dict(re.findall(r'<input[^>]* name="([a-z_]+)"[^>]* value="([^"]*)"', page))
    staff.submit("/admin/modules/arvind", "/admin/modules/arvind", **{**fields, "status": "enabled", **changes})


@pytest.fixture(scope="module")
def pushed_orders(orders, staff):
    for number in ("SEC-100001", "SEC-100002"):
        staff.submit(f"/admin/orders/{number}", f"/admin/orders/{number}/push")


def check(answer, declared):
    """An answer against what the document says of its status."""
    declared = resolved(declared)
    content = declared["content"][answer.type]
    if answer.type.endswith("json"):
        assert violations(answer.document, content["schema"]) == []
    for name, header in declared["headers"].items():
        header = resolved(header)
        if name in answer.headers:
            assert violations(answer.headers[name], header["schema"]) == []
        else:
            assert not header.get("required"), f"no {name} in a {answer.status}"


def with_parameter(path, parameter, value):
    if parameter["in"] == "path":
        return path.replace(f"{{{parameter['name']}}}", value)
    return f"{path}?{urllib.parse.urlencode({parameter['name']: value}, doseq=True)}"


def run_examples(arvind, operation_id):
    """Calls an operation with each of its examples: what the answer of the same name says must come back."""
    method, path, operation = next(entry for entry in OPERATIONS if entry[2]["operationId"] == operation_id)
    content = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    bodies = {name: example["value"] for name, example in content.get("examples", {}).items()}
    paths = {name: with_parameter(path, resolved(parameter), example["value"])
             for parameter in operation.get("parameters", [])
             for name, example in resolved(parameter).get("examples", {}).items()}
    assert bodies or paths
    for name in bodies or paths:
        body = for_this_server(json.dumps(bodies[name])) if bodies else None
        answer = arvind.call(method, for_this_server(paths.get(name, path)), body)
        wanted = {status: example["value"] for status, declared in operation["responses"].items()
                  for example_name, example in next(iter(resolved(declared)["content"].values())).get("examples", {}).items()
                  if example_name == name}
        assert list(wanted) == [str(answer.status)], f"{name}: {answer.status} {answer.body.decode()}"
        assert steady(answer.document) == steady(json.loads(for_this_server(json.dumps(wanted[str(answer.status)])))), name
        check(answer, operation["responses"][str(answer.status)])


def test_the_document_holds_together():
    assert DOCUMENT["openapi"].startswith("3.1.")

    def visit(value):
        if isinstance(value, dict):
            if "$ref" in value:
                resolved(value)
            for member in value.values():
                visit(member)
        elif isinstance(value, list):
            for member in value:
                visit(member)

    visit(DOCUMENT)
    for schema in DOCUMENT["components"]["schemas"].values():
        jsonschema.Draft202012Validator.check_schema(schema)
    ids = [operation["operationId"] for _, _, operation in OPERATIONS]
    assert len(set(ids)) == len(ids)
    answers = [resolved(declared) for _, _, operation in OPERATIONS for declared in operation["responses"].values()]
    for declared in answers + list(DOCUMENT["components"]["responses"].values()):
        for content in declared["content"].values():
            examples = [example["value"] for example in content.get("examples", {}).values()] + [
                content[name] for name in ("example",) if name in content]
            for example in examples:
                assert violations(example, content["schema"]) == []


def test_the_document_names_every_machine_route_and_no_other():
    kartify = os.environ.get("KARTIFY_BIN", ROOT / ".build/release/kartify")
    table = subprocess.check_output([kartify, "routes"], text=True)
    # What the payment gateway calls is not the partner's, and FYND's webhook has FYND's own words.
    served = {(method, re.sub(r":\w+", "{}", path)) for method, path in re.findall(r"(GET|POST)\s+(?!gateway)\w+\s+(/\S+)", table)
              if (path.startswith("/api/") and path != "/api/v1/webhooks/fynd") or path in ("/healthz", "/readyz")}
    assert served == {(method.upper(), re.sub(r"{\w+}", "{}", path)) for method, path, _ in OPERATIONS}


def test_inventory_examples(arvind, orders):
    run_examples(arvind, "updateInventory")


def test_inventory_is_read_back(arvind):
    run_examples(arvind, "readInventory")
    declared = DOCUMENT["paths"]["/api/v1/inventory"]["get"]["responses"]["200"]
    path, codes = "/api/v1/inventory?limit=2", []
    while path:
        answer = arvind.call("GET", path)
        check(answer, declared)
        codes += [item["sku"] for item in answer.document["items"]]
        path = answer.document["next"] and f"/api/v1/inventory?limit=2&after={answer.document['next']}"
    assert len(codes) > 2 and codes == sorted(set(codes))


def test_a_request_under_a_key_is_done_once(arvind):
    operation = DOCUMENT["paths"]["/api/v1/inventory"]["post"]
    key = {"Idempotency-Key": resolved(operation["parameters"][0])["example"]}
    first, second, reused = (
        arvind.call("POST", "/api/v1/inventory", {"items": [{"sku": "RUN-8", "quantity": quantity}]}, **key) for quantity in (12, 12, 13))
    assert (first.status, second.status, first.body) == (200, 200, second.body)
    assert (first.headers["Idempotency-Replayed"], second.headers["Idempotency-Replayed"]) == (None, "true")
    check(second, operation["responses"]["200"])
    wanted = operation["responses"]["422"]["content"]["application/problem+json"]["examples"]["keyReused"]["value"]
    assert reused.document == wanted
    check(reused, operation["responses"]["422"])


def test_order_status_examples(arvind, pushed_orders):
    run_examples(arvind, "receiveOrderStatus")


def test_order_examples(arvind, pushed_orders):
    run_examples(arvind, "readOrder")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_health(arvind, path):
    answer = arvind.send("GET", path)
    declared = DOCUMENT["paths"][path]["get"]["responses"]["200"]
    wanted = declared["content"][answer.type]["example"]
    assert answer.status == 200 and (answer.body.decode() == wanted or steady(answer.document) == steady(wanted))
    check(answer, declared)


def test_every_error_of_the_document(arvind, staff):
    one = {"items": [{"sku": "RUN-8", "quantity": 1}]}
    inventory = "/api/v1/inventory"
    save_module(staff, status="disabled")
    given = {"ModuleDisabled": arvind.call("POST", inventory, one)}
    save_module(staff)
    given |= {
        "MalformedJSON": arvind.call("POST", inventory, '{"items":'),
        "Unauthorized": arvind.send("POST", inventory, b"{}", {"Content-Type": "application/json"}),
        "UnknownPath": arvind.call("GET", "/api/v1/nothing"),
        "MethodNotAllowed": arvind.call("GET", "/api/v1/webhooks/order-status"),
        "PayloadTooLarge": arvind.call("POST", inventory, b" " * (1 << 20) + b"{}"),
        "UnsupportedMediaType": arvind.call("POST", inventory, one, type="text/plain"),
        "UnknownHost": arvind.send("GET", "/api/v1/orders/SEC-1", host="nobody.example"),
    }
    # The right password is known to the server by now, so this locks out nobody but the guesser.
    for _ in range(7):
        given["RateLimited"] = arvind.call("POST", inventory, one, login="guess:wrong")
    declared = DOCUMENT["components"]["responses"]
    # A fault, a program that is away and two requests in the same moment are not to be had from outside; nginx's own answers are in
    # the next tests.
    assert set(given) == set(declared) - {
        "InternalError", "Unavailable", "Away", "IdempotencyInProgress", "HTTPSRequired", "TooLong"}
    for name, answer in given.items():
        assert (name, answer.document) == (name, declared[name]["content"]["application/problem+json"]["example"])
        assert answer.status == answer.document["status"]
        assert answer.headers["Link"] == f'</docs#{answer.document["code"]}>; rel="help"'
        check(answer, declared[name])


def test_nginx_refuses_too_long_an_address_with_a_page(arvind):
    answer = arvind.call("GET", "/api/v1/inventory?after=" + "a" * 30_000)
    assert answer.status == 431
    check(answer, DOCUMENT["paths"]["/api/v1/inventory"]["get"]["responses"]["431"])


def test_nginx_refuses_in_the_same_words():
    text = (ROOT / "nginx/locations.conf").read_text()
    said = {int(status): json.loads(body) for status, body in re.findall(r"return (\d+) '(\{.*\})';", text)}
    declared = DOCUMENT["components"]["responses"]
    for status, name in {413: "PayloadTooLarge", 503: "Unavailable"}.items():
        assert said.pop(status) == declared[name]["content"]["application/problem+json"]["example"]
    assert not said
    links = re.findall(r"</docs#(\w+)>", text + (ROOT / "nginx/kartify.conf").read_text())
    assert sorted(links) == ["https_required", "payload_too_large", "unavailable"]


def test_over_plain_http_the_site_redirects_people_and_refuses_machines(tmp_path):
    port = free_ports()
    site = (ROOT / "nginx/kartify.conf").read_text()
    plain = site[site.index("server {\n    listen 80 "):site.index("server {\n    listen 443 ")]
    plain = plain.replace("listen 80 default_server", f"listen 127.0.0.1:{port}").replace("listen [::]:80 default_server;", "")
    (tmp_path / "nginx.conf").write_text(f"pid nginx.pid; error_log error.log; events {{}} http {{ access_log off; {plain} }}")
    nginx = ["nginx", "-p", f"{tmp_path}/", "-c", "nginx.conf", "-e", "error.log"]

    def ask(method, path):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        connection.request(method, path, headers={"Host": "www.brand.example"})
        answer = connection.getresponse()
        return answer.status, answer.headers, answer.read()

    # It returns when it listens.
    subprocess.run(nginx, check=True)
    try:
        wanted = DOCUMENT["components"]["responses"]["HTTPSRequired"]["content"]["application/problem+json"]["example"]
        for path in ("/api/v1/inventory", "/api/v1/webhooks/order-status"):
            status, headers, body = ask("POST", path)
            assert (status, json.loads(body)) == (403, wanted)
            assert headers["X-Request-Id"] and headers["Content-Type"] == "application/problem+json"
        status, headers, _ = ask("GET", "/cart?x=1")
        assert (status, headers["Location"]) == (308, "https://www.brand.example/cart?x=1")
    finally:
        subprocess.run([*nginx, "-s", "quit"], check=True)


class Page(html.parser.HTMLParser):
    """The examples, headings and code words of docs.html."""

    def __init__(self, text):
        super().__init__()
        self.examples, self.headings, self.codes, self.sent, self.open, self.wrong = [], [], [], [], [], []
        self.ids, self.links = [], []
        # <wbr> lets a long word break on a phone.
        self.feed(text.replace("<wbr>", ""))

    def handle_starttag(self, tag, attributes):
        attributes = dict(attributes)
        self.wrong += [f"<{tag} {name}>" for name in attributes if name == "style" or name.startswith("on")]
        self.wrong += [f"<{tag}>" for _ in "." if tag == "style" or (tag == "script" and "src" not in attributes)]
        self.ids += [attributes["id"]] if "id" in attributes else []
        self.links += [attributes["href"][1:]] if attributes.get("href", "").startswith("#") else []
        if tag not in ("meta", "link"):
            self.open.append((tag, attributes))
        if tag in ("h1", "h2", "h3"):
            self.headings.append(tag)
        if "data-example" in attributes:
            self.examples.append((attributes["data-example"], attributes.get("data-status"), ""))

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, text):
        inside = {attributes.get("id") for _, attributes in self.open}
        if self.open and "data-example" in self.open[-1][1]:
            kind, status, before = self.examples[-1]
            self.examples[-1] = (kind, status, before + text)
        if "codes" in inside and ((self.open[-1][0] == "td" and text.isdigit()) or (self.open[-1][0] in ("code", "a") and "th" in {tag for tag, _ in self.open})):
            self.codes.append(text)
        if "sent-statuses" in inside and self.open[-1][0] == "code":
            self.sent.append(text)


PAGE = Page((ROOT / "public/docs.html").read_text())


def test_docs_page_is_served_like_every_page(arvind):
    answer, home = arvind.send("GET", "/docs"), arvind.send("GET", "/")
    assert (answer.status, answer.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    for name in ("Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert answer.headers.get_all(name) == home.headers.get_all(name) != None, name
    assert json.loads(arvind.send("GET", "/openapi.json").body) == DOCUMENT
    assert PAGE.wrong == [] and PAGE.headings.count("h1") == 1


def test_docs_have_an_address_for_every_section_and_code():
    assert len(set(PAGE.ids)) == len(PAGE.ids)
    assert set(PAGE.links) <= set(PAGE.ids)
    codes = {code for _, code in zip(PAGE.codes[::2], PAGE.codes[1::2])}
    assert codes <= set(PAGE.ids) and {"event_reused", "not_prepaid", "wrong_amount"} <= set(PAGE.ids)
    text = (ROOT / "public/docs.html").read_text()
    assert set(re.findall(r'<h2 id="([\w-]+)"', text)) <= set(PAGE.links)
    assert DOCUMENT["info"]["version"] == re.search(r'id="version">([\d.]+),', text)[1]


def test_docs_find_the_sandbox_and_its_login(installation):
    script = {kind: text for kind, _, text in PAGE.examples}["sandbox"].replace("var/", f"{installation.data}/")
    said = subprocess.run(["bash", "-c", script + "\necho $KARTIFY_LOGIN"], capture_output=True, text=True, check=True)
    partner = installation.partner()
    assert said.stdout.strip() == f"{partner['username']}:{partner['password']}"


def test_docs_name_only_what_the_document_has():
    called = {re.sub(r"/orders/[^/]+$", "/orders/{orderId}", path.split("?")[0]) for kind, _, text in PAGE.examples
              for path in re.findall(r"\$KARTIFY(/[^\"'\s]*)", text)}
    assert called == set(DOCUMENT["paths"]) - {"/healthz"}
    listed = set(zip(PAGE.codes[::2], PAGE.codes[1::2]))
    declared = {(str(example["status"]), example["code"]) for response in DOCUMENT["components"]["responses"].values()
                for content in response["content"].values() for example in [content.get("example")] if example}
    assert listed == declared | {("422", "invalid_body"), ("422", "clock_ahead"), ("422", "idempotency_key_reused")}
    assert {code for _, code in listed} == set(DOCUMENT["components"]["schemas"]["Problem"]["properties"]["code"]["enum"])
    assert PAGE.sent == DOCUMENT["components"]["schemas"]["MovedItem"]["properties"]["status"]["examples"]


def shell(script, arvind):
    """What a script of the page prints; its curl finds the second website, and tells the status after the answer."""
    around = f"""set -euo pipefail
    KARTIFY=http://{HOST}:{arvind.port} KARTIFY_LOGIN='{arvind.login}'
    curl() {{ command curl --silent --show-error --noproxy '*' --resolve '{HOST}:{arvind.port}:127.0.0.1' --write-out '\\n%{{http_code}}' "$@"; }}
    """
    return subprocess.run(["bash", "-c", around + script], capture_output=True, text=True, check=True).stdout.strip()


def test_docs_examples_answer_as_they_say(arvind, pushed_orders):
    said = [example for example in PAGE.examples if example[0] in ("call", "answer")]
    assert len(said) >= 10 and [kind for kind, _, _ in said] == ["call", "answer"] * (len(said) // 2)
    for (_, _, call), (_, status, wanted) in zip(said[::2], said[1::2]):
        body, given = shell(for_this_server(call), arvind).rsplit("\n", 1)
        assert given == status, call + body
        if wanted.startswith("{"):
            assert steady(json.loads(body)) == steady(json.loads(for_this_server(wanted)))
        else:
            assert body.strip() == wanted


def test_docs_signature_is_right_and_taken(arvind, staff, pushed_orders):
    scripts = {kind: text for kind, _, text in PAGE.examples}
    assert shell(scripts["signing"], arvind) == scripts["signed"]
    header = DOCUMENT["components"]["parameters"]["WebhookSignature"]["example"]
    assert header == f"v1,{scripts['signed']}"
    save_module(staff, webhook_secret=re.search(r"SECRET=(\S+)", scripts["signing"])[1])
    try:
        now = scripts["signing"].replace("TIMESTAMP=1795411930", f"TIMESTAMP={int(time.time())}")
        call = for_this_server(now).replace("evt_8f1c", "evt_signed") + "\n" + scripts["signed-call"]
        assert shell(call, arvind).endswith("\n200")
        old = for_this_server(scripts["signing"]) + "\n" + scripts["signed-call"]
        assert shell(old, arvind).endswith("\n401")
        assert shell(call.replace("v1,$SIGNATURE", "v1,AAAA v1,$SIGNATURE"), arvind).endswith("\n200")
        assert shell(call.replace("v1,$SIGNATURE", "v1,AAAA"), arvind).endswith("\n401")
    finally:
        save_module(staff, remove_webhook_secret="yes")


def test_docs_copy_an_example_and_know_their_host(browser, installation):
    browser.open(f"{installation.shop}/docs")
    browser.driver.execute_cdp_cmd("Browser.grantPermissions", {"permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"]})
    first = browser.driver.find_element("tag name", "pre")
    assert f"KARTIFY={installation.shop}\n" in first.text
    assert browser.driver.execute_script(
        "return document.querySelectorAll('pre').length === document.querySelectorAll('pre + .docs-copy').length")
    browser.driver.find_element("xpath", "//button[.='Copy']").click()
    browser.wait_for("Copied")
    assert browser.driver.execute_async_script("navigator.clipboard.readText().then(arguments[0])") == first.get_attribute("textContent")


def test_docs_are_readable_wide_and_on_a_phone_light_and_dark(browser, installation):
    try:
        for width, colours in itertools.product((1440, 390), ("light", "dark")):
            browser.driver.execute_cdp_cmd(
                "Emulation.setDeviceMetricsOverride", {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": width < 500})
            browser.driver.execute_cdp_cmd(
                "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": colours}]})
            browser.open(f"{installation.shop}/docs")
            assert browser.driver.execute_script("return document.documentElement.scrollWidth") <= width
            assert browser.violations() == []
            browser.picture(f"docs-{width}-{colours}")
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
    blocked = [line for line in browser.complaints() if "Content Security Policy" in line or "Failed to load" in line]
    assert not blocked, blocked


# What the document cannot say in a schema: these two checks want every body that fits its schema to be taken, and every other
# refused, but an order may be unknown and a clock ahead, and a wrong item is answered within a 200.
UNFIT_CHECKS = "positive_data_acceptance,negative_data_rejection"


def test_schemathesis_finds_no_server_error_and_no_answer_beyond_the_document(arvind, installation, tmp_path):
    """Last, for it wrecks counts and fills the inbox."""
    schemathesis = subprocess.run([ROOT / ".ci/schemathesis"], capture_output=True, text=True, check=True).stdout.strip()
    run = subprocess.run(
        [schemathesis, "run", str(ROOT / "public/openapi.json"), "--url", f"http://127.0.0.1:{arvind.port}",
         "--header", f"Host: {HOST}:{arvind.port}", "--auth", arvind.login, "--checks", "all", "--exclude-checks", UNFIT_CHECKS,
         "--phases", "examples,coverage,fuzzing", "--max-examples", "40", "--seed", "16", "--no-color"],
        cwd=tmp_path, capture_output=True, text=True, timeout=300)
    assert run.returncode == 0, run.stdout + run.stderr
