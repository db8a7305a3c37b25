"""Tables out and in by the browser: download a CSV, upload it, look at what would change, and only then change it."""

from __future__ import annotations

import base64
import binascii
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from central_platform.content import sheet_writer, sheets
from central_platform.content.models import Drafted, two_persons
from central_platform.staff.pages import ConsolePage

BOM = "\ufeff"  # or Excel takes UTF-8 for something else
MOST_BYTES = 4 * 2**20
MOST_SHOWN = 200


class SheetsPage(ConsolePage):
    """表格: every table this person may see, to take out; and one file to bring in."""

    permission = "content.view_service"
    template_name = "content/sheets.html"
    page_title = "用表格改内容"
    header_icon = "table"

    def post(self, request: HttpRequest) -> HttpResponse:
        model = _model(request.POST.get("table", ""))
        if not may_change(request.user, model):
            raise PermissionDenied
        told: dict[str, Any] = {"table": model._meta.model_name, "name": model._meta.verbose_name}
        try:
            text = _uploaded(request)
            plan = sheets.plan(model, text)
            if request.POST.get("go") and plan.changes and not plan.wrong:
                done = sheet_writer.apply(model, text, plan, request.user)
                messages.success(request, _told(model, done))
                return redirect("sheets")
        except (sheets.BadSheetError, sheet_writer.ChangedMeanwhileError) as problem:
            return self.render_to_response(self.get_context_data(problem=str(problem), **told))
        told["text"] = base64.b64encode(text.encode()).decode()
        told["more"] = max(0, len(plan.changes) - MOST_SHOWN)
        return self.render_to_response(
            self.get_context_data(plan=replace(plan, changes=plan.changes[:MOST_SHOWN]), all=len(plan.changes), **told)
        )

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.request.user
        seen = [
            (model._meta.model_name, model._meta.verbose_name, model.objects.count(), may_change(user, model))
            for model in sheets.MODELS.values()
            if user.has_perm(f"content.view_{model._meta.model_name}")
        ]
        return super().get_context_data(tables=seen, may_any=any(row[3] for row in seen), **kwargs)


def download(request: HttpRequest, table: str) -> HttpResponse:
    """One table as CSV."""
    model = _model(table)
    if not request.user.has_perm(f"content.view_{table}"):
        raise PermissionDenied
    name = f"attachment; filename={table}.csv"
    return HttpResponse(
        BOM + sheets.write(model), content_type="text/csv; charset=utf-8", headers={"Content-Disposition": name}
    )


def may_change(user: Any, model: type[models.Model]) -> bool:
    name = model._meta.model_name
    return user.has_perm(f"content.change_{name}") and user.has_perm(f"content.add_{name}")


def _model(table: str) -> type[models.Model]:
    found = next((one for one in sheets.MODELS.values() if one._meta.model_name == table), None)
    if found is None:
        raise Http404
    return found


def _uploaded(request: HttpRequest) -> str:
    """The text of the file, or of the one that was just looked at."""
    if kept := request.POST.get("text"):
        try:
            return base64.b64decode(kept, validate=True).decode()
        except (binascii.Error, UnicodeDecodeError) as problem:
            raise sheets.BadSheetError("请再选一次文件。") from problem
    file = request.FILES.get("file")
    if file is None:
        raise sheets.BadSheetError("请先选一个文件。")
    if file.size > MOST_BYTES:
        raise sheets.BadSheetError("文件太大了，最多4 MB。请分成几个。")
    return sheets.decoded(file.read())


def _told(model: type[models.Model], done: sheet_writer.Done) -> str:
    if not issubclass(model, Drafted):
        return f"改好了{done.count}条，自助机马上就有。"
    if done.published:
        return f"改好了{done.count}条，已经发布，自助机马上就有。"
    why = "要另一个人批准" if two_persons() else "要有发布权的人批准"
    return f"改好了{done.count}条，已经提交审核，{why}以后自助机才有。"
