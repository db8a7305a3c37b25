"""GeoReport v2 as clients meet it: XML and JSON alike, every rule of the specification, nothing private in public."""

import json
import uuid
from datetime import timedelta
from urllib.parse import urlencode
from xml.etree import ElementTree

import pytest
from django.utils import timezone

from central_platform.content.models import Place, ReportCategory
from central_platform.open311 import views
from central_platform.open311.models import ApiKey
from central_platform.reports import opening, transitions
from central_platform.reports.models import Report

V2 = "/open311/v2/"
WORDS = "三栋门口的灯不亮，王秀英"
EVERY_MEMBER = {
    "service_request_id", "status", "status_notes", "service_name", "service_code", "description", "agency_responsible",
    "service_notice", "requested_datetime", "updated_datetime", "expected_datetime", "address", "address_id", "zipcode",
    "lat", "long", "media_url",
}  # fmt: skip


@pytest.fixture
def key(demo, ring):
    return ApiKey.make("市民热线")[1]


@pytest.fixture
def post(client, key):
    def send(form="json", to=V2, **fields):
        said = {"api_key": key, "service_code": "streetlight", "address_id": "jy-3", "description": WORDS} | fields
        body = urlencode({name: value for name, value in said.items() if value is not None})
        return client.post(
            f"{to}requests.{form}", body, content_type="application/x-www-form-urlencoded; charset=utf-8"
        )

    return send


@pytest.fixture
def get(client, demo):
    def ask(path, **filters):
        answer = client.get(f"{V2}{path}?{urlencode(filters)}")
        assert answer.status_code == 200, answer.content
        return json.loads(answer.content)

    return ask


def filed(answer):
    return json.loads(answer.content)[0]["service_request_id"]


def parsed(answer):
    assert answer.content.startswith(b'<?xml version="1.0" encoding="utf-8"?>')
    assert answer["Content-Type"] == "text/xml; charset=utf-8"
    return ElementTree.fromstring(answer.content)


def test_discovery_in_both_dresses(client, demo):
    said = client.get("/open311/discovery.json").json()
    assert said.keys() == {"changeset", "contact", "key_service", "endpoints"}
    assert [one["type"] for one in said["endpoints"]] == ["production", "test"]
    assert all(one.keys() == {"specification", "url", "changeset", "type", "formats"} for one in said["endpoints"])
    tree = parsed(client.get("/open311/discovery.xml"))
    assert tree.tag == "discovery"
    assert [one.findtext("url") for one in tree.iter("endpoint")] == [one["url"] for one in said["endpoints"]]
    assert tree.findtext("endpoints/endpoint/formats/format")


def test_the_services_are_the_categories_of_the_kiosks(client, get):
    rows = get("services.json")
    assert {row["service_code"] for row in rows} == {row.code for row in ReportCategory.objects.all()}
    assert len({row["service_name"] for row in rows}) == len(rows)  # clients match by either
    assert all(isinstance(row["service_code"], str) and row["metadata"] is True for row in rows)
    assert {row["service_code"] for row in rows if "private" in row["keywords"].split(",")} == {
        row.code for row in ReportCategory.objects.filter(private=True)
    }
    tree = parsed(client.get(f"{V2}services.xml"))
    assert [one.findtext("service_code") for one in tree.findall("service")] == [row["service_code"] for row in rows]
    assert tree.findtext("service/metadata") == "true"


def test_every_service_has_a_definition(client, get):
    for row in get("services.json"):
        made = get(f"services/{row['service_code']}.json")
        assert [one["code"] for one in made["attributes"]] == ["client_ref"]
    tree = parsed(client.get(f"{V2}services/streetlight.xml"))
    assert tree.findtext("attributes/attribute/datatype") == "string"
    assert client.get(f"{V2}services/none.json").status_code == 404


def test_a_request_is_filed_sealed_and_shown_without_a_word_of_it(client, post, get, django_user_model):
    answer = post(first_name="王秀英", phone="13800138000", email="w@example.org", address_string="锦园3栋2单元401")
    assert answer.status_code == 201
    row = get(f"requests/{filed(answer)}.json")[0]
    assert row.keys() == EVERY_MEMBER
    assert (row["status"], row["service_code"], row["address_id"]) == ("open", "streetlight", "jy-3")
    shown = json.dumps([row, get("requests.json")], ensure_ascii=False)
    assert not [word for word in ("王秀英", "13800138000", "401", "example.org", "不亮，") if word in shown]
    report = Report.objects.get(public_id=row["service_request_id"])
    assert (report.source, report.kiosk, len(report.receipt)) == ("open311", None, 9)
    assert report.receipt not in shown
    officer = django_user_model.objects.create_superuser("officer")
    inside = opening.open_person(report, officer)
    assert inside["words"] == WORDS
    assert (inside["name"], inside["contact"], inside["email"]) == ("王秀英", "13800138000", "w@example.org")
    assert inside["place"] == "锦园3栋2单元401"


def test_xml_is_the_same_story(client, post):
    tree = parsed(post("xml"))
    number = tree.findtext("request/service_request_id")
    tree = parsed(client.get(f"{V2}requests/{number}.xml"))
    assert (tree.tag, [child.tag for child in tree]) == ("service_requests", ["request"])
    assert {child.tag for child in tree[0]} == EVERY_MEMBER
    assert tree.findtext("request/media_url") == ""
    assert parsed(client.get(f"{V2}tokens/{number}.xml")).findtext("request/token") == number


def test_a_private_matter_is_nobodys_business(post, get, client):
    code = ReportCategory.objects.filter(private=True).first().code
    number = filed(post(service_code=code))
    assert client.get(f"{V2}requests/{number}.json").status_code == 404
    assert get("requests.json") == []
    report = Report.objects.get(public_id=number)
    assert (report.private, report.place) == (True, "")


