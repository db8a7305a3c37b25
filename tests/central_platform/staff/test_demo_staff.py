"""The demo's accounts: passwords drawn at random once, kept where only we read, never put back over a person's own."""

import json
import stat

from django.contrib.auth.models import User

from central_platform.staff.users import ensure_demo_staff


def test_demo_staff_get_passwords_of_their_own_that_are_kept(db, tmp_path):
    people = ensure_demo_staff()
    assert {person["user"] for person in people} == {"editor", "publisher", "triage", "manager", "admin"}
    assert len({person["password"] for person in people}) == 5
    assert all(len(person["password"]) >= 16 for person in people)
    assert ensure_demo_staff() == people
    file = tmp_path / "staff.json"
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert json.loads(file.read_text())["editor"] == people[0]["password"]
    for person in people:
        assert User.objects.get(username=person["user"]).check_password(person["password"])


def test_a_password_somebody_changed_is_not_given_away_or_put_back(db):
    ensure_demo_staff()
    editor = User.objects.get(username="editor")
    editor.set_password("something of my own")
    editor.save()
    assert ensure_demo_staff()[0] == {"user": "editor", "password": "", "role": "编辑"}
    assert User.objects.get(username="editor").check_password("something of my own")
