"""`kiosk service …` as a person or another program asks it."""

import json
import statistics
import subprocess
import sys
import time

from offline_cache import packaged

COLD_SECONDS = 1.5
ITEMS = len(packaged.snapshot()["items"])
BATCH_P99_SECONDS = 0.020


def test_search_is_quick_from_cold(kiosk_process, with_content):
    """The median of five, in the quietest of three rounds: a neighbour's load is not the kiosk's slowness."""
    kiosk_process("service", "search", "路灯")
    medians = []
    while len(medians) < 3 and min(medians, default=60.0) > COLD_SECONDS:
        took = []
        for _ in range(5):
            began = time.monotonic()
            done = kiosk_process("service", "search", "高血压拿药能不能报", "--json")
            took.append(time.monotonic() - began)
        medians.append(statistics.median(took))
    assert "门诊慢特病认定" in [hit["name"] for hit in done.said["hits"][:3]]
    assert min(medians) <= COLD_SECONDS, medians


def test_batch_answers_line_by_line_and_quickly(env, tmp_path, with_content):
    """The quietest of three rounds counts: a neighbour on the same processor is not the kiosk's slowness."""
    command = [sys.executable, "-m", "kiosk", "service", "search", "--batch"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env, cwd=tmp_path, encoding="utf-8"
    ) as child:
        p99 = []
        while len(p99) < 3 and min(p99, default=1.0) > BATCH_P99_SECONDS:
            p99.append(sorted(seconds_of(child, f"q{number}") for number in range(200))[-3])
        child.stdin.close()
        assert child.wait(10) == 0
    assert min(p99) <= BATCH_P99_SECONDS, p99


def seconds_of(child, qid):
    began = time.monotonic()
    child.stdin.write(json.dumps({"qid": qid, "text": "我屋头的水管漏水了找哪个修", "k": 5}) + "\n")
    child.stdin.flush()
    said = json.loads(child.stdout.readline())
    took = time.monotonic() - began
    assert said["qid"] == qid
    assert 0 < len(said["ids"]) == len(said["scores"]) <= 5
    return took


def test_nothing_fits_is_an_empty_answer(kiosk, with_content):
    done = kiosk("service", "search", "asdfghjkl", "--json")
    assert (done.code, done.said) == (0, {"hits": [], "answer": "nothing"})


def test_show_by_slug_and_unknown(kiosk, with_content):
    assert kiosk("service", "show", "yb-manbing", "--json").said["name"]["zh"] == "门诊慢特病认定"
    assert kiosk("service", "show", "no-such").code == 65


def test_content_status(kiosk):
    said = kiosk("content", "status", "--json").said
    assert (said["version"], said["stale"], said["items"], said["expires"]) == (ITEMS, False, ITEMS, None)


def test_a_data_directory_that_cannot_be_made_does_not_keep_anybody_from_asking(kiosk):
    done = kiosk("service", "search", "路灯", "--json", KIOSK_DATA_DIR="/proc/nowhere")
    assert done.said["hits"][0]["name"] == "路灯报修"
    assert kiosk("report", "file", "-", feed='{"category": "road"}', KIOSK_DATA_DIR="/proc/nowhere").code in (74, 77)