def test_the_same_reference_is_the_same_request(post, key):
    one = post(**{"attribute[client_ref]": "A-1"})
    again = post(**{"attribute[client_ref]": "A-1"})
    assert (one.status_code, again.status_code, filed(one)) == (201, 200, filed(again))
    other = post(**{"attribute[client_ref]": "A-1"}, description="别的事")
    assert other.status_code == 409
    assert Report.objects.count() == 1
    assert post().status_code == post().status_code == 201  # without one, each is a request of its own
    assert Report.objects.count() == 3


def test_two_systems_may_use_the_same_reference(post, client):
    assert post(**{"attribute[client_ref]": "A-1"}).status_code == 201
    assert post(**{"attribute[client_ref]": "A-1", "api_key": ApiKey.make("物业")[1]}).status_code == 201
    assert Report.objects.count() == 2


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"api_key": None}, 403),
        ({"api_key": "guess"}, 403),
        ({"service_code": None}, 400),
        ({"service_code": "no-such"}, 404),
        ({"address_id": None}, 400),
        ({"address_id": ""}, 400),
        ({"address_id": "no-such"}, 400),
        ({"address_id": None, "lat": "30.6"}, 400),
        ({"address_id": None, "lat": "nan", "long": "1e400"}, 400),
        ({"lat": "91", "long": "0"}, 400),
        ({"description": "长" * 4001}, 400),
        ({"description": "a\x00b"}, 400),
        ({"phone": "1" * 501}, 400),
        ({"attribute[client_ref]": "r" * 65}, 400),
    ],
)
@pytest.mark.parametrize("form", ["json", "xml"])
def test_a_wrong_form_is_answered_in_words_and_keeps_nothing(post, fields, status, form):
    answer = post(form, **fields)
    assert answer.status_code == status
    if form == "json":
        [error] = json.loads(answer.content)
        assert error["code"] == str(status)
        assert error["description"]
    else:
        tree = parsed(answer)
        assert (tree.tag, tree.findtext("error/code")) == ("errors", str(status))
    assert not Report.objects.exists()


def test_a_point_near_a_building_is_that_building(post, get):
    place = Place.objects.filter(kind="building").exclude(lat=None).first()
    assert place, "the demo content knows where its buildings stand"
    near = post(address_id=None, lat=str(place.lat + 0.00001), long=str(place.long))
    assert get(f"requests/{filed(near)}.json")[0]["address_id"] == place.code
    far = post(address_id=None, lat="0", long="0")
    assert get(f"requests/{filed(far)}.json")[0]["address"] == ""


def test_a_revoked_key_files_nothing(post, key):
    ApiKey.objects.update(revoked_at=timezone.now())
    assert post().status_code == 403


def test_filters_hold_together(post, get):
    light, water = filed(post()), filed(post(service_code="water-leak"))
    report = Report.objects.get(public_id=water)
    transitions.act(report, "take", None)
    transitions.act(report, "done", None, reply="灯换好了。")
    ids = lambda **filters: {row["service_request_id"] for row in get("requests.json", **filters)}  # noqa: E731
    assert ids() == {light, water}
    assert ids(status="open") == {light}
    assert ids(status="closed") == ids(status="closed", service_code="water-leak,streetlight") == {water}
    assert ids(status="open,closed") == {light, water}
    assert ids(status="closed", service_code="streetlight") == set()
    assert ids(service_request_id=f"{light}, {uuid.uuid4()},no-id", status="closed") == {light}  # stands above all
    soon = (timezone.now() + timedelta(minutes=1)).isoformat()
    assert ids(start_date=soon) == set()
    assert ids(end_date=soon) == ids(start_date="", status="", jurisdiction_id="any") == {light, water}
    assert len(ids(page="1", page_size="1")) == len(ids(page="2", page_size="1")) == 1
    assert ids(page="3", page_size="1") == set()


@pytest.mark.parametrize(
    "asked",
    [
        {"status": "done"},
        {"start_date": "gestern"},
        {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"},
        {"start_date": "9999-12-31T23:59:59-12:00"},
        {"page": "0"},
        {"page_size": "1001"},
        {"page": "zwei"},
        {"service_code": "a\x00"},
    ],
)
def test_a_wrong_question_is_told_so(client, demo, asked):
    answer = client.get(f"{V2}requests.json?{urlencode(asked)}")
    assert answer.status_code == 400
    assert json.loads(answer.content)[0]["description"]


def test_times_carry_their_zone_and_no_fractions(post, get):
    row = get(f"requests/{filed(post())}.json")[0]
    for name in ("requested_datetime", "updated_datetime", "expected_datetime"):
        assert row[name].endswith("+08:00")
        assert "." not in row[name]


def test_the_test_endpoint_checks_all_and_keeps_nothing(post, client):
    answer = post(to="/open311/test/v2/")
    assert answer.status_code == 201
    assert post(to="/open311/test/v2/", address_id="no-such").status_code == 400
    assert not Report.objects.exists()
    assert client.get(f"/open311/test/v2/requests/{filed(answer)}.json").status_code == 404
    assert json.loads(client.get("/open311/test/v2/services.json").content)


def test_slashes_too_many_are_read_as_meant(client, demo):
    assert client.get("/open311/v2//services.json").status_code == 200
    assert client.get("/open311/v2/services.json/").status_code == 200


def test_an_hours_fill_is_enough(post, monkeypatch):
    monkeypatch.setattr(views, "FILED_AN_HOUR", 2)
    assert [post().status_code for _ in range(3)] == [201, 201, 429]
