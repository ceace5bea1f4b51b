"""The catalogue leaves as a workbook, is changed with openpyxl and comes back; products are made by hand."""

import time
import urllib.parse
import urllib.request

import openpyxl

from steps import png, sign_in_as_staff


def export(browser, installation, data, **query):
    """The catalogue as a workbook, with the browser's own session."""
    cookies = "; ".join(f"{cookie['name']}={cookie['value']}" for cookie in browser.driver.get_cookies())
    request = urllib.request.Request(
        f"{installation.shop}/admin/catalog-manager/export?{urllib.parse.urlencode(query)}", headers={"Cookie": cookies})
    with urllib.request.urlopen(request) as answer:
        assert "attachment" in answer.headers["Content-Disposition"]
        data.write_bytes(answer.read())
    return openpyxl.load_workbook(data)


def upload(browser, installation, file):
    browser.open(f"{installation.shop}/admin/catalog-manager")
    browser.labelled("File").send_keys(str(file))
    browser.press("Upload and preview")


def test_a_workbook_goes_out_and_comes_back(browser, installation, tmp_path):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin")
    browser.follow("Catalog Manager")
    browser.picture("manager")
    assert not browser.violations()
    file = tmp_path / "catalogue.xlsx"
    book = export(browser, installation, file, format="xlsx", rows="all")
    sheet, explained = book.worksheets
    titles = [cell.value for cell in sheet[1]]
    assert titles == ["Product ID", "Product", "Option", "Option value", "SKU", "Price", "Status", "Count"]
    assert [row[0].value for row in explained.iter_rows(min_row=2)][:8] == titles
    rows = {(row[1].value, row[3].value): row for row in sheet.iter_rows(min_row=2)}
    rows["Linen shirt, white", "M"][4].value = "LINEN-M"
    rows["Linen shirt, white", "S"][4].value = 100234
    for size in ("30", "32", "34"):
        rows["Slim jeans, indigo", size][5].value = 2599.5
    rows["Silk sari, crimson", None][6].value = "Disabled"
    rows["Leather belt, tan", None][4].value = "POLO-NVY-M"
    sheet.delete_rows(rows["Linen shirt, white", "L"][0].row)
    sheet.move_range("A1:H40", cols=2)
    book.save(file)

    upload(browser, installation, file)
    assert "This is a preview: nothing has been written yet." in browser.text
    assert "SKU: none → LINEN-M" in browser.text and "SKU: none → 100234" in browser.text
    assert "Price: ₹2,499.00 → ₹2,599.50" in browser.text and "Status: Enabled → Disabled" in browser.text
    assert "POLO-NVY-M is on “Polo shirt, navy”, Size: M." in browser.text
    browser.picture("preview")
    assert not browser.violations()
    browser.press("Apply")
    browser.wait_for("Applied: 6 rows changed")
    browser.picture("applied")
    assert not browser.violations()
    after = export(browser, installation, tmp_path / "after.xlsx", format="xlsx", rows="all").worksheets[0]
    now = {(row[1], row[3]): row for row in after.iter_rows(min_row=2, values_only=True)}
    assert now["Linen shirt, white", "M"][4] == "LINEN-M" and now["Linen shirt, white", "S"][4] == "100234"
    assert now["Slim jeans, indigo", "32"][5] == 2599.5 and now["Silk sari, crimson", None][6] == "Disabled"
    assert now["Leather belt, tan", None][4] == "BELT-TAN" and ("Linen shirt, white", "L") in now


def test_files_that_cannot_be_used_say_why(browser, installation, tmp_path):
    sign_in_as_staff(browser, installation)
    wrong = openpyxl.Workbook()
    wrong.active.append(["Month", "Budget"])
    wrong.save(tmp_path / "wrong.xlsx")
    upload(browser, installation, tmp_path / "wrong.xlsx")
    assert "The first row of the sheet “Sheet” has no column “Product ID”" in browser.text
    browser.picture("wrong-sheet")
    assert not browser.violations()
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    upload(browser, installation, tmp_path / "broken.xlsx")
    assert "The workbook is damaged." in browser.text


def test_a_product_from_nothing(browser, installation, tmp_path):
    sign_in_as_staff(browser, installation)
    browser.open(f"{installation.shop}/admin/products")
    browser.follow("New product")
    browser.type("Product name", "Straw hat")
    browser.type("Price in ₹", "799")
    browser.picture("new-product")
    assert not browser.violations()
    browser.press("Create")
    browser.type("New option", "Size")
    browser.tick("Its values have the SKUs")
    browser.press("Add option")
    for size in ("S", "M"):
        browser.type("New value for Size", size)
        browser.press("Add value of Size")
    browser.type("Size: S", "HAT-S")
    browser.type("Size: M", "HAT-M")
    browser.press("Save")
    browser.picture("options")
    assert not browser.violations()
    browser.follow("Delete Size: M")
    browser.picture("deletion")
    assert "Its SKU HAT-M becomes free" in browser.text and not browser.violations()
    browser.press("Delete")
    browser.follow("Data")
    (tmp_path / "hat.png").write_bytes(png())
    browser.labelled("Image files").send_keys(str(tmp_path / "hat.png"))
    browser.press("Upload")
    image = browser.driver.find_element("css selector", ".image-list img")
    deadline = time.time() + 5
    while time.time() < deadline and image.get_property("naturalWidth") == 0:
        time.sleep(0.1)
    assert image.get_property("naturalWidth") == 64 and image.get_attribute("alt") == "Image 1 now"
    browser.picture("data-with-image")
    assert not browser.violations() and not [line for line in browser.complaints() if "Content Security" in line]
