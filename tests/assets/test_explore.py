"""The list of places and groups, and the page of one."""

import pytest
from django.urls import reverse

from assets.models import Asset, Audience, Feature, Licence

LIST = "/assets/"
SITE = "https://refuge.example.org"


def test_a_visitor_sees_what_is_published(client, make_asset):
    make_asset("Seaholme Pantry")
    assert "Seaholme Pantry" in client.get(LIST).text


def test_the_count_is_said_in_words(client, make_asset):
    make_asset()
    make_asset()
    assert "2 places and groups" in client.get(LIST).text


def test_htmx_gets_the_results_alone(client, make_asset):
    make_asset("Choir")
    answer = client.get(LIST, headers={"HX-Request": "true"}).text
    assert "Choir" in answer
    assert "<html" not in answer


def test_htmx_is_told_the_address_without_empty_fields(client):
    answer = client.get(f"{LIST}?q=&area=&category=food", headers={"HX-Request": "true"})
    assert answer["HX-Push-Url"] == f"{LIST}?category=food"


def test_the_answer_varies_with_htmx(client):
    assert "HX-Request" in client.get(LIST)["Vary"]


def test_the_back_button_gets_the_whole_page(client):
    answer = client.get(LIST, headers={"HX-Request": "true", "HX-History-Restore-Request": "true"})
    assert "<html" in answer.text


def test_pages_follow_one_another_without_gap_or_repeat(client, make_asset):
    for number in range(60):
        make_asset(f"Place {number // 2:02}")
    seen, url = [], LIST
    while url:
        answer = client.get(url)
        seen += [entry.place.pk for entry in answer.context["entries"]]
        url = answer.context["next_url"] and LIST + answer.context["next_url"]
    assert len(seen) == len(set(seen)) == 60


def test_by_relevance_pages_follow_one_another_too(client, make_asset):
    for number in range(30):
        make_asset(f"Choir {number}", summary="choir " * (number % 3))
    first = client.get(LIST, {"q": "choir"})
    second = client.get(LIST + first.context["next_url"])
    assert {entry.place.pk for entry in [*first.context["entries"], *second.context["entries"]]} == set(
        Asset.objects.values_list("pk", flat=True)
    )


@pytest.mark.parametrize("after", ["x", "-1", "99999999999999999999999", "%00", "7"])
def test_a_strange_page_is_the_first(client, make_asset, after):
    make_asset("Choir")
    assert "Choir" in client.get(f"{LIST}?after={after}").text


def test_a_bad_filter_is_explained_above_the_list(client, make_asset):
    make_asset("Choir")
    answer = client.get(LIST, {"category": "spaceport"}).text
    assert "We do not know “spaceport”" in answer
    assert "Choir" in answer


def test_beside_a_bad_filter_list_map_and_file_agree(client, make_asset):
    make_asset("Choir", category="singing")
    make_asset("Pantry")
    answer = client.get(LIST, {"category": "food", "area": "nowhere"})
    assert answer.context["total"].number == 1
    for part in ['href="/assets.csv?category=food"', 'data-query="category=food"']:
        assert part in answer.text


def test_the_next_page_leaves_out_what_is_bad(client, many):
    answer = client.get(LIST, {"order": "name", "area": "nowhere"})
    assert answer.context["next_url"].startswith("?order=name&after=")


def test_the_form_offers_who_runs_something(client, make_asset, make_organisation):
    make_asset(organisation=make_organisation("Harbour Friends"))
    make_organisation("Idle Trust")
    page = client.get(LIST).text
    assert ("Harbour Friends</option>" in page, "Idle Trust</option>" in page) == (True, False)


def test_the_form_keeps_every_organisation_that_is_chosen(client, make_organisation):
    query = {"organisation": [make_organisation("One").slug, make_organisation("Two").slug]}
    page = client.get(LIST, query).text
    assert '<select id="id_organisation" name="organisation" multiple>' in page
    assert page.count(" selected>One") == page.count(" selected>Two") == 1


@pytest.fixture
def many(make_asset, make_area):
    make_area()
    codes = {"feature_ids": [Feature.objects.first().pk], "audience_ids": [Audience.objects.first().pk]}
    return [make_asset(f"Place {number}", **codes) for number in range(30)]


def test_the_list_takes_a_fixed_number_of_queries(client, many, django_assert_num_queries):
    with django_assert_num_queries(15):
        client.get(LIST)


def test_for_somebody_with_a_role_too(signed_in, curator, many, django_assert_num_queries):
    reader = signed_in(curator)
    with django_assert_num_queries(24):
        reader.get(LIST)


def test_htmx_takes_fewer_queries(client, many, django_assert_num_queries):
    with django_assert_num_queries(7):
        client.get(LIST, headers={"HX-Request": "true"})


def test_somebody_with_a_role_sees_consortium_rows_too(signed_in, partner, make_asset):
    make_asset("Coalition's van", visibility=Asset.Visibility.CONSORTIUM)
    assert "Coalition" in signed_in(partner).get(LIST).text


def test_a_page_of_one_shows_what_is_known(client, make_asset):
    asset = make_asset(summary="Warm food and company", opening_times="Tuesdays at ten")
    answer = client.get(asset.get_absolute_url()).text
    assert "Warm food and company" in answer
    assert "Tuesdays at ten" in answer


def test_an_old_name_in_the_address_leads_to_the_new_one(client, make_asset):
    asset = make_asset("New name")
    old = reverse("assets:detail", args=[asset.pk, "old-name"])
    assert client.get(old).url == asset.get_absolute_url()


@pytest.mark.parametrize("status", ["draft", "submitted", "declined", "closed"])
def test_an_unpublished_page_is_not_found(client, make_asset, status):
    assert client.get(make_asset(status=status).get_absolute_url()).status_code == 404


def test_who_cares_for_a_withheld_place_sees_it_on_its_page(signed_in, contributor, organisation, make_asset):
    asset = make_asset(disclosure="withheld", organisation=organisation, address="7 Plover Lane")
    assert "7 Plover Lane" in signed_in(contributor).get(asset.get_absolute_url()).text


def test_a_withheld_page_points_to_a_contact_that_is_there(client, make_asset):
    pages = [client.get(make_asset(disclosure="withheld", website=site).get_absolute_url()) for site in ["", SITE]]
    assert ["Use the contact below" in page.text for page in pages] == [False, True]


def test_a_partner_does_not(signed_in, partner, make_asset):
    asset = make_asset(disclosure="withheld", address="7 Plover Lane")
    assert "7 Plover Lane" not in signed_in(partner).get(asset.get_absolute_url()).text


def test_html_in_a_name_is_shown_as_it_was_typed(client, make_asset):
    asset = make_asset("<script>alert(1)</script>")
    assert "<script>alert(1)" not in client.get(asset.get_absolute_url()).text


def test_a_page_takes_a_fixed_number_of_queries(client, many, django_assert_num_queries):
    url = many[0].get_absolute_url()
    with django_assert_num_queries(5):
        client.get(url)


def test_the_page_of_a_place_names_its_licence_and_leads_to_it(client, make_asset):
    page = client.get(make_asset(licence="ogl-3").get_absolute_url()).text
    licence = Licence.objects.get(code="ogl-3")
    assert f'<a href="{licence.url}" rel="license external">{licence.name}</a>' in page
