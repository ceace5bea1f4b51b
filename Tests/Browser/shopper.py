"""A customer without a browser: forms over plain HTTP, for tests that need many of them at once."""

import html
import http.cookiejar
import re
import urllib.error
import urllib.parse
import urllib.request

ADDRESS = {
    "name": "Asha Rao", "email": "asha@example.com", "phone": "9845012345", "line1": "12 Residency Road", "line2": "",
    "city": "Bengaluru", "state": "Karnataka", "pincode": "560001", "payment": "COD",
}


class Shopper:
    def __init__(self, base):
        self.base = base
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def get(self, path):
        """The page, and its address after redirects."""
        return self._open(urllib.request.Request(self.base + path))

    def post(self, path, page, **fields):
        """Sends a form that stood on a page."""
        fields["csrf"] = re.search(r'name="csrf" value="([^"]+)"', page).group(1)
        return self._open(urllib.request.Request(self.base + path, data=urllib.parse.urlencode(fields, doseq=True).encode()))

    def sign_in(self, email, password):
        _, page, _ = self.get("/account/login")
        _, page, address = self.post("/account/login", page, email=email, password=password)
        assert not address.endswith("/login"), page

    def order(self, product, choice=None, **changes):
        """The number of an order that was placed, or None with the page that says why not."""
        return self.check_out(self.to_checkout(product, choice), **changes)

    def to_checkout(self, product, choice=None):
        """The checkout page, with one of a product in the cart."""
        _, page, _ = self.get(f"/product/{product}")
        fields = {"quantity": "1"}
        for option, value in re.findall(r'name="(option-\d+)" value="(\d+)" id="value-\d+"(?! disabled)', page):
            fields.setdefault(option, value)
        if choice:
            fields.update(choice)
        self.post(f"/product/{product}/cart-lines", page, **fields)
        return self.get("/checkout")[1]

    def check_out(self, page, **changes):
        """Presses Place order on the checkout page: the order's number, or None with the page that says why not."""
        total = re.search(r'name="total" value="(\d+)"', page)
        if not total:
            return None, page
        _, page, address = self.post("/checkout", page, total=total.group(1), **{**ADDRESS, **changes})
        found = re.search(r"/orders/([A-Z]+-\d+)", address)
        return (found.group(1) if found else None), page

    def pay(self, number):
        """At the gateway's page: the order's page afterwards, or None where there was nothing to pay."""
        bill = re.search(r'href="(http[^"]+/pay\?[^"]+)"', self.get(f"/orders/{number}/payment")[1])
        if not bill:
            return None
        _, page, address = self._open(urllib.request.Request(html.unescape(bill[1])))
        hidden = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
        fields = {name: html.unescape(value) for name, value in hidden} | {"outcome": "paid"}
        self._open(urllib.request.Request(address.split("?")[0], data=urllib.parse.urlencode(fields).encode()))
        return self.get(f"/orders/{number}")[1]

    def _open(self, request):
        try:
            with self.opener.open(request, timeout=30) as answer:
                return answer.status, answer.read().decode(), answer.url
        except urllib.error.HTTPError as refusal:
            if refusal.code in (502, 503, 504):
                raise ConnectionError(f"nginx found nobody behind it ({refusal.code})") from refusal
            return refusal.code, refusal.read().decode(), refusal.url
