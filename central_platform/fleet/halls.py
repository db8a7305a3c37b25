"""The hall a kiosk stands in: which feed it follows, and what the feed says about it."""

from central_platform.feed import changes
from central_platform.feed.models import FeedChange
from central_platform.fleet.models import HallLink, Publication


def published() -> list[str]:
    """Slugs of the halls staff have published."""
    rows = FeedChange.objects.filter(kind="hall", latest=True, body__isnull=False)
    return sorted(set(rows.values_list("item_id", flat=True)))


def link(slug: str) -> HallLink | None:
    """The link of a hall, made on first use from the publication that carries its item; None if nobody published it."""
    known = HallLink.objects.filter(slug=slug).first()
    if known:
        return known
    rows = FeedChange.objects.filter(kind="hall", item_id=slug, latest=True, body__isnull=False)
    change = rows.select_related("publication").order_by("publication_id").first()
    return HallLink.objects.create(slug=slug, publication=change.publication) if change else None


def own_publication(hall: HallLink) -> Publication:
    """The publication only this hall follows; made with what its kiosks hold when there is none. `hello` moves them."""
    hall = HallLink.objects.select_for_update(of=("self",)).select_related("publication").get(pk=hall.pk)
    shared = hall.publication == changes.main() or hall.publication.halls.exclude(pk=hall.pk).exists()
    if shared:
        before = hall.publication
        hall.publication = Publication.objects.create(slug=f"hall-{hall.pk}", name=body(hall)["name"]["zh"][:80])
        changes.copy(before, hall.publication)
        hall.save(update_fields=["publication"])
    return hall.publication


def body(hall: HallLink) -> dict:
    """The hall's feed body; where nothing is published yet, one that says no more than its name."""
    rows = FeedChange.objects.filter(kind="hall", item_id=hall.slug, latest=True, body__isnull=False)
    found = rows.filter(publication=hall.publication).values_list("body", flat=True).first()
    nothing = {"zh": "", "en": ""}
    return found or {
        "id": hall.slug,
        "name": {"zh": hall.slug, "en": hall.slug},
        "community": nothing,
        "window": nothing,
        "phone": "",
        "duty": nothing,
    }


def publication(slug: str) -> Publication | None:
    return Publication.objects.filter(slug=slug).first()
