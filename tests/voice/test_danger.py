"""Emergencies, and what only sounds like one. In doubt it is one."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import assets
from voice.danger import emergency, number
from voice.heard import Alternative, Utterance
from voice.meaning import Talk, meaning

URGENT = {
    "fire": """着火了|厨房着火了|我家着火啦快来人|楼上起火了|垃圾桶烧起来了|屋头燃了|插座冒烟了|电线在冒烟|房子冒黑烟
        |油锅着火怎么办|隔壁失火了|电瓶车爆炸了|去年着过火现在又着火了|好大的烟|火烧过来了|着火了着火了|打119|请问着火了打什么电话""",
    "gas": """煤气漏了|好大一股煤气味|闻到煤气味了|屋里全是很重的煤气|天然气泄漏|煤气罐漏气了|灶台漏气|燃气管漏了|煤气中毒了
        |一股臭鸡蛋味|漏煤气了快来人|我忘了煤气没关""",
    "sick": """有人晕倒了|我老伴昏过去了|喘不上气|我喘不过气来|出不赢气|胸口痛|我胸口很痛|心口突然疼|不省人事了|突然中风了
        |嘴歪了手抬不起来|口吐白沫|流好多血|血止不住|老人摔倒了起不来|摔了爬不起来|噎住了|卡到喉咙了|他喝了农药|触电了|从楼上摔下来了
        |我不想活了|心脏病犯了|心梗了|没有呼吸了|叫救护车|打120|救命啊|喊不答应了|人快不行了|大出血|船不上气""",
    "police": """有人打人|楼下打起来了|有人抢东西|抢我的包|家里进小偷了|有贼|有人拿刀|他要杀我|报警|帮我叫警察|有人跟踪我
        |有人撬门|他在打我|贼娃子来了|打110|有人要抱走孩子""",
    "lift": """我被关在电梯里了|困在电梯里|电梯里关了人|电梯困人了|卡在电梯里出不来|电梯把门关了我出不了电梯|人困在里面|遭电梯关到了
        |电梯往下掉|电梯停在半中间""",
}
ORDINARY = """煤气费怎么交|换煤气罐|煤气公司电话多少|天然气开户|燃气安检什么时候来|火灾险怎么买|消防检查|消防通道被占了|晕车|我晕车想买药
    |楼道堆东西怕着火|没着火|没有着火就是问问|防火门坏了|火化证明|电梯坏了|电梯不动了|电梯门关不上|电梯按钮没反应|加装电梯|路灯坏了
    |血压高|抽血在哪里|献血|社区警务室在哪里|报警器怎么装|一键报警器|烟感报警器坏了|防盗门|灶头点不着火|去年着火烧了房子能不能补助
    |以前中风过想做康复|中风后遗症康复|中风八年了|打太极|打针|打电话|打我电话|抢红包怎么抢|抢修|网上抢号抢不到|偷懒|防盗窗|心里痛快
    |如果着火了怎么办|万一煤气漏了怎么办|电视上说着火了|听说上个月三栋着火了|上次有人晕倒|水管炸了|伞骨头断了|电脑中毒了|有人敲门推销
    |高烧起来了|救命钱|家庭医生|急诊在哪里挂号看病|医保怎么交|高空抛物|树枝快掉下来了|狗叫|噪音太吵了|下水道堵了|漏水了|停电了
    |跌倒预防讲座|高龄津贴|残疾证|我要走了|气死我了|热死了|饿死了|钱不够""".split("|")
ENGLISH = {
    "fire": "there is a fire|my kitchen is on fire|i see smoke|the house is in flames",
    "gas": "i smell gas|there is a gas leak",
    "sick": "my husband fainted|i can't breathe|she has chest pain|call an ambulance|he is unconscious|someone collapsed",
    "police": "call the police|someone is hitting me|he has a knife|i was robbed",
    "lift": "i am stuck in the lift|we are trapped in the elevator",
}
ENGLISH_ORDINARY = (
    "gas bill|how do i pay the gas bill|fire insurance|fire drill|no fire|the lift is broken|police station|blood pressure"
    "|smoke detector|sick leave|what if there is a fire|street lamp broken|medical insurance|after a stroke"
).split("|")


def cases(table: dict[str, str]) -> list[tuple[str, str]]:
    return [(said.strip(), name) for name, many in table.items() for said in many.split("|")]


@pytest.mark.parametrize(("said", "name"), cases(URGENT))
def test_an_emergency(said: str, name: str) -> None:
    assert emergency([said], "zh") == name


@pytest.mark.parametrize("said", [one.strip() for one in ORDINARY])
def test_no_emergency(said: str) -> None:
    assert emergency([said], "zh") == ""


@pytest.mark.parametrize(("said", "name"), cases(ENGLISH))
def test_an_emergency_in_english(said: str, name: str) -> None:
    assert emergency([said], "en") == name


@pytest.mark.parametrize("said", ENGLISH_ORDINARY)
def test_no_emergency_in_english(said: str) -> None:
    assert emergency([said], "en") == ""


@pytest.mark.parametrize(("said", "name"), cases(URGENT)[::7])
@pytest.mark.parametrize("page", ["home", "service", "check", "digits", "words", "still", "receipt"])
def test_from_every_page_and_inside_a_longer_sentence(page: str, said: str, name: str) -> None:
    longer = f"哎呀不得了了你们快点来嘛{said}就在我们那边"
    meant = meaning(Utterance((Alternative(longer, 1.0),)), Talk(page, ("路灯", "3栋"), page == "words"), "zh")
    assert (meant.kind, meant.name) == ("emergency", name)


def test_the_numbers_to_dial() -> None:
    assert [number(name, "zh") for name in ("fire", "sick", "police", "gas", "lift")] == ["119", "120", "110", "", ""]
    assert number("nothing", "en") == ""


def test_what_residents_ask_services_with_is_hardly_ever_an_emergency() -> None:
    """Eleven thousand phrases of the catalogue, those of the emergency services apart."""
    urgent_themselves = {"ws-jiuhu", "aq-jingwu", "wy-qi", "wy-dianti", "aq-yangan", "aq-xiaofang", "fl-jiabao"}
    asked = [
        phrase
        for file in sorted(assets.path("content", "phrases").glob("*/*.json"))
        if file.parent.name != "english"
        for slug, phrases in json.loads(file.read_text("utf-8")).items()
        if slug not in urgent_themselves
        for phrase in phrases
    ]
    taken = [phrase for phrase in asked if emergency([phrase], "zh")]
    assert len(asked) > 9_000
    assert len(taken) <= len(asked) * 0.008, taken


def test_what_is_reported_every_day_is_no_emergency() -> None:
    for one in json.loads(assets.path("content", "report_categories.json").read_text("utf-8")):
        for text in (one["name"], one["fault"], *one["sentences"]):
            assert emergency([text["zh"]], "zh") == "", text["zh"]
            assert emergency([text["en"]], "en") == "", text["en"]


@given(st.lists(st.text(max_size=60), max_size=4), st.sampled_from(["zh", "en"]))
@settings(deadline=None)
def test_any_text_can_be_looked_at(texts: list[str], lang: str) -> None:
    assert emergency(texts, lang) in ("", "fire", "gas", "sick", "police", "lift")
