"""The serving process, seen from outside: it comes up ready, ends when told, and loses nothing when it is killed."""

import json
import random
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time

import requests

OFFERS = 120
KILLS = 4


def rows(data_dir, statement):
    with sqlite3.connect(data_dir / "platform.sqlite3") as database:
        found = database.execute(statement).fetchall()
    database.close()
    return found


def test_killed_during_intake_it_keeps_exactly_one_row_each(server, run_platform, data_dir, device_class):
    """SIGKILL again and again while a kiosk offers 120 reports; whatever was answered `stored` is there, once."""
    server.start()
    publish_hall(run_platform)
    kiosk = device_class(lambda *request: server.post(*request))
    assert kiosk.enrol(run_platform("enrol-code", "--lease", "200").stdout.strip())[0] == 200
    waiting = {json.loads(offer["signed"])["ref"]: offer for offer in (kiosk.envelope() for _ in range(OFFERS))}
    all_refs, stored, kills, chance = set(waiting), set(), 0, random.Random(4)
    while waiting:
        if kills < KILLS:
            killer = threading.Timer(chance.uniform(0.005, 0.12), server.kill)
            killer.start()
        batch = list(waiting.values())[:12]
        status, body = kiosk.post("envelopes", {"envelopes": batch})
        if status == 200:
            answers = [kiosk.opened("answer", thing) for thing in body["answers"]]
            assert {answer["outcome"] for answer in answers} == {"stored"}
            stored |= {answer["ref"] for answer in answers}
            waiting = {ref: offer for ref, offer in waiting.items() if ref not in stored}
        if kills < KILLS:
            killer.join()
            kept = {ref for (ref,) in rows(data_dir, "SELECT id FROM reports_report")}
            assert {ref.replace("-", "") for ref in stored} <= kept
            kills += 1
            server.start()
    assert rows(data_dir, "SELECT count(*), count(DISTINCT id), count(DISTINCT receipt) FROM reports_report") == [
        (OFFERS, OFFERS, OFFERS)
    ]
    assert rows(data_dir, "SELECT count(*) FROM reports_reportperson")[0] == (OFFERS,)
    assert rows(data_dir, "SELECT count(*) FROM reports_statusevent")[0] == (OFFERS,)
    assert stored == all_refs and kills == KILLS


def publish_hall(run_platform):
    steps = [
        "from central_platform.content.models import Hall",
        "from central_platform.content.publishing import put",
        "put(Hall.objects.create(code='jinhe', name_zh='锦和社区服务大厅'))",
    ]
    run_platform("shell", "-c", "; ".join(steps))


def test_every_connection_is_wal_and_full(platform_env):
    probe = (
        "import django; django.setup()\n"
        "from django.db import connection\n"
        "c = connection.cursor()\n"
        "print([c.execute(f'PRAGMA {p}').fetchone()[0] for p in ('journal_mode','synchronous','foreign_keys')])"
    )
    env = platform_env | {"DJANGO_SETTINGS_MODULE": "central_platform.settings.embedded"}
    done = subprocess.run([sys.executable, "-c", probe], env=env, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['wal', 2, 1]"


def test_it_ends_when_told_and_answers_while_it_lives(server):
    server.start()
    health = requests.get(f"{server.url}/healthz", timeout=10)
    assert health.status_code == 200 and health.json() == {"ok": True, "database": "ok", "keys": "ok", "feed": "empty"}
    document = requests.get(f"{server.url}/api/openapi.json", timeout=10).json()
    doors = {path.rsplit("/", 1)[1] for path in document["paths"]}
    assert doors == {"enrol", "envelopes", "hello", "statuses"}
    login = requests.get(f"{server.url}/staff/login/", timeout=10)
    assert login.status_code == 200 and "script-src 'self'" in login.headers["Content-Security-Policy"]
    assert (
        requests.get(f"{server.url}/staff/", timeout=10, allow_redirects=False)
        .headers["Location"]
        .startswith("/staff/login/")
    )
    assert server.stop() == 0


def test_the_demo_is_ready_when_it_says_so_and_the_same_when_it_comes_again(platform_env, data_dir, device_class):
    facts = [demo_once(platform_env, device_class) for _ in range(2)]
    assert len(facts[0]["staff"]) == 5
    assert facts[0]["staff"] == facts[1]["staff"] and facts[0]["enrol_code"] != facts[1]["enrol_code"]
    secret_files = [data_dir / "staff.json", data_dir / "secret-key", *(data_dir / "keys").glob("*ing.json")]
    assert {stat.S_IMODE(path.stat().st_mode) for path in secret_files} == {0o600}


def demo_once(env, device_class):
    """Start the demo, enrol with its code, log in with each of its passwords, end it."""
    command = [sys.executable, "-m", "central_platform", "demo", "--port", "0", "--json"]
    with subprocess.Popen(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        try:
            facts = json.loads(process.stdout.readline())

            def post(path, body, headers):
                response = requests.post(facts["url"] + path, data=body, headers=headers, timeout=10)
                return response.status_code, response.json()

            status, answer = device_class(post).enrol(facts["enrol_code"])
            assert status == 200 and answer["hall"]["name"]["zh"]
            pointer = requests.get(f"{facts['url']}/feed/{answer['publication']}/pointer.json", timeout=10)
            assert json.loads(pointer.json()["signed"])["head"] >= 1
            assert all(logs_in(facts["url"], person) for person in facts["staff"])
            return facts
        finally:
            process.send_signal(signal.SIGTERM)


def logs_in(url, person):
    with requests.Session() as browser:
        page = browser.get(f"{url}/staff/login/", timeout=10)
        form = {
            "username": person["user"],
            "password": person["password"],
            "csrfmiddlewaretoken": browser.cookies["csrftoken"],
        }
        answer = browser.post(page.url, data=form, headers={"Referer": page.url}, timeout=20, allow_redirects=False)
        return answer.status_code == 302


def test_the_scheduler_makes_good_what_a_crash_left_behind(server, run_platform, data_dir):
    publish_hall(run_platform)
    server.start()
    pointer = data_dir / "feed" / "main" / "pointer.json"
    pointer.unlink()
    until = time.monotonic() + 30
    while not pointer.exists():
        assert time.monotonic() < until
        time.sleep(0.2)
    assert requests.get(f"{server.url}/feed/main/pointer.json", timeout=10).status_code == 200
