"""The primary dies under load and its synchronous standby takes over: no write that was acknowledged is lost.

FAILOVER_ROUNDS: how often (`make failover` takes 10).
"""

import os
import pathlib
import shutil
import subprocess
import tempfile

from conftest import DATA, free_ports
from machines import CLUSTER, Machines, kill_with_children, wait_until
from test_two_machines import Crowd, check, stock

ROUNDS = int(os.environ.get("FAILOVER_ROUNDS", "1"))


class Pair(Machines):
    """Two machines, on two servers: every commit waits until both have it."""

    def start_database(self):
        # The server's user has to get there.
        folder = pathlib.Path(tempfile.mkdtemp(prefix="kartify-"))
        folder.chmod(0o711)
        self.servers = [folder / "a", folder / "b"]
        shutil.move(self.data / "cluster", self.servers[0])
        self.servers[0].chmod(0o711)
        hosts = ",".join(f"{server}/data" for server in self.servers)
        self.database = f"postgres:///kartify?host={hosts}&user=kartify&target_session_attrs=read-write"
        self.start_server(self.servers[0])
        self.add_standby()

    def start_server(self, server):
        self.run(server.name, CLUSTER, "run", server, "synchronous_standby_names=*", "cluster_name=" + server.name)
        wait_until(lambda: subprocess.run([CLUSTER, "ready", server / "data"]).returncode == 0)

    def add_standby(self):
        """A new copy of the first, in the place of the second."""
        primary, standby = self.servers
        shutil.rmtree(standby, ignore_errors=True)
        with open(self.data / "log/copy.log", "ab") as log:
            subprocess.run([CLUSTER, "copy", standby, primary], check=True, stdout=log, stderr=log)
        self.start_server(standby)
        wait_until(lambda: ask(primary, "SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") == "1")

    def fail_over(self):
        primary, standby = self.servers
        kill_with_children(self.programs[primary.name])
        assert ask(standby, "SELECT pg_promote()") == "t"
        self.servers.reverse()
        self.add_standby()

    def end(self):
        super().end()
        shutil.rmtree(self.servers[0].parent)


def ask(server, query):
    return subprocess.run(
        ["psql", f"postgres:///kartify?host={server}/data&user=kartify", "--no-psqlrc", "-Atc", query], capture_output=True, text=True,
        check=True).stdout.strip()


def test_no_acknowledged_write_is_lost_with_the_primary():
    data = DATA / "failover"
    shutil.rmtree(data, ignore_errors=True)
    pair = Pair(data, free_ports())
    try:
        pair.start()
        stock(pair, 100_000)
        crowd = Crowd(pair)
        try:
            for _ in range(ROUNDS):
                crowd.wait_for_orders(5)
                pair.fail_over()
                crowd.wait_for_orders(5)
        finally:
            crowd.end()
        check(pair, crowd)
        print(f"{ROUNDS} failovers: {len(crowd.placed)} orders and {len(crowd.answered)} counts acknowledged, 0 lost;"
              f" {crowd.turned_away} turned away")
    finally:
        pair.end()
