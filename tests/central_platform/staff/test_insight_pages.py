"""办得怎么样 opens for whoever may see it, whatever is asked of it."""

import pytest


@pytest.mark.parametrize("role", ["manager", "triage", "admin"])
def test_the_pages_open_and_print(as_, role):
    client = as_(role)
    for address in ("/staff/insight/", "/staff/insight/?days=7", "/staff/insight/?days=x", "/staff/insight/week/"):
        assert client.get(address).status_code == 200
