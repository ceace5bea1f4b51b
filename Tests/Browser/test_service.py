"""What systemd is told, and what it closes to the program."""

import os
import re
import signal
import socket
import subprocess

from conftest import ROOT

EXPOSURE = 1.2


def test_the_unit_leaves_the_program_little_to_reach():
    said = subprocess.run(["systemd-analyze", "security", "--offline=yes", "--no-pager", ROOT / "nginx/kartify.service"],
                          capture_output=True, text=True, check=True, env={**os.environ, "LC_ALL": "C.UTF-8"}).stdout
    assert float(re.search(r"Overall exposure level for kartify.service: ([\d.]+)", said)[1]) <= EXPOSURE, said


def test_systemd_hears_that_it_is_ready_that_it_gets_on_and_that_it_stops(tmp_path):
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(str(tmp_path / "notify"))
        manager.settimeout(30)
        listen = tmp_path / "kartify.sock"
        kartify = os.environ.get("KARTIFY_BIN", ROOT / ".build/release/kartify")
        program = subprocess.Popen([kartify, "serve"], stderr=subprocess.DEVNULL, env={
            **os.environ, "NOTIFY_SOCKET": str(tmp_path / "notify"), "KARTIFY_DATA": str(tmp_path / "data"),
            "KARTIFY_TEMPLATES": str(ROOT / "templates"), "KARTIFY_LISTEN": f"unix:{listen}"})
        try:
            assert manager.recv(100) == b"READY=1"
            # Whoever is let in from now on is answered: a connection is taken at once.
            with socket.socket(socket.AF_UNIX) as caller:
                caller.connect(str(listen))
            # More than once in the 30 seconds that the unit gives it.
            assert [manager.recv(100) for _ in range(2)] == [b"WATCHDOG=1", b"WATCHDOG=1"]
            program.send_signal(signal.SIGTERM)
            said = manager.recv(100)
            while said == b"WATCHDOG=1":
                said = manager.recv(100)
            assert said == b"STOPPING=1"
            assert program.wait(30) == 0
        finally:
            program.kill()
            program.wait()


def test_the_watchdog_of_the_unit_is_longer_than_a_few_reports():
    unit = (ROOT / "nginx/kartify.service").read_text()
    assert "Type=notify" in unit and int(re.search(r"WatchdogSec=(\d+)", unit)[1]) >= 10
