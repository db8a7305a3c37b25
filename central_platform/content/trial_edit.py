"""Forms, lists and histories of content: where something is first sent to one hall, and said that it was."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import cached_property
from wagtail import hooks
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.ui.tables import Column
from wagtail.log_actions import LogFormatter
from wagtail.snippets.action_menu import ActionMenuItem
from wagtail.snippets.views.snippets import CreateView, EditView, IndexView

from central_platform.content import trials
from central_platform.content.models import Drafted, Trial, two_persons

TRY = "try"
AT_A_TIME = "这一版定了时间才发布。要先发到一个大厅，请先把时间去掉。"
SENT = "“{item}”先发到了{hall}，那里的自助机几分钟之内换上。看好了，再发到所有大厅，或者收回。"
LONELY = "这里要两个人看过才能发布。写好的已经存成草稿，请按“提交审核”，由另一个人批准。"


class _Trying:
    """A form with one more way to send it, by the rules of publishing; the name of the button says which hall."""

    def get_available_actions(self) -> list[str]:
        allowed = self.request.method == "POST" and trials.may(self.request.user, self.model)
        return [*super().get_available_actions(), *([TRY] if allowed else [])]

    @property
    def slug(self) -> str:
        return self.request.POST[f"action-{TRY}"]

    def form_valid(self, form: Any) -> HttpResponse:
        if self.action != TRY:
            return super().form_valid(form)
        at = getattr(form.instance, "go_live_at", None)
        if at and at > timezone.now():
            form.add_error("go_live_at" if "go_live_at" in form.fields else None, AT_A_TIME)
        elif self.slug not in trials.places():
            form.add_error(None, "没有这个大厅。请再选一个。")
        else:
            return self._send(form)
        self.produced_error_message = self.get_error_message()
        return self.form_invalid(form)

    def _send(self, form: Any) -> HttpResponse:
        if issubclass(self.model, Drafted):
            return super().form_valid(form)  # saves a version, then asks for `try_action`
        return self._start(form.save(commit=False))

    def try_action(self) -> HttpResponse:
        if two_persons():
            messages.error(self.request, LONELY)
            return redirect(AdminURLFinder(self.request.user).get_edit_url(self.object))
        return self._start(self.object)

    def _start(self, item: Any) -> HttpResponse:
        trials.start(item, self.slug, self.request.user)
        messages.success(self.request, SENT.format(item=item, hall=trials.places()[self.slug]))
        return redirect("trials")


class Edit(_Trying, EditView):
    pass


class Create(_Trying, CreateView):
    """Only of what has drafts: the others are live with their first word."""


class TryItem(ActionMenuItem):
    """One hall to send it to first."""

    name = f"action-{TRY}"
    icon_name = "mobile-alt"
    template_name = "content/try_item.html"

    def __init__(self, slug: str, hall: str) -> None:
        super().__init__()
        self.slug, self.label = slug, f"先发到{hall}"

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return super().get_context_data(parent_context) | {"slug": self.slug}


@hooks.register("construct_snippet_action_menu")
def offer(items: list[Any], request: HttpRequest, context: dict[str, Any]) -> None:
    """Under the main button, for whoever may publish from this form."""
    model = context["model"]
    drafted = issubclass(model, Drafted)
    if context.get("locked_for_user") or not trials.may(request.user, model):
        return
    if (drafted and two_persons()) or (not drafted and context["view"] == "create"):
        return
    items.extend(TryItem(slug, hall) for slug, hall in trials.places().items())


class _Tried(Column):
    """In a list: which hall has another text, and since when."""

    cell_template_name = "content/tried_cell.html"

    def __init__(self, running: dict[str, Trial]) -> None:
        super().__init__("tried", label="先在一个大厅试")
        self.running, self.places = running, trials.places()

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        trial = self.running.get(instance.feed_id)
        hall = self.places.get(trial.hall.slug, trial.hall.slug) if trial else ""
        return super().get_cell_context_data(instance, parent_context) | {"trial": trial, "hall": hall}


class Index(IndexView):
    @cached_property
    def columns(self) -> list[Column]:
        kind = getattr(self.model, "feed_kind", "")
        running = {trial.item_id: trial for trial in Trial.objects.filter(kind=kind).select_related("hall")}
        return [*super().columns, *([_Tried(running)] if running else [])]


class _Sent(LogFormatter):
    label = "先发到一个大厅"

    def format_message(self, log_entry: Any) -> str:
        return f"先发到{log_entry.data['hall']}"


@hooks.register("register_log_actions")
def words_of_history(actions: Any) -> None:
    """What the history of an item says of its trials; publishing it to all says Wagtail."""
    actions.register_action("content.try")(_Sent)
    actions.register_action("content.try_back", "从试的大厅收回", "从试的大厅收回")
