"""历史: every version of an item in one list, with the way back and the comparison in plain sight."""

from __future__ import annotations

from typing import Any

from django.urls import reverse
from django.utils.functional import cached_property
from wagtail.admin.ui.tables import Column
from wagtail.snippets.views.snippets import HistoryView


class _Ways(Column):
    """回到这一版 opens that version in the form, from where it goes the way of any other edit: gate, approval, feed."""

    cell_template_name = "content/ways_back.html"

    def __init__(self, view: HistoryView) -> None:
        super().__init__("ways", label="回去")
        self.view = view

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        row, ways = self.view.object, []
        told = instance.revision_id and instance.content_changed and instance.action != "wagtail.publish"
        if told and instance.revision_id != row.latest_revision_id:
            names = self.view.revisions_revert_url_name, self.view.revisions_compare_url_name
            if self.view.user_has_permission("change"):
                ways.append(("回到这一版", reverse(names[0], args=[row.pk, instance.revision_id])))
            ways.append(("和现在比一比", reverse(names[1], args=[row.pk, instance.revision_id, "latest"])))
        return super().get_cell_context_data(instance, parent_context) | {"ways": ways}


class History(HistoryView):
    @cached_property
    def columns(self) -> list[Column]:
        return [*super().columns, _Ways(self)]
