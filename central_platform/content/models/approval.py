"""Two persons: what one wrote goes to kiosks when another lets it. A setting of the halls; content is shared by them all."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from wagtail.models import AbstractGroupApprovalTask

from .hall import Hall

TRY = "try-"  # before the code of a hall: the name of an action of the review


def two_persons() -> bool:
    """Whether nobody publishes alone what they wrote. One hall that wants it is enough: all show the same content."""
    return Hall.objects.filter(two_persons=True).exists()


class SecondPersonTask(AbstractGroupApprovalTask):
    """Wagtail's approval by a group, but whoever made the change cannot approve it themselves."""

    class Meta:
        verbose_name = verbose_name_plural = "另一个人审核"

    def get_actions(self, obj: Any, user: Any) -> list[tuple[str, str, bool]]:
        actions = super().get_actions(obj, user)
        if two_persons() and obj.latest_revision and obj.latest_revision.user_id == user.pk:
            return [action for action in actions if action[0] != "approve"]
        return [*actions, *_first_in_one_hall(obj)] if actions else actions

    def on_action(self, task_state: Any, user: Any, action_name: str, **kwargs: Any) -> None:
        if action_name.startswith(TRY):
            from central_platform.content import trials

            trials.approve(task_state, action_name.removeprefix(TRY), user)
        else:
            super().on_action(task_state, user, action_name, **kwargs)


def _first_in_one_hall(obj: Any) -> list[tuple[str, str, bool]]:
    """An action a hall; none for what is to be published at a time."""
    at = obj.get_latest_revision_as_object().go_live_at
    if at and at > timezone.now():
        return []
    return [(TRY + code, f"批准，先发到{name}", False) for code, name in Hall.objects.values_list("code", "name_zh")]
