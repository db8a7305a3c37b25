"""`kiosk service …` as a person or another program asks it."""

import json
import statistics
import subprocess
import sys
import time

COLD_SECONDS = 1.5
BATCH_P99_SECONDS = 0.020


def test_search_is_quick_from_cold(kiosk):
    kiosk("service", "search", "路灯")
    took = []
    for _ in range(5):
        began = time.monotonic()
        done = kiosk("service", "search", "高血压拿药能不能报", "--json")
        took.append(time.monotonic() - began)
    assert "门诊慢特病认定" in [hit["name"] for hit in done.said["hits"][:3]]
    assert statistics.median(took) <= COLD_SECONDS


def test_batch_answers_line_by_line_and_quickly(env, tmp_path):
    command = [sys.executable, "-m", "kiosk", "service", "search", "--batch"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=env, cwd=tmp_path, encoding="utf-8"
    ) as child:
        took = []
        for number in range(200):
            began = time.monotonic()
            child.stdin.write(json.dumps({"qid": f"q{number}", "text": "我屋头的水管漏水了找哪个修", "k": 5}) + "\n")
            child.stdin.flush()
            said = json.loads(child.stdout.readline())
            took.append(time.monotonic() - began)
            assert said["qid"] == f"q{number}"
            assert len(said["ids"]) == len(said["scores"]) <= 5
        child.stdin.close()
        assert child.wait(10) == 0
    assert sorted(took[5:])[-3] <= BATCH_P99_SECONDS


def test_nothing_fits_is_an_empty_answer(kiosk):
    done = kiosk("service", "search", "asdfghjkl", "--json")
    assert (done.code, done.said) == (0, {"hits": [], "answer": "nothing"})


def test_show_by_slug_and_unknown(kiosk):
    assert kiosk("service", "show", "yb-manbing", "--json").said["name"]["zh"] == "门诊慢特病认定"
    assert kiosk("service", "show", "no-such").code == 65


def test_content_status(kiosk):
    said = kiosk("content", "status", "--json").said
    assert (said["version"], said["stale"], said["items"], said["expires"]) == (317, False, 317, None)


def test_a_data_directory_that_cannot_be_made_does_not_keep_anybody_from_asking(kiosk):
    done = kiosk("service", "search", "路灯", "--json", KIOSK_DATA_DIR="/proc/nowhere")
    assert done.said["hits"][0]["name"] == "路灯报修"
    assert kiosk("report", "file", "-", feed='{"category": "road"}', KIOSK_DATA_DIR="/proc/nowhere").code in (74, 77)
