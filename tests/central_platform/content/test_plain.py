"""Reading over what is live: nothing of the demo must be changed, and what must is told with its place and a better word."""

import json

import pytest
from click.testing import CliRunner

from central_platform.content import plain
from central_platform.content.commands import content
from central_platform.content.models import Organization, Service, Term


def check(*options):
    answer = CliRunner().invoke(content, ["check", *options])
    assert answer.exit_code == 0, answer.output
    return answer.output


def test_the_demo_may_stand_as_it_is_and_what_may_not_is_named(demo):
    told = json.loads(check("--json"))
    assert told["must"] == []
    assert 0 < told["advised"] < 0.2 * told["items"]
    Service.objects.filter(slug="yb-jumin").update(summary_zh="请提交诉求。")
    said = check()
    assert "服务“城乡居民医保参保缴费”：一句话回答：“提交”是办公室里的话，老人听不懂。可以写“送出”。" in said
    assert said.rstrip().endswith("1 条一定要改。")


def test_names_and_the_glossary_are_known(demo):
    Organization.objects.create(name_zh="鑫淼物业")
    assert {"鑫淼物业", "锦和社区服务大厅", "统筹", "统筹基金"} <= plain.known()
    assert plain.refused("鑫淼物业明天来。") == []
    own = Term(word_zh="鳏夫", meaning_zh="妻子走了的男人。")
    assert [one.kind for _, one in plain.findings(own)] == []


@pytest.mark.parametrize(("text", "told"), [("您的工单已受理。", 2), ("我们后天来看。", 0), ("", 0)])
def test_one_text_is_refused_with_reasons(demo, text, told):
    assert len(plain.refused(text)) == told
