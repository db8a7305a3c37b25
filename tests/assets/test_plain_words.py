"""What the plain-words check finds, what it lets through, and that our own sentences pass it."""

import csv
import gzip
import json
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from assets import plain_words
from assets.plain_words import SCREEN, check

ROOT = Path(__file__).resolve().parents[2]
BUTTON = 6


def kinds(text, lang="zh", **more):
    return {finding.kind for finding in check(text, lang, **more)}


@pytest.mark.parametrize(
    ("kind", "bad", "good"),
    [
        ("uncommon", "鳏寡孤独可领。", "没有家里人养的老人，可以领。"),
        ("uncommon", "到殡仪馆去。", "到殡仪馆（办后事的地方）去。"),
        ("uncommon", "𠮷先生来。", "吉先生来。"),
        ("latin", "请用ＡＰＰ办。", "请按Ｙ和Ｂ。"),
        ("jargon", "请提交给窗口。", "请送到窗口。"),
        ("jargon", "您的工单已办结。", "您报的事办好了。"),
        ("jargon", "点击右上角。", "按一下“帮助”。"),
        ("jargon", "现在不用户口簿。", "现在不用户口簿。"),
        ("jargon", "发现着火马上报。", "发现着火马上报。"),
        ("blame", "您输错了。", "这个号好像差一个数字，请再看看。"),
        ("blame", "操作错误，号码无效。", "按错了没关系。"),
        ("blame", "逾期不候。", "请早点来。"),
        ("stiff", "请携好材料。", "请带上东西。"),
        ("double-no", "不得不再来一次。", "要再来一次。"),
        ("double-no", "没有身份证不能办。", "要带身份证。"),
        ("double-no", "若未能识别请勿不按。", "对不起，我没听清。"),
        ("double-no", "并不是不收钱。", "对不对？有没有？不多不少。"),
        ("double-no", "不是没有办法。", "是我没找到，不是您弄错了。"),
        ("passive", "您被列入名单。", "我们记下了您的名字。"),
        ("passive", "由街道办事处负责审核。", "街道看过就行。"),
        ("passive", "名单由社区出具。", "前几天我被人骗了。"),
        ("orders", "请填表，请签字。", "请填表。请签字。"),
        ("orders", "请填好表，然后交到窗口。", "请家里人扫一扫，就能带走。"),
        ("latin", "请下App办。", "请按Y和B。"),
        ("latin", "请打开WiFi。", "去做CT（照片子）。"),
        ("exclamation", "注意安全！", "收到了，谢谢您！"),
        ("exclamation", "快来啊！！", "学会了，真好！再来一次也行。"),
        ("emoji", "办好了😊", "办好了。"),
        ("emoji", "☎ 请打电话", "请打电话"),
        ("long", "满八十岁的老人每个月都能领到一笔高龄津贴直接打到卡上", "满八十岁的老人，每个月能领津贴。"),
        ("clause", "满八十岁的老人每个月都能领到一笔钱", "满八十岁，每个月能领一笔钱。"),
        ("page", "请带身份证到窗口。" * 16, "请带身份证到窗口。" * 12),
    ],
)  # fmt: skip
def test_each_rule_finds_its_fault_and_lets_the_good_sentence_through(kind, bad, good):
    if bad != good:
        assert kind in kinds(bad)
    assert kind not in kinds(good)


@pytest.mark.parametrize(
    ("kind", "bad", "good"),
    [
        ("jargon", "Submit your form.", "Send your form. We are submitted to rain."),
        ("jargon", "Log in to the terminal.", "Touch the screen."),
        ("blame", "Invalid number.", "Please look at the number again."),
        ("long", "You " + "may " * 15 + "come.", "You may come at nine."),
        ("exclamation", "Danger! Do not touch!", "I don't know. Have a good day!"),
        ("emoji", "Done 🎉", "Done."),
    ],
)  # fmt: skip
def test_english_is_read_too(kind, bad, good):
    assert kind in kinds(bad, "en")
    assert kind not in kinds(good, "en")


def test_a_finding_says_where_why_and_what_instead():
    finding = next(iter(check("请提交申请表。")))
    assert (finding.kind, finding.span, finding.instead, finding.hard) == ("jargon", "提交", "送出", True)
    assert "提交" in finding.why


def test_a_word_the_glossary_explains_is_let_through_but_not_its_neighbours():
    assert kinds("等待审核。") == {"jargon"}
    assert not kinds("到殡仪馆办注销。", known=["殡仪馆", "注销"])
    assert kinds("殡葬", known=["殡仪馆"]) == {"uncommon"}
    assert kinds("请到政务服务中心。请登录政务网。") == {"jargon"}


def test_staff_may_write_a_little_longer_than_the_kiosk_speaks():
    text = "带上身份证、户口本、银行卡，上午九点到窗口来"  # 20
    longer = text + "，找小李"
    assert not [one for one in check(text, limits=SCREEN["zh"]) if one.kind == "long"]
    assert any(one.kind == "long" and one.hard for one in check(longer, limits=SCREEN["zh"]))
    assert any(one.kind == "long" and not one.hard for one in check(longer))
    assert any(one.kind == "long" and one.hard for one in check(longer + "，或者给我们打个电话说一声"))


