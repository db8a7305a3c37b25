"""Two persons: what one wrote goes to kiosks when another lets it. A setting of the halls; content is shared by them all."""

from __future__ import annotations

from typing import Any

from wagtail.models import AbstractGroupApprovalTask

from .hall import Hall


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
        return actions
