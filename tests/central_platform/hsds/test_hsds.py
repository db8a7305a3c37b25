"""The HSDS API as another department's system meets it: every required member, every filter, one envelope for all lists."""

import json
import math
from datetime import timedelta
from urllib.parse import urlencode
from uuid import UUID, uuid4

import pytest
from django.utils import timezone

from central_platform.content import export
from central_platform.content.models import Location, Organization, Service

ENVELOPE = {"total_items", "total_pages", "page_number", "size", "first_page", "last_page", "empty", "contents"}
LISTS = ("services", "organizations", "taxonomies", "taxonomy_terms", "service_at_locations")
# What HSDS 3.x requires of each object.
REQUIRED = {
    "service": {"id", "name", "status"},
    "organization": {"id", "name", "description"},
    "location": {"id", "location_type"},
    "addresses": {"id", "address_1", "city", "state_province", "postal_code", "country", "address_type"},
    "phones": {"id", "number"},
    "schedules": {"id"},
    "taxonomy_term": {"id", "name", "description"},
    "taxonomies": {"id", "name", "description"},
    "service_at_locations": {"id"},
    "required_documents": {"id"},
    "cost_options": {"id"},
    "attributes": {"id"},
    "languages": {"id"},
    "accessibility": {"id"},
}


@pytest.fixture
def ask(client, demo):
    """(path, filters) -> the JSON of a 200."""

    def get(path, **filters):
        answer = client.get(f"/hsds/v3/{path}?{urlencode(filters)}")
        assert answer.status_code == 200, answer.content[:300]
        return answer.json()

    return get


def check(name, value):
    """Every object inside has what HSDS requires of its kind, and nothing empty."""
    for row in value if isinstance(value, list) else [value]:
        if not isinstance(row, dict):
            continue
        assert REQUIRED.get(name, set()) <= row.keys(), (name, row)
        for key, inner in row.items():
            assert inner not in ("", None, []), (name, key)
            if key == "id" or key.endswith("_id"):
                UUID(inner)
            if isinstance(inner, (dict, list)):
                check(key, inner)


def test_it_says_which_version_and_profile_it_speaks(ask):
    said = ask("")
    assert said["version"] == "3.0"
    assert said["profile"].startswith("https://")
    assert said["openapi_url"].endswith("/hsds/v3/openapi.json")


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_the_whole_envelope_on_every_page(ask, name):
    seen, number, size = [], 1, 7
    while True:
        page = ask(name, page=number, per_page=size)
        assert page.keys() == ENVELOPE
        assert page["total_pages"] == math.ceil(page["total_items"] / size)
        assert (page["page_number"], page["size"]) == (number, len(page["contents"]))
        assert (page["first_page"], page["empty"]) == (number == 1, not page["contents"])
        seen += [row["id"] for row in page["contents"]]
        if page["last_page"]:
            break
        number += 1
    assert len(seen) == len(set(seen)) == page["total_items"] > 0
    after = ask(name, page=number + 1, per_page=size)
    assert (after["empty"], after["last_page"], after["contents"]) == (True, True, [])


def test_every_object_has_what_hsds_requires_and_nothing_empty(ask):
    for name, kind in zip(
        LISTS, ("service", "organization", "taxonomies", "taxonomy_term", "service_at_locations"), strict=True
    ):
        check(kind, ask(name, per_page=500)["contents"])


@pytest.mark.parametrize("name", LISTS)
def test_each_row_of_a_list_has_an_address_of_its_own(ask, client, name):
    row = ask(name, per_page=1)["contents"][0]
    assert ask(f"{name}/{row['id']}")["id"] == row["id"]
    assert client.get(f"/hsds/v3/{name}/{uuid4()}").status_code == 404