def test_the_list_is_a_real_one_and_what_it_offers_is_plain():
    jargon, _ = plain_words._table("jargon")
    assert len(jargon) >= 80
    assert sum(map(bool, jargon.values())) >= 0.9 * len(jargon)
    for table in ("jargon", "stiff", "blame"):
        for word, everyday in plain_words._table(table)[0].items():
            assert not [one for one in check(everyday) if one.hard], (word, everyday)


# -- our own sentences ------------------------------------------------------------------------------------------------


def our_sentences():
    """(zh, en) of everything the kiosk itself shows and says."""
    for message in ElementTree.parse(ROOT / "assets/i18n/en.ts").getroot().iter("message"):
        yield message.find("source").text, message.find("translation").text


def button_words():
    """(file, word) of the words on buttons written into the pages, there or in the lists buttons are made of."""
    for file in sorted((ROOT / "ui/qml").rglob("*.qml")):
        inside = []
        for line in file.read_text("utf-8").splitlines():
            if line.rstrip().endswith("{"):
                opened = re.match(r"\s*(\w+) {$", line)
                inside.append(opened[1] if opened else "")
            given = re.match(r"\s*(text|word): (.*)", line)
            if given and (given[1] == "word" or (inside and inside[-1] in ("BigButton", "Tile", "SpeakButton"))):
                yield from ((file.name, word) for word in re.findall(r'qsTr\("([^"]+)"\)', given[2]))
            if line.strip() in ("}", "})", "},") and inside:
                inside.pop()


def test_every_sentence_of_ours_is_plain_in_both_languages():
    wrong = [
        (text, one.kind, one.span, one.instead)
        for pair in our_sentences()
        for lang, text in zip(("zh", "en"), pair, strict=True)
        for one in check(text, lang, limits=SCREEN[lang])
    ]
    assert len(list(our_sentences())) > 400
    assert wrong == []


def test_a_button_has_at_most_six_characters():
    words = list(button_words())
    assert len(words) > 70
    assert [(file, word) for file, word in words if plain_words.length(word.replace("%1", "")) > BUTTON] == []


@pytest.fixture(scope="module")
def packaged():
    with gzip.open(ROOT / "assets/content/snapshot.json.gz") as file:
        return json.load(file)["items"]


def read_texts(body):
    """The Texts of a body that are sentences: names of places and offices are not."""
    for key, value in body.items():
        if key in ("place", "organization", "owner", "community", "word"):
            continue
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict) and "zh" in one:
                yield one


def test_the_packaged_content_is_plain(packaged):
    explained = [
        word
        for item in packaged
        if item["kind"] == "term"
        for word in (item["body"]["word"]["zh"], *item["body"]["forms"])
    ]
    characters = uncommon = 0
    wrong = []
    for item in packaged:
        if item["kind"] in ("service", "notice", "report-category", "elsewhere", "term", "family", "category"):
            for text in read_texts(item["body"]):
                characters += len(plain_words.HAN.findall(text["zh"]))
                uncommon += sum(not plain_words.common(char) for char in text["zh"])
                for lang in ("zh", "en"):
                    wrong += [(item["id"], text[lang], one) for one in check(text[lang], lang, explained) if one.hard]
    assert wrong == []
    assert 0 < uncommon <= 0.01 * characters


def test_the_glossary_is_written_in_words_that_need_no_glossary(packaged):
    terms = [item["body"] for item in packaged if item["kind"] == "term"]
    words = [term["word"]["zh"] for term in terms]
    assert len(terms) >= 60
    for term in terms:
        assert len(term["meaning"]["zh"]) <= 40
        assert term["word"]["en"] and term["meaning"]["en"]
        assert all(plain_words.common(char) for char in term["meaning"]["zh"])
    shown = " ".join(
        json.dumps(item["body"], ensure_ascii=False) for item in packaged if item["kind"] in ("service", "notice")
    )
    assert sum(word in shown for word in words) >= 60


def test_the_everyday_phrases_residents_use_raise_no_false_alarm():
    """Sentences of people talking: jargon and blame are not what they say."""
    with (ROOT / "tests/voice/utterances.zh.tsv").open(encoding="utf-8") as file:
        said = [cell for row in csv.reader(file, delimiter="\t") for cell in row if plain_words.HAN.search(cell)]
    alarms = [
        (text, one.kind, one.span) for text in said for one in check(text) if one.kind in ("jargon", "blame", "passive")
    ]
    assert len(said) > 200
    assert len(alarms) <= 0.02 * len(said), alarms


@pytest.mark.parametrize("guide", ["resident", "volunteer"])
def test_the_guides_are_one_plain_page(guide):
    html = (ROOT / f"docs/guides/{guide}.html").read_text("utf-8")
    lines = re.findall(r"<(?:h1|h2|p|li)>(.*?)</", html)
    assert len(lines) >= 12
    assert plain_words.length("".join(lines)) <= 260  # what fits on a sheet at 22 points
    wrong = [(line, one) for line in lines for one in check(line, limits=SCREEN["zh"])]
    assert wrong == []
