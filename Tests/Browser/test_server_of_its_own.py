"""ENGINE=postgres: the demo's own PostgreSQL keeps its data, and goes with the rest, however that ends."""

import os
import select
import shutil
import signal
import subprocess

from conftest import DATA, Installation, free_ports
from shopper import Shopper


def below(installation):
    """The programs of a runner, and the server's own processes."""
    found, waiting = set(), [installation.process.pid]
    while waiting:
        children = subprocess.run(["pgrep", "--parent", str(waiting.pop())], capture_output=True, text=True).stdout.split()
        found.update(children)
        waiting += children
    return found


def wait_for_the_end(programs, seconds=60):
    for program in programs:
        try:
            end = os.pidfd_open(int(program))
        except ProcessLookupError:
            continue
        assert select.select([end], [], [], seconds)[0], f"{program} runs on"
        os.close(end)


def test_its_data_stays_and_nothing_of_it_runs_on():
    data = DATA / "server-of-its-own"
    shutil.rmtree(data, ignore_errors=True)
    installation = Installation(data, free_ports(), engine="postgres")
    installation.start()
    number, _ = Shopper(installation.shop).order(4)
    programs = below(installation)
    assert number and len(programs) > 8, "postgres and its own processes are among them"
    installation.process.send_signal(signal.SIGKILL)
    installation.process.wait(30)
    # Each is told by the kernel; what they still hold they finish.
    wait_for_the_end(programs)
    installation.start()
    assert installation.rows("SELECT number FROM sales_order") == [(number,)]
    programs = below(installation)
    installation.stop()
    wait_for_the_end(programs, 0)
    assert not list((installation.data / "run").glob("*.sock"))
    assert not list((installation.data / "cluster").rglob(".s.PGSQL*"))