def test_filters_hold_together(ask):
    everything = ask("services", per_page=500)["contents"]
    one = everything[0]
    term = next(a["taxonomy_term_id"] for a in one["attributes"] if a["link_type"] == "taxonomy")
    of_term = ask("services", taxonomy_term_id=term, per_page=500)["contents"]
    assert one["id"] in {row["id"] for row in of_term}
    assert 0 < len(of_term) < len(everything)
    both = ask("services", taxonomy_term_id=term, organization_id=one["organization_id"], per_page=500)["contents"]
    assert all(row["organization_id"] == one["organization_id"] for row in both)
    assert {row["id"] for row in both} <= {row["id"] for row in of_term}
    assert ask("services", taxonomy_term_id=term, search="没有这样的服务")["empty"]
    assert ask("services", taxonomy_id=export.TAXONOMY_ID)["total_items"] == len(everything)
    assert ask("services", taxonomy_id=uuid4())["empty"]
    assert ask("services", search=one["name"])["contents"][0]["id"] == one["id"]


def test_minimal_is_short_and_full_is_whole(ask):
    short = ask("services", minimal=True, per_page=1)["contents"][0]
    assert short.keys() <= {"id", "organization_id", "name", "alternate_name", "status", "last_modified"}
    assert "required_documents" in ask("services", full=True, per_page=1)["contents"][0]


def test_what_changed_since(ask):
    hour = timezone.now() + timedelta(hours=1)
    assert ask("services", modified_after=hour.isoformat())["empty"]
    assert ask("services", modified_after="2000-01-01")["total_items"] > 100
    assert ask("services", modified_after="2921-01-17T07:35:58-19:04")["empty"], "a zone PostgreSQL does not know"


def test_what_is_taken_off_becomes_inactive_and_what_is_deleted_defunct(ask):
    row = Service.objects.filter(live=True).first()
    uid, name = str(row.uid), row.name_zh
    row.unpublish()
    assert ask(f"services/{uid}")["status"] == "inactive"
    assert uid in {one["id"] for one in ask("services", per_page=500)["contents"]}
    row.delete()
    assert ask(f"services/{uid}") == {"id": uid, "name": name, "status": "defunct"}


def test_a_draft_is_nobody_elses_business(ask, client):
    row = Service.objects.filter(live=True).first()
    row.pk, row.uid, row.slug, row.live, row.first_published_at = None, uuid4(), "draft-only", False, None
    row.save()
    assert client.get(f"/hsds/v3/services/{row.uid}").status_code == 404
    assert str(row.uid) not in {one["id"] for one in ask("services", per_page=500)["contents"]}


def test_lines_of_json_give_the_whole_list(client, ask):
    answer = client.get("/hsds/v3/services?format=ndjson&per_page=2")
    assert answer["Content-Type"].startswith("application/x-ndjson")
    lines = b"".join(answer.streaming_content).decode().splitlines()
    assert [json.loads(line)["id"] for line in lines] == [
        row["id"] for row in ask("services", per_page=500)["contents"]
    ]


def test_organizations_with_their_services(ask):
    row = Organization.objects.filter(services__live=True).first()
    assert ask(f"organizations/{row.uid}", full_service=True)["services"]
    assert "services" not in ask(f"organizations/{row.uid}")


def test_places_by_postcode_and_distance(ask):
    place = Location.objects.exclude(latitude=None).filter(services__live=True).first()
    near = ask("service_at_locations", proximity=f"{place.latitude},{place.longitude},0.01", per_page=500)["contents"]
    assert str(place.uid) in {row["location_id"] for row in near}
    assert ask("service_at_locations", proximity="0,0,1")["empty"]
    assert ask("service_at_locations", postcode=place.postal_code)["total_items"] > 0
    assert ask("service_at_locations", postcode="000000")["empty"]


@pytest.mark.parametrize(
    "wrong", ["page=0", "per_page=0", "per_page=501", "modified_after=soon", "organization_id=7", "format=xml", "search=%00",
              "modified_after=0001-01-01T00:00:00%2B23:59"]
)  # fmt: skip
def test_a_wrong_question_is_told_what_is_wrong(client, demo, wrong):
    answer = client.get(f"/hsds/v3/services?{wrong}")
    assert answer.status_code == 400
    assert answer.json()["detail"].startswith("malformed")


def test_a_page_costs_the_same_few_queries_however_long(ask, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        ask("services", per_page=100)
