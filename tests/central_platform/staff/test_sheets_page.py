"""表格 in the console: a file is looked at before it changes anything, and goes the way of a form."""

import base64

from django.core.files.uploadedfile import SimpleUploadedFile

from central_platform.content import sheets
from central_platform.content.models import Hall, Saying, Service
from central_platform.feed import changes

PAGE = "/staff/sheets/"


def upload(client, table, text, **more):
    file = SimpleUploadedFile("a.csv", text.encode("utf-8-sig"))
    return client.post(PAGE, {"table": table, "file": file} | more)


def test_a_table_is_looked_at_and_then_changed(as_, console):
    editor, publisher = as_("editor"), as_("publisher")
    service = Service.objects.get(slug="yb-jumin")
    answer = editor.get(f"{PAGE}service.csv")
    text = answer.content.decode("utf-8-sig")
    assert answer["Content-Type"].startswith("text/csv") and text == sheets.write(Service)
    assert "没有要改的" in upload(editor, "service", text).content.decode()
    changed = text.replace(service.name_zh, "交居民医保", 1)
    html = upload(editor, "service", changed).content.decode()
    assert f"<del>{service.name_zh}</del>" in html and "<ins>交居民医保</ins>" in html and "照这样改" in html
    assert "第2行" in (wrong := upload(editor, "service", changed.replace("交居民医保", "")).content.decode())
    assert "照这样改" not in wrong and "一条也不会带进来" in wrong
    go = {"table": "service", "text": base64.b64encode(changed.encode()).decode(), "go": "1"}
    assert "已经提交审核" in editor.post(PAGE, go, follow=True).content.decode()
    assert changes.state("service", service.feed_id)["name"]["zh"] == service.name_zh
    assert "正在审核" in publisher.post(PAGE, go).content.decode()

    Service.objects.get(pk=service.pk).current_workflow_state.cancel()
    other = Service.objects.exclude(pk=service.pk).first()
    text = sheets.write(Service).replace(other.name_zh, "换个名字", 1)
    go["text"] = base64.b64encode(text.encode()).decode()
    assert "已经发布" in publisher.post(PAGE, go, follow=True).content.decode()
    assert changes.state("service", other.feed_id)["name"]["zh"] == "换个名字"
    assert other.revisions.order_by("-pk").first().user.username == "publisher"
    Hall.objects.update(two_persons=True)
    text = text.replace("换个名字", "再换个名字", 1)
    go["text"] = base64.b64encode(text.encode()).decode()
    assert "要另一个人批准" in publisher.post(PAGE, go, follow=True).content.decode()


def test_who_only_looks_changes_nothing(as_, console):
    text = sheets.write(Saying)
    assert as_("editor").get(f"{PAGE}saying.csv").status_code == 200
    assert upload(as_("editor"), "saying", text).status_code == 302
    assert as_("triage").get(f"{PAGE}saying.csv").status_code == 302
    assert "先选一个文件" in as_("publisher").post(PAGE, {"table": "saying"}).content.decode()
