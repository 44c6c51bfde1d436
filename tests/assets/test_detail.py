"""What the page of one place or group asks of the database for somebody who has signed in."""

import pytest

QUERIES = {"researcher": 11, "contributor": 16, "curator": 18, "administrator": 18}


@pytest.mark.parametrize("role", QUERIES)
def test_it_takes_a_fixed_number_of_queries(
    request, signed_in, role, make_asset, make_area, make_project, organisation, django_assert_num_queries
):
    user = request.getfixturevalue(role)
    for kind in ["local_authority", "ward", "neighbourhood"]:
        make_area(kind)
    asset = make_asset(organisation=organisation, created_by=request.getfixturevalue("contributor"))
    for title in ["One", "Two"]:
        make_project(title).links.create(asset=asset, effect="identified")
    client = signed_in(user)
    with django_assert_num_queries(QUERIES[role]):
        client.get(asset.get_absolute_url())
