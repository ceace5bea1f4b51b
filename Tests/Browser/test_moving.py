"""kartify copy-to: a shop that sells moves to a PostgreSQL, and back into a file; nobody's order is left behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import threading

from conftest import DATA, Installation, free_ports
from machines import CLUSTER, KARTIFY, wait_until
from shopper import Shopper
from steps import call

BELT = 4
# After so many seconds a copy is killed.
MOMENTS = (0.05, 0.2, 0.5, 1)


@contextlib.contextmanager
def server(folder):
    """The PostgreSQL of a folder, without the shop: its address."""
    program = subprocess.Popen(["setpriv", "--pdeathsig", "TERM", CLUSTER, "run", folder / "cluster"],
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until(lambda: subprocess.run([CLUSTER, "ready", folder / "cluster/data"], stderr=subprocess.DEVNULL).returncode == 0)
        yield f"postgres:///kartify?host={folder}/cluster/data&user=kartify"
    finally:
        program.send_signal(signal.SIGINT)
        program.wait(60)


def start_copy(target, folder, database=""):
    return subprocess.Popen([KARTIFY, "copy-to", str(target)], text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            env={**os.environ, "KARTIFY_DATA": str(folder), "KARTIFY_DATABASE": database})


def copied(*where):
    copy = start_copy(*where)
    said, _ = copy.communicate(timeout=300)
    assert copy.returncode == 0, said
    return said


def take_along(old, new):
    """What is not in the database."""
    for name in ("kartify.key", "sandbox.json", "sandbox.sqlite"):
        shutil.copy(old / name, new)


def orders(installation):
    return {number for number, in installation.rows("SELECT number FROM sales_order")}


def test_a_shop_moves_to_a_server_while_it_sells_and_back_into_a_file():
    data = DATA / "moving"
    shutil.rmtree(data, ignore_errors=True)
    there, back = data / "server", data / "back"
    for folder in (there, back):
        folder.mkdir(mode=0o700, parents=True)
    shop = Installation(data / "file", free_ports(), engine="sqlite")
    shop.start()
    status, _ = call(shop, "/api/v1/inventory", {"items": [{"sku": "BELT-TAN", "quantity": 100_000}]})
    assert status == 200
    sold, is_over = set(), threading.Event()

    def sell():
        while not is_over.is_set():
            number, page = Shopper(shop.shop).order(BELT)
            assert number, page
            sold.add(number)

    selling = threading.Thread(target=sell)
    selling.start()
    with server(there) as address:
        assert "Others have it open" in copied(address, shop.data)
        for moment in MOMENTS:
            copy = start_copy(address, shop.data)
            try:
                copy.wait(moment)
            except subprocess.TimeoutExpired:
                copy.kill()
                copy.wait()
        assert "Others have it open" in copied(address, shop.data)
        is_over.set()
        selling.join()
        shop.stop()
        assert "so nothing is missing" in copied(address, shop.data)
    assert sold and orders(shop) == sold
    take_along(shop.data, there)
    moved = Installation(there, free_ports(), engine="postgres")
    moved.start()
    assert orders(moved) == sold
    number, page = Shopper(moved.shop).order(BELT)
    assert number and number not in sold, page
    moved.stop()
    with server(there) as address:
        assert "holds data that is no copy" in start_copy(address, shop.data).communicate()[0], "the shop is there now"
        copy = start_copy(back, there, address)
        try:
            copy.wait(0.2)
        except subprocess.TimeoutExpired:
            copy.kill()
            copy.wait()
        assert "so nothing is missing" in copied(back, there, address)
    take_along(there, back)
    home = Installation(back, free_ports(), engine="sqlite")
    home.start()
    assert orders(home) == sold | {number}
    assert Shopper(home.shop).order(BELT)[0] not in sold | {number, None}
    home.stop()
