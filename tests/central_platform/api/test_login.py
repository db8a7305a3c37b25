"""Nobody guesses a password: there is none to begin with, and wrong ones are counted."""

import pytest
from django.contrib.auth import get_user_model

pytestmark = pytest.mark.django_db

PASSWORD = "correct-horse-battery"


def log_in(client, password, **more):
    return client.post("/staff/login/", {"username": "boss", "password": password}, **more).status_code == 302


def test_a_fresh_platform_has_nobody_who_could_log_in():
    assert not get_user_model().objects.exists()


def test_wrong_passwords_are_throttled_for_the_address_that_tries_them(client, django_user_model):
    django_user_model.objects.create_superuser("boss", password=PASSWORD)
    assert log_in(client, PASSWORD)
    client.logout()
    assert not any(log_in(client, f"wrong-{n}") for n in range(8))
    assert not log_in(client, PASSWORD)
    assert log_in(client, PASSWORD, REMOTE_ADDR="192.0.2.7")


def test_uploads_are_for_staff_only(client):
    response = client.get("/media/original_images/draft.png")
    assert response.status_code == 302 and response["Location"].startswith("/staff/login/")
