"""Tables as CSV: what comes out goes in unchanged, whatever stands in a cell; and a file is taken whole or not at all."""

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from central_platform.content import sheet_cells, sheet_writer, sheets
from central_platform.content.models import Hall, Notice, Organization, Saying, Service
from central_platform.feed.models import FeedHead

pytestmark = pytest.mark.django_db


def table(model):
    return list(csv.reader(io.StringIO(sheets.write(model), newline="")))


def text_of(rows):
    out = io.StringIO()
    csv.writer(out).writerows(rows)
    return out.getvalue()


def test_what_comes_out_goes_in_as_it_was(demo):
    for model in sheets.MODELS.values():
        assert sheets.plan(model, sheets.write(model)) == sheets.Plan(same=model.objects.count()), model


def test_rows_that_were_deleted_come_back_as_they_were(demo):
    for model in (Saying, Notice, Service):
        before = table(model)
        model.objects.filter(pk__in=model.objects.order_by("pk").values_list("pk", flat=True)[:4]).delete()
        text = text_of(before[:5])
        plan = sheets.plan(model, text)
        assert not plan.wrong and [change.new for change in plan.changes] == [True] * 4
        sheet_writer.apply(model, text, plan)
        assert sorted(table(model)) == sorted(before)


CELLS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00\r", exclude_categories=("Cs", "Zl", "Zp")), max_size=30
) | st.sampled_from(["=1+1", "+86", "-5", "@SUM(A1)", "\t=x", "'=x", "''", '"', 'a,"b"\nc', "，", "\n", " = "])


@settings(max_examples=60, deadline=None)
@given(CELLS)
def test_whatever_stands_in_a_cell_comes_back_and_is_no_formula(text):
    column = next(one for one in sheet_cells.columns(Organization) if one.name == "description_zh")
    row = Organization(name_zh="机构", description_zh=text)
    cell = sheet_cells.cell(row, column)
    assert not cell.startswith(("=", "+", "-", "@", "\t"))
    read = next(csv.reader(io.StringIO(text_of([[cell, "x"]]), newline="")))[0]
    assert sheet_cells.read(read, column) == text


def test_a_row_that_is_wrong_keeps_the_whole_file_out(demo):
    rows = table(Service)
    head = [one.split("[")[-1][:-1] for one in rows[0]]
    at = {name: head.index(name) for name in ("name_zh", "category", "free", "steps.text_zh", "fee_zh", "summary_zh")}
    good = rows[1][at["fee_zh"]]
    rows[1][at["fee_zh"]] = "今年不要钱"
    rows[2][at["category"]] = "没有这一类"
    rows[3][at["free"]] = "也许"
    rows[4][at["name_zh"]] = "长" * 41
    rows[5][at["steps.text_zh"]] = "长" * 81
    rows[6][at["summary_zh"]] = "根据有关规定予以受理。"
    rows[7] = rows[7][:-1]
    rows[8] = list(rows[9])
    plan = sheets.plan(Service, text_of(rows))
    said = dict(plan.wrong)
    assert "没有这一条" in said[3] and "只写“是”或“否”" in said[4] and "名称" in said[5] and said[6] and said[7]
    assert "格" in said[8] and "有两行" in said[10]
    assert [(change.line, change.columns) for change in plan.changes] == [(2, (("收多少钱", good, "今年不要钱"),))]
    with pytest.raises(sheet_writer.ChangedMeanwhileError):
        sheet_writer.apply(Service, text_of(rows), plan)
    assert Service.objects.filter(fee_zh="今年不要钱").count() == 0


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "文件是空的"),
        ('"没有关上', "引号没有成对"),
        ("随便 [nothing]\r\n", "不认识"),
        ("居民说的话 [said]\r\n", "少了"),
        ("编号 [uid],编号 [uid]\r\n", "写了两遍"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_words(text, said):
    with pytest.raises(sheets.BadSheetError, match=said):
        sheets.plan(Saying, text)


def test_a_chinese_spreadsheet_may_write_its_own_encoding(demo):
    text = sheets.write(Hall)
    assert sheets.decoded(text.encode("gb18030")) == sheets.decoded(b"\xef\xbb\xbf" + text.encode()) == text


def test_a_published_change_reaches_the_feed_once(demo, publication):
    rows = table(Saying)[:2]
    rows[1][2] = "最低生活保障\n低保"
    before = FeedHead.objects.get(publication=publication).seq
    text = text_of(rows)
    assert sheet_writer.apply(Saying, text, sheets.plan(Saying, text)) == sheet_writer.Done(1, True)
    assert FeedHead.objects.get(publication=publication).seq == before + 1
