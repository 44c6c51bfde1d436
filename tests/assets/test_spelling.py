"""A word that stands nowhere is taken for the nearest one that does, and only public words are in the vocabulary."""

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import connection
from django.http import QueryDict

from assets import tasks
from assets.filters import AssetFilter
from assets.models import PublicAsset, Word
from assets.register import Register
from assets.words import changes, refresh_words, spelled
from tests.planted import PLACE_WORDS, SECRET_NAMES

MISSPELT = {
    "libary": "library",
    "libarys": "library",
    "librery": "library",
    "aloment": "allotment",
    "alotment": "allotment",
    "allottment": "allotment",
    "swiming": "swimming",
    "swimmimg": "swimming",
    "chior": "choir",
    "councelling": "counselling",
    "counceling": "counselling",
    "befreinding": "befriending",
    "befrending": "befriending",
    "comunity": "community",
    "comminity": "community",
    "center": "centre",
    "theater": "theatre",
    "muesum": "museum",
    "pharmecy": "pharmacy",
    "farmacy": "pharmacy",
    "hospitel": "hospital",
    "gardning": "gardening",
    "excercise": "exercise",
    "excersise": "exercise",
    "toddlar": "toddler",
    "dentits": "dentist",
    "diabites": "diabetes",
    "domestick": "domestic",
    "knittting": "knitting",
    "pantrey": "pantry",
    "levenshume": "levenshulme",
}
LEFT_ALONE = [
    "libraries", "allotments", "pantry", "gp", "nhs", "m13", "zumba", "quillfeather", '"libary"', "-libary", "'", "%",
    "larder", "the", "", "🙂", "مكتبة", "x" * 200, "men’s",
]  # fmt: skip


@pytest.fixture
def vocabulary(make_asset, make_area):
    make_area(name="Levenshulme")
    make_asset("Seaholme Pantry")
    make_asset("Bereavement café", category="peer_support")
    refresh_words()


def correction(words):
    return spelled(words, PublicAsset.objects.all()).words


def test_what_people_write_is_understood(vocabulary):
    assert {written: correction(written) for written in MISSPELT} == MISSPELT


def test_what_is_right_quoted_excluded_short_or_like_nothing_is_left_alone(vocabulary, make_asset):
    make_asset("Here", summary="A larder and zumba")
    assert [correction(words) for words in LEFT_ALONE] == LEFT_ALONE


def test_a_short_word_is_not_taken_for_a_name_met_once(vocabulary, make_asset):
    make_asset("Cheam Library")
    refresh_words()
    assert correction("cheap") == "cheap"


def test_it_says_which_words_it_took_for_which(vocabulary):
    outcome = spelled('Libary or "chior" swiming', PublicAsset.objects.all())
    assert (outcome.words, outcome.corrected) == (
        'library or "chior" swimming', {"Libary": "library", "swiming": "swimming"},
    )  # fmt: skip


def test_a_common_word_is_nearer_than_a_rare_oddity(vocabulary, make_asset):
    make_asset("Gardon")
    for number in range(20):
        make_asset(f"Garden {number}")
    refresh_words()
    assert correction("gardn") == "garden"


@pytest.mark.parametrize(
    ("one", "other", "slips"), [("ab", "ba", 1), ("libary", "library", 1), ("aloment", "allotment", 2), ("", "abc", 3)]
)
def test_slips_are_letters_left_out_put_in_changed_or_changed_about(one, other, slips):
    assert changes(one, other) == slips


def test_the_filter_finds_what_was_meant_and_says_so(vocabulary, make_asset, visitor):
    make_asset("Harbour Choir", category="singing")
    chosen = AssetFilter(QueryDict("q=chior"), Register(visitor).entries)
    assert ([entry.name for entry in chosen.qs], chosen.corrected) == (["Harbour Choir"], {"chior": "choir"})


@pytest.mark.django_db(databases="__all__", transaction=True)  # the file has a connection of its own
def test_the_file_and_the_list_find_the_same(vocabulary, make_asset, client):
    make_asset("Harbour Choir", category="singing")
    file = b"".join(client.get("/assets.csv", {"q": "chior"}).streaming_content)
    assert b"Harbour Choir" in file
    assert client.get("/assets/", {"q": "chior"}).context["total"].number == 1


def test_the_vocabulary_has_public_words_alone(planted):
    refresh_words()
    words = " ".join(Word.objects.values_list("word", flat=True))
    assert [secret for secret in [*PLACE_WORDS, *SECRET_NAMES.values()] if secret.casefold() in words] == []


def test_a_partner_s_word_is_not_taken_for_another(planted, partner, make_asset):
    make_asset("Zibethus")
    refresh_words()
    assert spelled("Zibethum", Register(partner).entries).corrected == {}


def test_the_organisation_of_a_hidden_entry_gives_no_word(make_asset, make_organisation):
    make_asset(organisation=make_organisation("Plover Trust"), visibility="private")
    refresh_words()
    assert not Word.objects.filter(word="plover").exists()


def test_words_that_are_gone_leave_the_vocabulary(make_asset):
    asset = make_asset("Plover Larder")
    refresh_words()
    asset.name = "Larder"
    asset.save()
    refresh_words()
    assert not Word.objects.filter(word="plover").exists()


@pytest.mark.parametrize("command", ["rebuild_public", "load_codes"])
def test_commands_that_change_words_refresh_them(make_asset, command):
    make_asset("Plover Larder")
    call_command(command)
    assert Word.objects.filter(word="plover", entries=1).exists()


def test_the_site_may_refresh_the_words_and_not_write_them(make_asset):
    make_asset("Plover Larder")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE hereabouts_web")
        cursor.execute("SELECT refresh_words()")
        cursor.execute("RESET ROLE")
    assert Word.objects.filter(word="plover").exists()


def test_the_worker_refreshes_them_when_the_register_has_changed(make_asset):
    cache.delete("vocabulary")
    make_asset("Plover Larder")
    tasks.refresh_words()
    assert Word.objects.filter(word="plover").exists()


def test_the_worker_leaves_them_alone_when_nothing_has_changed(make_asset):
    cache.delete("vocabulary")
    make_asset("Plover Larder")
    tasks.refresh_words()
    Word.objects.filter(word="plover").delete()
    tasks.refresh_words()
    assert not Word.objects.filter(word="plover").exists()
