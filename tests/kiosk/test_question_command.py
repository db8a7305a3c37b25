"""Asking at the command line and in a script: reasons, places, alternatives, and that a question leaves no trace."""

import json
import subprocess
import sys
import time

import pytest
from nacl.public import SealedBox

from offline_cache import packaged, sealing

CANARY = "紫薇树上挂了个蓝色的孙悟空"
NONSENSE = "zqxjkvbwpf ghqzzt"
"""No service answers it, however the answers are calibrated."""
PATIENCE_S = 40


def test_explain_names_the_words_and_the_text_they_met(kiosk, with_content):
    said = kiosk("service", "search", "路灯坏了", "--explain", "--json").said
    first = said["explained"][0]
    assert first["hit"]["slug"] == said["hits"][0]["slug"] == "wy-ludeng"
    assert {"asked", "kind", "field", "text", "share", "by"} == set(first["matched"][0])
    assert sum(match["share"] for match in first["matched"]) == pytest.approx(1, abs=0.05)
    assert any(match["asked"] == "路灯" and match["kind"] == "words" for match in first["matched"])
    shown = kiosk("service", "search", "路灯坏了", "--explain").out
    assert "路灯报修（wy-ludeng）为什么找到：" in shown and "“路灯” 字一样" in shown


def test_without_explain_nothing_is_explained(kiosk, with_content):
    assert "explained" not in kiosk("service", "search", "路灯坏了", "--json").said
    assert kiosk("service", "search", "--batch", "--explain").code == 64


def test_a_question_for_the_way_has_places(kiosk, with_content):
    said = kiosk("service", "search", "菜市场在哪里", "--json").said
    assert said["places"][0] == {
        "id": "market",
        "name": "锦和菜市场",
        "kind": "landmark",
        "hint": said["places"][0]["hint"],
        "community": said["places"][0]["community"],
    }
    assert "places" not in kiosk("service", "search", "路灯坏了", "--json").said


@pytest.mark.parametrize("question", ["菜市场", "菜市场在哪里", "锦和菜市场怎么走"])
def test_place_find(kiosk, with_content, question):
    found = kiosk("place", "find", question, "--json").said["places"]
    assert found[0]["id"] == "market"
    assert "锦和菜市场" in kiosk("place", "find", question).out


def test_place_find_without_an_answer(kiosk, with_content):
    assert kiosk("place", "find", "qqqq", "--json").said == {"places": []}
    assert kiosk("place", "find", "qqqq").out.strip() == "没有找到这个地方，请叫人。"


def test_batch_takes_alternatives(kiosk, with_content):
    lines = [
        {"qid": "a", "alternatives": [{"text": "璐等怀乐", "score": 0.1}, {"text": "路灯坏了", "score": 0.9}], "k": 3},
        {"qid": "b", "alternatives": [{"text": "路灯坏了"}], "k": 3},
        {"qid": "c", "text": "路灯坏了", "k": 3},
    ]
    done = kiosk("service", "search", "--batch", feed="\n".join(map(json.dumps, lines)))
    a, b, c = map(json.loads, done.out.splitlines())
    assert a["ids"][0] == b["ids"][0] == c["ids"][0]
    assert (b["ids"], b["scores"]) == (c["ids"], c["scores"])


@pytest.mark.parametrize(
    "alternatives", [[], "x", [{}], [{"text": "a", "score": "b"}], [{"text": "a", "score": -1}], [None]]
)
def test_odd_alternatives_are_bad_input(kiosk, with_content, alternatives):
    done = kiosk("service", "search", "--batch", feed=json.dumps({"alternatives": alternatives}))
    assert done.code == 65


def test_no_hits_means_nothing_and_only_nothing(kiosk, with_content):
    """docs/wire.md's contract with other programs: no ids if and only if nothing fits; sure only for a sure answer."""
    for question in ("路灯坏了", "交医保", "qqqq", "", "菜市场在哪里"):
        said = kiosk("service", "search", question, "--json").said if question else {"hits": [], "answer": "nothing"}
        line = kiosk("service", "search", "--batch", feed=json.dumps({"text": question})).out
        assert (json.loads(line)["ids"] == []) == (said["answer"] == "nothing")
        assert json.loads(line)["sure"] == (said["answer"] == "sure")


