"""Backups and restores under load, and killed in the middle: what has a name is whole, and the next try works."""

import shutil
import signal
import sqlite3
import subprocess
import time

import pytest

from chaos import kartify
from conftest import DATA, Installation, free_ports
from test_kill import Crowd

KILLS = 9
FILLING = 40_000_000


def typed(installation, *words):
    process = kartify(installation, *words)
    said, _ = process.communicate(timeout=60)
    return process.returncode, said


def kill_at_each_moment(installation, *words):
    """Kills the command after a part of its time, later in each round; yields after each."""
    start = time.monotonic()
    code, said = typed(installation, *words)
    assert code == 0, said
    whole = time.monotonic() - start
    for part in range(1, KILLS + 1):
        process = kartify(installation, *words)
        time.sleep(whole * part / (KILLS + 1))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        yield


def orders_in(file):
    """The numbers of the orders in a store, which has to be sound."""
    with sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20) as store:
        assert store.execute("PRAGMA integrity_check").fetchall() == [("ok",)], file
        numbers = {number for number, in store.execute("SELECT number FROM sales_order")}
    store.close()
    return numbers


@pytest.fixture(scope="module")
def large(request):
    """An installation whose database takes a while to copy."""
    data = DATA / "backup-test"
    shutil.rmtree(data, ignore_errors=True)
    installation = Installation(data, free_ports(), engine="sqlite")
    installation.start()
    with sqlite3.connect(data / "kartify.sqlite", timeout=20) as store:
        store.execute("CREATE TABLE filling (bytes BLOB) STRICT")
        for _ in range(FILLING // 1_000_000):
            store.execute("INSERT INTO filling VALUES (randomblob(1000000))")
    store.close()
    yield installation
    if installation.process.poll() is None:
        installation.stop()


def named(large):
    return sorted((large.data / "backups").glob("kartify-*.sqlite"))


def test_a_backup_under_load_has_every_answered_order_and_a_killed_one_leaves_nothing_half(large):
    crowd = Crowd(large)
    threads = crowd.run()
    assert crowd.busy.wait(60), crowd.faults
    for _ in kill_at_each_moment(large, "backup"):
        for file in named(large):
            orders_in(file)
    before, already = set(crowd.orders), named(large)
    code, said = typed(large, "backup")
    crowd.stop.set()
    for thread in threads:
        thread.join()
    assert code == 0 and "the copy is checked" in said, said
    made, = set(named(large)) - set(already)
    assert before <= orders_in(made) and not crowd.faults
    assert not list((large.data / "backups").glob("*.part*")), "what the killed ones left is gone"
    assert typed(large, "check")[0] == 0


def test_a_killed_restore_leaves_the_old_database_or_the_new_one_whole(large):
    backup = large.data / "wanted.sqlite"
    code, said = typed(large, "backup", str(backup))
    assert code == 0, said
    code, said = typed(large, "restore", str(backup))
    assert code == 1 and "Kartify is running on this database" in said, said
    crowd = Crowd(large)
    threads = crowd.run()
    assert crowd.busy.wait(60), crowd.faults
    crowd.stop.set()
    for thread in threads:
        thread.join()
    large.stop()
    store, kept = large.data / "kartify.sqlite", large.data / "before.sqlite"
    assert typed(large, "backup", str(kept))[0] == 0
    old, new = orders_in(store), orders_in(backup)
    assert set(crowd.orders) <= old and not set(crowd.orders) & new
    seen = []
    for _ in kill_at_each_moment(large, "restore", str(backup)):
        found = orders_in(store)
        assert found in (old, new)
        seen.append(found == new)
        for replaced in large.data.glob("kartify.sqlite.replaced-*"):
            assert orders_in(replaced) in (old, new)
            replaced.unlink()
        code, said = typed(large, "restore", str(kept))
        assert code == 0, said
    assert not all(seen), "no kill came before the end"
    code, said = typed(large, "restore", str(backup))
    assert code == 0 and "is kept as" in said, said
    assert orders_in(store) == new
    assert not list(large.data.glob("*.restoring*")) + list(large.data.glob("*.trial*")), "what the killed ones left is gone"
    large.start()
    assert set(number for number, in large.rows("SELECT number FROM sales_order")) == new


def test_on_a_database_server_both_say_what_to_type_and_that_works(tmp_path):
    data = DATA / "backup-server"
    shutil.rmtree(data, ignore_errors=True)
    installation = Installation(data, free_ports(), engine="postgres")
    installation.start()
    try:
        code, said = typed(installation, "backup")
        assert code == 1 and "pg_dump --format=custom --file=FILE ADDRESS" in said, said
        crowd = Crowd(installation)
        threads = crowd.run()
        assert crowd.busy.wait(60), crowd.faults
        before = set(crowd.orders)
        file = tmp_path / "kartify.dump"
        subprocess.run(["pg_dump", "--format=custom", f"--file={file}", installation.database], check=True)
        crowd.stop.set()
        for thread in threads:
            thread.join()
        code, said = typed(installation, "restore", str(file))
        assert code == 1 and "pg_restore" in said, said
        listed = subprocess.run(["pg_restore", "--data-only", "--table=sales_order", "--file=-", file],
                                capture_output=True, text=True, check=True).stdout
        assert before and all(number in listed for number in before) and not crowd.faults
    finally:
        installation.stop()
