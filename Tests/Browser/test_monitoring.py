"""What Prometheus and Grafana are given."""

import json
import pathlib
import re
import subprocess
import urllib.request

from shopper import Shopper
from steps import call

MONITORING = pathlib.Path(__file__).parents[2] / "nginx/monitoring"
BELT = 4


def metrics(installation):
    with urllib.request.urlopen(f"{installation.shop}/metrics", timeout=10) as answer:
        return answer.read().decode()


def promtool(*arguments, text=None):
    done = subprocess.run(["promtool", *arguments], input=text, capture_output=True, text=True, timeout=60, check=False)
    return done.returncode, done.stdout + done.stderr


def test_promtool_accepts_the_metrics_of_a_working_shop(installation):
    assert Shopper(installation.shop).order(BELT)[0]
    call(installation, "/api/v1/inventory", {"items": [{"sku": "BELT-TAN", "quantity": 3}]})
    text = metrics(installation)
    for name in ("kartify_calls_total", "kartify_http_request_duration_seconds_bucket", "kartify_orders{", "process_open_fds"):
        assert name in text, name
    status, said = promtool("check", "metrics", text=text)
    assert status == 0 and not said.strip(), said


def test_the_alert_rules_are_sound_and_fire_when_they_should():
    status, said = promtool("check", "rules", str(MONITORING / "alerts.yml"))
    assert status == 0, said
    status, said = promtool("test", "rules", str(MONITORING / "alerts.test.yml"))
    assert status == 0, said


def test_rules_and_dashboard_ask_only_for_metrics_that_there_are(installation):
    known = set(re.findall(r"^# TYPE (\S+)", metrics(installation), re.M)) | {"up"}
    # Told only once there is one: an OMS that has counted, an order that waits, a call that was made.
    known |= {"kartify_inventory_age_seconds", "kartify_oldest_waiting_order_age_seconds", "kartify_calls_total"}
    known |= {"kartify_call_duration_seconds"}
    panels = json.loads((MONITORING / "dashboard.json").read_text())["panels"]
    asked = [target["expr"] for panel in panels for target in panel["targets"]]
    asked += re.findall(r"expr: (.*(?:\n {10,}.*)*)", (MONITORING / "alerts.yml").read_text())
    for text in asked:
        for name in re.findall(r"\b(?:kartify|process)_[a-z_]+", text):
            assert re.sub(r"_(bucket|sum|count)$", "", name) in known or name in known, f"{name} in {text}"
