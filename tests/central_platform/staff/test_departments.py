"""Departments, ready replies and evidence in the console: one walk through each page, checking much."""

import io

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import User
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from central_platform.content.models import Department, DepartmentMember, ReportCategory
from central_platform.reports.models import ReplyTemplate, Report
from central_platform.reports.statuses import story


def soup(client, path):
    return BeautifulSoup(client.get(path).content.decode(), "html.parser")


@pytest.fixture
def office(console):
    return Department.objects.get(name_zh="物业服务站")


@pytest.fixture
def here(order, office):
    """An order of the office."""
    return order(department=office)


def picture():
    out, image = io.BytesIO(), Image.new("RGB", (60, 40), "green")
    exif = Image.Exif()
    exif[0x010E] = "SECRET WHERE"
    image.save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("a.jpg", out.getvalue(), "image/jpeg")


def test_the_list_counts_by_department_and_knows_whose_are_mine(as_, order, here, office):
    other = order(category="rubbish", receipt="500000004", department=Department.objects.get(name_zh="城市管理服务站"))
    order(receipt="600000003")
    DepartmentMember.objects.create(department=office, user=User.objects.get(username="triage"))
    client = as_("triage")
    page = soup(client, "/staff/orders/")
    options = {one["value"]: one.text for one in page.select("select[name=department] option")}
    assert options[str(office.pk)] == "物业服务站（1）"
    assert options["none"] == "还没分给谁（1）"
    mine = page.select_one(".ls-mine")
    assert mine.text == "我部门的 1"
    shown = lambda path: {one.text[:11] for one in soup(client, path).select(".ls-what small")}  # noqa: E731
    assert shown("/staff/orders/" + mine["href"]) == {"417 093 568"}
    assert shown(f"/staff/orders/?department={other.department_id}") == {"500 000 004"}
    assert shown("/staff/orders/?department=none") == {"600 000 003"}
    assert soup(as_("manager"), "/staff/orders/").select_one(".ls-mine") is None


def test_an_order_is_given_away_with_a_reason_and_nothing_typed_is_lost(as_, here):
    client, path = as_("triage"), f"/staff/orders/{here.pk}/"
    other = Department.objects.get(name_zh="城市管理服务站")
    html = client.post(path, {"action": "give", "department": other.pk, "why": ""}).content.decode()
    assert "请写一句为什么" in html
    html = client.post(path, {"action": "give", "department": "", "why": "灯杆归城管"}).content.decode()
    assert "请选一个部门" in html and "灯杆归城管" in html
    client.post(path, {"action": "give", "department": other.pk, "why": "灯杆归城管"})
    assert Report.objects.get(pk=here.pk).department == other
    assert "交给城市管理服务站：灯杆归城管" in client.get(path).content.decode()


def test_a_ready_reply_is_offered_where_it_fits_and_must_be_plain(as_, here, form_of):
    lamp, lift = (ReportCategory.objects.get(code=code) for code in ("streetlight", "elevator"))
    ReplyTemplate.objects.create(title="明天来修", words_zh="师傅明天来修。").categories.set([lamp])
    ReplyTemplate.objects.create(title="电梯", words_zh="电梯明天修。").categories.set([lift])
    ReplyTemplate.objects.create(title="收到", words_zh="我们收到了。", words_en="We have it.")
    client, path = as_("triage"), f"/staff/orders/{here.pk}/"
    page = soup(client, path)
    assert [(one.text, one["data-words"]) for one in page.select("[data-words]")] == [
        ("收到", "我们收到了。"), ("明天来修", "师傅明天来修。"),
    ]  # fmt: skip
    assert page.select_one("[data-words]")["data-into"] == page.select_one("textarea[name=reply]")["id"]
    Report.objects.filter(pk=here.pk).update(lang="en")
    assert soup(client, path).select_one("[data-words]")["data-words"] == "We have it."
    assert client.post("/staff/orders/heard/", {"reply": "We have it."}).json() == {"said": "We have it.", "hard": []}
    client.post(path, {"action": "say", "reply": "We have it."})
    assert story(Report.objects.get(pk=here.pk))["reply"] == "We have it."
    publisher, new = as_("publisher"), "/staff/reply-templates/add/"
    sent = form_of(publisher, new) | {"title": "等一等", "words_zh": "您的诉求已提交，等待审批。", "order": "0"}
    said = publisher.post(new, sent).content.decode()
    assert "“提交”" in said and "可以写“送出”" in said and "您的诉求已提交" in said
    publisher.post(new, sent | {"words_zh": "我们在看，明天告诉您。"})
    assert ReplyTemplate.objects.filter(title="等一等").exists()


def test_what_is_for_residents_stands_apart_from_what_is_not(as_, here):
    client, path = as_("triage"), f"/staff/orders/{here.pk}/"
    page = soup(client, path)
    public, inside = page.select_one(".ls-public"), page.select_one(".ls-inside")
    assert [one["name"] for one in public.select("[name]")] == ["reply", "promised"]
    assert [one["name"] for one in inside.select("[name]")] == ["note", "picture"]
    client.post(path, {"action": "say", "reply": "师傅明天来。", "note": "钥匙在门卫"})
    report = Report.objects.get(pk=here.pk)
    assert (story(report)["status"], story(report)["reply"]) == ("filed", "师傅明天来。")
    heard = client.post("/staff/orders/heard/", {"reply": "师傅11月25日9:00来。"}).json()
    assert heard == {"said": "师傅十一月二十五日九点来。", "hard": []}
    assert "“诉求”" in client.post("/staff/orders/heard/", {"reply": "您的诉求。"}).json()["hard"][0]
    assert as_("editor").post("/staff/orders/heard/", {"reply": "好"}).status_code == 302
    html = client.post(path, {"action": "say", "reply": "您的诉求已提交。"}).content.decode()
    assert "“诉求”" in html and "您的诉求已提交。" in html


def test_a_picture_is_evidence_without_where_it_was_taken(as_, here, settings):
    client, path = as_("triage"), f"/staff/orders/{here.pk}/"
    client.post(path, {"action": "take"})
    html = client.post(path, {"action": "done", "note": "老王去了"}).content.decode()
    assert "办好了要说一句" in html and "老王去了" in html
    html = client.post(path, {"action": "done", "picture": SimpleUploadedFile("a.jpg", b"no picture")}).content.decode()
    assert "这张图打不开" in html
    client.post(path, {"action": "done", "picture": picture()})
    event = Report.objects.get(pk=here.pk).events.last()
    assert event.status == "done"
    address = f"/staff/orders/{here.pk}/evidence/{event.pk}.jpg"
    assert address in client.get(path).content.decode()
    shown = b"".join(client.get(address).streaming_content)
    assert shown.startswith(b"\xff\xd8") and b"SECRET" not in shown
    assert as_("editor").get(address).status_code == 302


def test_a_department_is_kept_by_the_publisher(as_, office, form_of):
    client, path = as_("publisher"), f"/staff/departments/edit/{office.pk}/"
    sent = form_of(client, path) | {"active": ""}
    sent.pop("active")
    assert "还归它办" in client.post(path, sent).content.decode()
    triage = User.objects.get(username="triage")
    sent |= {"active": "on", "phone": "028-5550-0199", "members-TOTAL_FORMS": "1", "members-0-user": triage.pk,
             "members-0-ORDER": "1", "members-0-id": "", "members-0-DELETE": ""}  # fmt: skip
    client.post(path, sent)
    office.refresh_from_db()
    assert office.phone == "028-5550-0199"
    assert office.members.get().user == triage
    assert as_("triage").get("/staff/departments/").status_code == 302