# -- a running kiosk ------------------------------------------------------------------------------------------------------


@pytest.fixture
def recorded(server):
    """Every body and header the platform is sent."""
    sent = []
    answer = server.answer
    server.answer = lambda path, headers, body: (
        sent.append(f"{path} {headers}".encode() + body),
        answer(path, headers, body),
    )[1]
    return sent


@pytest.fixture
def running(kiosk, server, recorded, env, tmp_path, with_content):
    """`kiosk run` on a bench, enrolled; gives a function that plays one step and reads the answer."""
    server.publish([item | {"seq": 1} for item in packaged.snapshot()["items"]], 1)
    assert kiosk("enrol", "--code", "ABCD1234", "--platform", server.url).code == 0
    fast = {"KIOSK_HELLO_SECONDS": "0.5", "KIOSK_POINTER_SECONDS": "0.5", "KIOSK_PLATFORM_URL": server.url}
    errors = (tmp_path / "errors").open("w+")
    child = subprocess.Popen(
        [sys.executable, "-m", "kiosk", "run", "--headless", "--script", "-"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        text=True,
        encoding="utf-8",
        env=env | fast,
        cwd=tmp_path,
    )

    def do(**step):
        child.stdin.write(json.dumps({"seconds": PATIENCE_S} | step) + "\n")
        child.stdin.flush()
        told = json.loads(child.stdout.readline())
        assert "failed" not in told, told
        return told

    yield do
    child.stdin.write('{"end": true}\n')
    child.stdin.flush()
    assert child.wait(30) == 0
    child.stdin.close()
    child.stdout.close()
    errors.close()


def until(happened, what):
    ends = time.monotonic() + PATIENCE_S
    while not happened():
        assert time.monotonic() < ends, what
        time.sleep(0.05)


def forms(words):
    """How words may lie in a file or a message."""
    plain = [words.encode(code) for code in ("utf-8", "utf-16-le", "gb18030")]
    return [*plain, json.dumps(words).strip('"').encode()]


def traces(words, *heaps):
    return [form for heap in heaps for form in forms(words) if form in heap]


def disk(*folders):
    return b"\n".join(path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file())


def counted(server):
    total = {}
    for hello in server.hellos:
        for name, count in hello["counters"].items():
            total[name] = total.get(name, 0) + count
    return total


def test_a_question_is_counted_and_leaves_no_word(running, server, recorded, data_dir, tmp_path):
    running(tap="begin")
    running(page="home")
    running(ask=[{"text": CANARY, "score": 0.6}, {"text": CANARY[1:], "score": 0.4}])
    running(pause=0.3)
    running(ask="路灯坏了")
    until(lambda: sum(n for name, n in counted(server).items() if name.startswith("answer:")) == 2, "the counters")
    assert all(name.split(":")[0] in ("answer", "service", "saying", "elsewhere") for name in counted(server))
    everything = disk(data_dir, tmp_path), b"\n".join(recorded)
    assert b'"answer:' in everything[1], "the search can find something"
    assert traces(CANARY, *everything) == traces(CANARY[1:], *everything) == []


def test_the_told_sentence_is_read_by_the_platform_alone(running, server, recorded, data_dir, tmp_path, platform):
    running(tap="begin")
    running(page="home")
    running(ask=NONSENSE)
    running(page="none")
    running(tap="none-tell")
    running(page="tell")
    running(pause=0.6)
    running(tap="tell-send")
    running(page="told")
    kept = disk(data_dir, tmp_path)
    until(lambda: server.stored, "the envelope")
    (told,) = server.stored.values()
    assert told["kind"] == "question"
    assert traces(NONSENSE, kept, disk(data_dir, tmp_path), b"\n".join(recorded)) == []
    envelopes = [json.loads(sent[sent.index(b'{"envelopes"') :]) for sent in recorded if b'{"envelopes"' in sent]
    boxes = [one["sealed"] for many in envelopes for one in many["envelopes"]]
    opened = json.loads(SealedBox(platform.sealing).decrypt(sealing.unbase64(boxes[0])))
    assert opened == {"words": NONSENSE}
