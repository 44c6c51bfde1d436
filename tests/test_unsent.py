"""An expired sign-in, or one in another tab, loses nothing that was typed."""

from html.parser import HTMLParser

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from assets.models import Asset

ADD = reverse("assets:add")
HERE, ELSEWHERE = "http://testserver", "https://example.org"
BROWSER = {"Accept": "text/html,application/xhtml+xml", "Origin": HERE}
LOST = "Nothing you typed is lost"
TYPED = {"name": "Layfield <b>Walkers</b>", "story": "Every Tuesday.\n\n" + "Round the bay. " * 300, "draft": "1"}


class Hidden(HTMLParser):
    """The hidden fields of the form with the button "Send it again", as a browser would send them."""

    def __init__(self, page):
        super().__init__()
        self.fields = {}
        self.feed(page.partition("</h1>")[2])

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "input" and given.get("type") == "hidden":
            self.fields.setdefault(given["name"], []).append(given["value"])


def hidden(answer):
    return Hidden(answer.text).fields


@pytest.fixture
def tab():
    """One that heeds tokens, as they are heeded outside tests, and has one from a page it saw."""
    tab = Client(enforce_csrf_checks=True)
    tab.get(reverse("account_login"))
    return tab


@pytest.fixture
def send(tab):
    def send(data, path=ADD, token=None, **headers):
        token = token or tab.cookies["csrftoken"].value
        return tab.post(path, {"csrfmiddlewaretoken": token, **data}, headers={**BROWSER, **headers})

    return send


def sign_in(tab, person):
    """On the page of another tab, so that the token changes."""
    token = tab.cookies["csrftoken"].value
    answers = {"login": person.email, "password": "let me in please", "csrfmiddlewaretoken": token}
    tab.post(reverse("account_login"), answers, headers=BROWSER)


@pytest.mark.parametrize("name", ["edit", "boundary", "photos", "review_item", "report", "proposal"])
def test_who_is_signed_out_reads_what_they_typed_whatever_the_form(send, name):
    answer = send({"note": "Mind the step"}, reverse(f"assets:{name}", args=[1]))
    assert (answer.status_code, LOST in answer.text, "Mind the step" in answer.text) == (403, True, True)


def test_long_texts_are_whole_and_no_word_is_markup(send):
    page = send(TYPED).text
    assert ("Layfield &lt;b&gt;Walkers" in page, "<b>" in page) == (True, False)
    assert page.count("Round the bay. ") == 2 * 300  # to be read, and to be sent


def test_after_signing_in_in_another_tab_it_is_sent_at_the_second_press(send, tab, contributor):
    first = hidden(send({**TYPED, "name": "Layfield Walkers"}))
    sign_in(tab, contributor)
    again = tab.post(ADD, first, headers=BROWSER)
    assert f"You are signed in as {contributor}" in again.text
    assert not Asset.objects.exists()  # never by itself
    form = tab.post(ADD, hidden(again), headers=BROWSER).context["form"]
    assert (form["name"].value(), form["story"].value()) == ("Layfield Walkers", TYPED["story"])


def test_of_several_ticks_each_is_sent_again(send):
    assert hidden(send({"audiences": ["3", "5"]}))["audiences"] == ["3", "5"]


def test_what_is_read_leaves_out_what_we_put_into_the_form(send):
    typed = send({"uid": "x", "base_version": "3", "story": " ", "town": "Layfield", "location": "53, -2"})
    assert typed.context["typed"] == [("Town or village", "Layfield")]


def test_it_leaves_out_what_was_chosen_or_ticked_but_sends_it_again(send):
    chosen = {
        "partnership": "3", "trusts": "yes", "translations-0-language": "cy", "translations-0-away": "on",
        "sessions-0-days": "2", "sessions-0-term_time": "on", "asks": "first", "again": "1", "runs_it": "on",
        "decline-reason": "other", "accept-parts": "place",
    }  # fmt: skip
    answer = send(chosen)
    assert (answer.context["typed"], hidden(answer).keys() >= chosen.keys()) == ([], True)


