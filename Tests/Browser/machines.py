"""Two programs behind one nginx, on one PostgreSQL, as two machines have them; each part can be killed and started again."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request

from conftest import ROOT, Installation

KARTIFY = os.environ.get("KARTIFY_BIN", ROOT / ".build/release/kartify")
SANDBOX = os.environ.get("SANDBOX_BIN", ROOT / ".build/release/arvind-sandbox")
CLUSTER = ROOT / "Tests/TestDatabase/cluster"


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


def wait_until(is_so, seconds=60):
    """Asks again and again: another program does not say when it is done."""
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end, "it did not come in time"
        time.sleep(0.05)


class Machines(Installation):
    """The runner makes the data and what nginx needs; then every program is started here."""

    def __init__(self, data, port, brakes="off"):
        super().__init__(data, port, brakes, engine="postgres")
        self.programs = {}
        self.doors = [f"http://localhost:{free_port()}" for _ in range(2)]

    def start(self):
        super().start()
        super().stop()
        self.start_database()
        write_configuration(self.data, self.doors)
        for number in range(2):
            self.start_machine(number)
        self.run("sandbox", SANDBOX, SANDBOX_LISTEN=f"unix:{self.data}/run/sandbox.sock", SANDBOX_DATA=str(self.data),
                 SANDBOX_TEMPLATES=str(ROOT / "templates"), SANDBOX_MAIL=f"127.0.0.1:{self.port + 2}")
        self.run("nginx", "nginx", "-p", f"{self.data}/", "-c", f"{self.data}/run/nginx.conf", "-e", "log/nginx.log")
        for door in self.doors:
            wait_until(lambda: answers(f"{door}/readyz"))

    def stop(self):
        for name in ("nginx", "machine 0", "machine 1", "sandbox", "database"):
            if name in self.programs:
                self.programs[name].send_signal(signal.SIGINT if name == "database" else signal.SIGTERM)
                assert self.programs[name].wait(60) == 0, name
        self.programs = {}

    def end(self):
        """Whatever a test has found: nothing of it runs on."""
        for name, program in reversed(self.programs.items()):
            kill(program.pid, signal.SIGINT if name == "database" else signal.SIGKILL)
        for program in self.programs.values():
            program.wait(60)

    def start_database(self):
        self.run("database", CLUSTER, "run", self.data / "cluster")
        wait_until(lambda: subprocess.run([CLUSTER, "ready", self.data / "cluster/data"]).returncode == 0)

    def start_machine(self, number):
        folder = self.data / f"machine{number}"
        folder.mkdir(mode=0o700, exist_ok=True)
        shutil.copy(self.data / "kartify.key", folder)
        for shared in ("images", "imports", "exports"):
            if not (folder / shared).is_symlink():
                (folder / shared).symlink_to(self.data / shared)
        door = folder / "kartify.sock"
        door.unlink(missing_ok=True)
        self.run(f"machine {number}", KARTIFY, "serve", KARTIFY_LISTEN=f"unix:{door}", **self.settings(folder))
        wait_until(door.exists)

    def settings(self, folder):
        return {
            "KARTIFY_DATA": str(folder), "KARTIFY_DATABASE": self.database, "KARTIFY_TEMPLATES": str(ROOT / "templates"),
            "KARTIFY_PORT": str(self.port), "KARTIFY_SANDBOX_PORT": str(self.port + 1), "KARTIFY_BRAKES": self.brakes,
            "KARTIFY_PRIVATE_HOSTS": "127.0.0.1,localhost", "KARTIFY_SMTP": f"smtp://127.0.0.1:{self.port + 2}",
            "KARTIFY_MAIL_FROM": "shop@kartify.example"}

    def cron(self, machine, *arguments):
        """A job by hand on one of the machines."""
        return subprocess.Popen(
            [KARTIFY, "cron", "run", *arguments], env={**os.environ, **self.settings(self.data / f"machine{machine}")},
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def run(self, name, *command, **settings):
        with open(self.data / f"log/{name}.log", "ab") as log:
            # Each in a session of its own, and told by the kernel to end should the tests be killed.
            self.programs[name] = subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", *map(str, command)], env={**os.environ, **settings}, stdin=subprocess.DEVNULL,
                stdout=log, stderr=log, start_new_session=True)

    def kill_machine(self, number):
        self.programs[f"machine {number}"].kill()
        self.programs[f"machine {number}"].wait(30)

    def kill_database(self):
        """All of it, as when the machine loses its power."""
        kill_with_children(self.programs["database"])


def kill_with_children(program):
    children = subprocess.run(["pgrep", "--parent", str(program.pid)], capture_output=True, text=True).stdout.split()
    for number in (program.pid, *map(int, children)):
        kill(number, signal.SIGKILL)
    program.wait(30)


def kill(number, sign):
    try:
        os.kill(number, sign)
    except ProcessLookupError:
        pass


def answers(address):
    try:
        with urllib.request.urlopen(address, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def write_configuration(data, doors):
    """The runner's, with both programs behind the shop's address, and each behind one of its own."""
    run = data / "run"
    sockets = [f'server "unix:{data}/machine{number}/kartify.sock" max_fails=0;' for number in range(2)]
    text = (run / "nginx.conf").read_text()
    text, count = re.subn(r'server "unix:[^"]*kartify\.sock";', "\n".join(sockets), text)
    assert count == 1
    locations = (run / "kartify-locations.conf").read_text()
    own = ""
    for number, door in enumerate(doors):
        (run / f"machine{number}-locations.conf").write_text(
            locations.replace("fastcgi_pass kartify;", f"fastcgi_pass machine{number};"))
        own += (f"upstream machine{number} {{ {sockets[number]} }}\n"
                f"server {{ listen 127.0.0.1:{door.rsplit(':', 1)[1]}; include machine{number}-locations.conf; }}\n")
    (run / "nginx.conf").write_text(text.rstrip().removesuffix("}") + own + "}\n")
