"""A place or group has other names, and a name and summary in further languages; it is found and read by each."""

import pytest
from django.urls import reverse

from assets.facts import differences
from assets.models import Asset, Proposal, PublicAsset

WELSH = {
    "translations-0-language": "cy",
    "translations-0-name": "Pantri’r Harbwr",
    "translations-0-summary": "Bwyd cynnes",
}


@pytest.fixture
def draft(make_asset, contributor, organisation):
    return make_asset(status=Asset.Status.DRAFT, created_by=contributor, organisation=organisation)


@pytest.fixture
def send(signed_in, contributor, draft):
    def send(**answers):
        version = Asset.objects.get().version
        address = reverse("assets:part", args=[draft.pk, "names"])
        return signed_in(contributor).post(address, {"base_version": version, **answers})

    return send


def errors(response, name):
    return " ".join(response.context["form"].errors.get(name, []))


def test_names_are_kept_a_line_each(send):
    send(other_names="The Pantry\n\n  Food on the Quay \nThe Pantry")
    assert Asset.objects.get().other_names == ["The Pantry", "Food on the Quay"]


def test_names_are_shown_a_line_each(signed_in, contributor, draft):
    Asset.objects.update(other_names=["The Pantry", "Food on the Quay"])
    page = signed_in(contributor).get(reverse("assets:part", args=[draft.pk, "names"])).text
    assert "The Pantry\nFood on the Quay" in page


def test_a_language_is_kept_by_its_code(send):
    send(**WELSH)
    assert Asset.objects.get().translations == {"cy": {"name": "Pantri’r Harbwr", "summary": "Bwyd cynnes"}}


def test_there_is_room_for_one_more_language(signed_in, contributor, draft):
    Asset.objects.update(translations={"cy": {"name": "Pantri"}})
    page = signed_in(contributor).get(reverse("assets:part", args=[draft.pk, "names"])).text
    assert "translations-1-language" in page
    assert "translations-2-language" not in page


def test_a_language_that_is_emptied_goes(send):
    Asset.objects.update(translations={"cy": {"name": "Pantri"}})
    send(**dict.fromkeys(WELSH, ""))
    assert Asset.objects.get().translations == {}


def test_a_language_that_is_ticked_to_go_goes(send):
    send(**WELSH, **{"translations-0-away": "on", "translations-1-language": "ur", "translations-1-name": "پینٹری"})
    assert Asset.objects.get().translations == {"ur": {"name": "پینٹری"}}


def test_what_is_ticked_to_go_need_not_be_right(send):
    send(**{"translations-0-language": "cy", "translations-0-name": "x" * 201, "translations-0-away": "on"})
    assert Asset.objects.get().translations == {}


def test_a_tick_to_go_is_shown_again_with_its_words(send):
    page = send(**WELSH, **{"translations-0-away": "on"}, age_from="x", other_names="n" * 201).text
    assert "Pantri’r Harbwr" in page
    assert 'id="id_translations_0_away" checked' in page


@pytest.mark.parametrize(
    ("answers", "words"),
    [
        ({"translations-0-language": "", "translations-0-name": "Pantri"}, "Choose the language of “Pantri”"),
        ({"translations-0-language": "tlh", "translations-0-name": "Soj"}, "Choose the language of “Soj”"),
        ({"translations-0-language": "cy"}, "Give the name or the summary in Welsh"),
        ({"translations-0-language": "cy", "translations-0-name": "x" * 201}, "at most 200 characters"),
        ({**WELSH, "translations-1-language": "cy", "translations-1-name": "Pantri"}, "Welsh is there twice"),
    ],
)
def test_what_cannot_be_kept_is_explained_and_shown_again(send, answers, words):
    response = send(**{"translations-0-language": "", **answers})
    assert words in errors(response, "translations")
    assert answers.get("translations-0-name", "") in response.text


@pytest.mark.parametrize("code", ["en", "bsl", "xx"])
def test_a_language_that_came_with_the_entry_stays(send, code):
    Asset.objects.update(translations={code: {"name": "Pantri"}})
    send(**{"translations-0-language": code, "translations-0-name": "Pantri"}, other_names="The Pantry")
    assert Asset.objects.get().translations == {code: {"name": "Pantri"}}
    assert Asset.objects.get().other_names == ["The Pantry"]


def test_names_that_cannot_be_kept_are_explained_and_shown_again(send):
    response = send(other_names="The Pantry\nThe\x00 Table")
    assert "Type the words again" in errors(response, "other_names")
    assert "The Pantry" in response.text


def test_ends_of_lines_are_no_change(send):
    Asset.objects.update(translations={"cy": {"name": "Pantri", "summary": "Bwyd\ncynnes"}})
    send(**{**WELSH, "translations-0-name": "Pantri", "translations-0-summary": "Bwyd\r\ncynnes"})
    assert Asset.objects.get().translations["cy"]["summary"] == "Bwyd\ncynnes"


def test_too_many_names_are_explained(send):
    assert "at most 20 names" in errors(send(other_names="\n".join(map(str, range(21)))), "other_names")


def test_it_is_found_by_each_of_them(make_asset):
    make_asset(other_names=["Gullhaven Table"], translations={"cy": {"name": "Pantri"}})
    assert [PublicAsset.objects.filter(public_search=words).exists() for words in ("gullhaven", "pantri")] == [
        True,
        True,
    ]


def test_its_page_reads_each_in_its_language(client, make_asset):
    asset = make_asset(other_names=["The Table"], translations={"ur": {"name": "دسترخوان", "summary": "گرم کھانا"}})
    page = client.get(asset.get_absolute_url()).text
    assert "Also called The Table" in page
    assert '<section class="translation" lang="ur" dir="auto" aria-label="Urdu">' in page
    assert "دسترخوان" in page


def test_others_suggest_them(signed_in, contributor, draft):
    Asset.objects.update(status=Asset.Status.PUBLISHED, eligibility="Anyone")
    page = signed_in(contributor).get(reverse("assets:edit", args=[draft.pk]))
    form = page.context["form"]
    given = {name: form[name].value() for name in ("name", "kind", "finer", "eligibility", "disclosure", "visibility")}
    given |= {"base_version": Asset.objects.get().version, "location": "53.000000, -2.000000", "suggestion": 0}
    signed_in(contributor).post(reverse("assets:edit", args=[draft.pk]), {**given, **WELSH})
    assert Proposal.objects.get().after["translations"] == {"cy": {"name": "Pantri’r Harbwr", "summary": "Bwyd cynnes"}}


def test_a_draft_counts_them(signed_in, contributor, draft):
    Asset.objects.update(other_names=["The Table"], translations={"cy": {"name": "Pantri"}})
    parts = signed_in(contributor).get(reverse("assets:parts", args=[draft.pk])).context["parts"]
    assert next(item.state for item in parts if item.part.code == "names") == "2 answered"


def test_a_word_that_moves_from_name_to_summary_is_a_difference():
    before, after = (Asset(translations={"cy": {what: "Pantri"}}) for what in ("name", "summary"))
    assert differences(before, after) == [("In further languages", "Name in Welsh: Pantri", "Summary in Welsh: Pantri")]