def test_addresses_are_read(send):
    typed = send({"website": "https://a.org", "contact_email": "jo@example.org"}).context["typed"]
    assert typed == [("Website", "https://a.org"), ("E-mail address", "jo@example.org")]


def test_a_photo_is_chosen_again(send):
    photo = SimpleUploadedFile("door.jpg", b"...", "image/jpeg")
    answer = send({"file": photo, "alt": "A blue door"}, reverse("assets:photos", args=[1]))
    assert ("The photo cannot be kept here" in answer.text, hidden(answer)["alt"]) == (True, ["A blue door"])


def test_a_password_is_never_sent_back(send):
    assert "let me in" not in send({"name": "Walkers", "oldpassword": "let me in"}).text


def test_no_browser_keeps_the_page(send):
    answer = send(TYPED)
    assert ("no-store" in answer["Cache-Control"], answer["Referrer-Policy"]) == (True, "same-origin")


@pytest.mark.parametrize("origin", [ELSEWHERE, "null", f"{HERE}.example.org", ""])
def test_what_another_site_sends_is_not_shown(send, origin):
    answer = send({"name": "Walkers"}, token="old", Origin=origin, Referer=f"{ELSEWHERE}/")
    assert (answer.status_code, LOST in answer.text, "Walkers" in answer.text) == (403, False, False)


def test_a_worry_with_an_old_token_is_shown_with_the_way_out(send, make_asset):
    answer = send({"words": "I saw it twice"}, reverse("assets:worried_about", args=[make_asset().pk]), token="old")
    assert ("I saw it twice" in answer.text, "Leave this page" in answer.text) == (True, True)


@pytest.mark.parametrize("headers", [{"HX-Request": "true"}, {"Accept": "*/*"}])
def test_pieces_of_pages_and_programs_are_answered_as_before(send, headers):
    assert send(TYPED, **headers).status_code == 302


def test_so_is_the_sign_in(send):
    assert "Walkers" not in send({"login": "Walkers", "password": "x"}, reverse("account_login"), token="old").text


def test_more_than_is_taken_is_not_shown(send, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    path = reverse("assets:edit", args=[1])
    urlencoded = {"data": "story=" + "Walkers" * 1000, "content_type": "application/x-www-form-urlencoded"}
    answer = Client(enforce_csrf_checks=True).post(path, **urlencoded, headers=BROWSER)
    assert (answer.status_code, "Walkers" in answer.text) == (400, False)


# ── What it was for has gone, or is not theirs any more ───────────────────────────────────────────────────────────────


@pytest.fixture
def send_from(tab):
    """Send it signed in: the view itself refuses it."""

    def send(person, path, data=TYPED):
        tab.force_login(person)
        tab.get(reverse("home"))
        return tab.post(path, {"csrfmiddlewaretoken": tab.cookies["csrftoken"].value, **data}, headers=BROWSER)

    return send


@pytest.fixture
def moved(make_asset, contributor, make_consortium):
    """A draft that went to another consortium while its author typed, and left the organisation."""
    asset = make_asset("Xylophane", status=Asset.Status.DRAFT, consortium=make_consortium("Elsewhere"))
    return reverse("assets:edit", args=[asset.pk])


def test_what_was_typed_stands_beside_not_found(send_from, contributor, moved):
    answer = send_from(contributor, moved)
    assert answer.status_code == 404
    assert "Round the bay." in answer.text


def test_not_found_names_nothing_but_what_was_typed(send_from, contributor, moved):
    assert "Xylophane" not in send_from(contributor, moved).text


def test_what_was_typed_stands_beside_a_refusal(send_from, researcher):
    answer = send_from(researcher, ADD)
    assert (answer.status_code, "Round the bay." in answer.text) == (403, True)


def test_where_nothing_was_typed_it_is_not_found_as_ever(send_from, contributor, moved):
    assert "Page not found" in send_from(contributor, moved, {}).text


def test_no_browser_keeps_the_words_of_a_refusal(send_from, contributor, moved):
    assert "no-store" in send_from(contributor, moved)["Cache-Control"]
