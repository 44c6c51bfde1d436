"""People say when a place is open, in rows of days and times."""

from datetime import date
from uuid import uuid4

import pytest
from django.urls import reverse

from assets.facts import differences
from assets.forms.sessions import rows_of
from assets.giveaways import giveaways
from assets.models import Asset

ADD = reverse("assets:add")


@pytest.fixture
def answers(kind):
    return {
        "uid": str(uuid4()),
        "name": "Layfield Walkers",
        "kind": kind("move").pk,
        "location": "53.0, -2.0",
        "eligibility": "Everyone",
        "disclosure": "exact",
        "visibility": "public",
        "licence_agreed": "on",
        "people_agreed": "on",
    }


def rows(*filled):
    """The form's fields for these rows: (days, opens, closes, other fields)."""
    fields = {"sessions-rows": len(filled)}
    for number, (days, opens, closes, others) in enumerate(filled):
        said = {"days": days, "opens": opens, "closes": closes, **others}
        fields |= {f"sessions-{number}-{name}": value for name, value in said.items()}
    return fields


@pytest.fixture
def send(signed_in, contributor, answers):
    return lambda *filled, **more: signed_in(contributor).post(ADD, {**answers, **rows(*filled), **more})


def errors(response, name="sessions"):
    return " ".join(response.context["form"].errors.get(name, []))


def test_days_that_are_alike_are_one_row(send):
    send(([1, 2], "9.30am", "1pm", {}))
    assert Asset.objects.get().sessions == [
        {"weekday": 1, "opens": "09:30", "closes": "13:00"},
        {"weekday": 2, "opens": "09:30", "closes": "13:00"},
    ]


def test_a_day_may_have_several_rows(send):
    send(([4], "2pm", "5pm", {}), ([4], "0900", "noon", {"term_time": "on", "note": "With a bus"}))
    assert Asset.objects.get().sessions == [
        {"weekday": 4, "opens": "09:00", "closes": "12:00", "term_time": True, "note": "With a bus"},
        {"weekday": 4, "opens": "14:00", "closes": "17:00"},
    ]


def test_what_is_by_arrangement_needs_no_times(send):
    send(([3], "", "", {"by_arrangement": "on"}))
    assert Asset.objects.get().sessions == [{"weekday": 3, "by_arrangement": True}]


def test_a_session_may_last_past_midnight(send):
    send(([5], "22:00", "2am", {}))
    assert Asset.objects.get().sessions == [{"weekday": 5, "opens": "22:00", "closes": "02:00"}]


def test_blank_rows_are_left_out(send):
    send(([], "", "", {}), ([1], "9am", "10am", {}), ([], "", "", {}))
    assert len(Asset.objects.get().sessions) == 1


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (([], "9am", "1pm", {}), "Row 1: Tick the day"),
        ((["8"], "9am", "1pm", {}), "Row 1: Choose the days from the list"),
        ((["x"], "9am", "1pm", {}), "Row 1: Choose the days from the list"),
        (([1], "half past nine", "1pm", {}), "“half past nine” is no time of day"),
        (([1], "9", "5pm", {}), "Is “9” in the morning or the afternoon?"),
        (([1], "9am", "", {}), "Give both times"),
        (([1], "", "", {}), "Give the times, or tick"),
        (([1], "9:30", "1:00", {}), "Is “1:00” am or pm?"),
        (([1], "2:00", "4:00", {}), "Is “2:00” am or pm?"),
        (([1], "9am", "9am", {}), "opens and closes at the same time"),
        (([1], "9am", "10am", {"note": "x" * 201}), "at most 200"),
        (([1], "9am", "10am", {"note": "a\x00b"}), "plain characters"),
        (([1], "9am\x00", "10am", {}), "no time of day"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_explained(send, row, words):
    response = send(row)
    assert words in errors(response)
    assert not Asset.objects.exists()


def test_an_error_stands_on_its_row_with_what_was_typed(send):
    html = send(([1], "9am", "10am", {}), ([2], "ten", "11am", {})).text
    assert html.count('value="ten"') == 1
    assert 'id="id_sessions_1_error"' in html
    assert 'id="id_sessions_0_error"' not in html


def test_another_row_loses_nothing_and_saves_nothing(send):
    response = send(([2], "9.30am", "1pm", {"note": "With a bus"}), **{"sessions-redraw": "more", "name": ""})
    html = response.text
    assert response.status_code == 200
    assert all(said in html for said in ["9.30am", "With a bus", "id_sessions_1_opens", "Tuesday 9:30am to 1pm"])
    assert 'class="error"' not in html
    assert not Asset.objects.exists()


def test_a_row_can_be_taken_away(send):
    html = send(([2], "9am", "1pm", {}), ([3], "2pm", "3pm", {}), **{"sessions-redraw": "drop 0"}).text
    assert 'value="2pm"' in html
    assert 'value="9am"' not in html


@pytest.mark.parametrize(("wish", "place"), [("more", 2), ("drop 0", 0), ("drop 1", 0), ("drop 9", 1)])
def test_the_row_to_go_on_with_has_the_focus(send, wish, place):
    html = send(([2], "9am", "1pm", {}), ([3], "2pm", "3pm", {}), **{"sessions-redraw": wish}).text
    assert f'id="id_sessions_{place}" tabindex="-1" autofocus' in html
    assert html.count("autofocus") == 1


def test_buttons_of_rows_go_where_their_form_goes(send):
    assert "formaction" not in send(([2], "9am", "1pm", {}), **{"sessions-redraw": "more"}).text


@pytest.mark.parametrize("wish", ["", "drop", "drop x", "drop 99", "\x00", "x" * 3000])
def test_a_strange_wish_draws_the_form_again(send, wish):
    assert 'value="9am"' in send(([2], "9am", "1pm", {}), **{"sessions-redraw": wish}).text


@pytest.mark.parametrize("number", ["", "x", "-1", "9" * 30, "٣", "1e3"])
def test_a_strange_number_of_rows_is_none(send, number):
    assert send(**{"sessions-rows": number}).status_code == 302


def test_the_first_button_of_the_form_sends_it(signed_in, contributor):
    form = signed_in(contributor).get(ADD).text.partition('name="uid"')[0].rpartition("<form")[2]
    assert "<button" in form
    assert "redraw" not in form


@pytest.mark.parametrize(
    "written",
    [
        "25/12/2026\r\n1/1/2027",
        "2026-12-25, 2027-01-01",
        "Friday 25 December 2026\n1st January 2027",
        "25.12.2026;1-1-2027",
    ],
)
def test_closed_days_are_read_as_people_write_them(send, written):
    send(closed_dates=written)
    assert Asset.objects.get().closed_dates == [date(2026, 12, 25), date(2027, 1, 1)]


@pytest.mark.parametrize("written", ["31/2/2026", "Christmas", "25 December", "25/12/2026\x00", "\x00"])
def test_a_day_that_cannot_be_read_is_explained(send, written):
    response = send(closed_dates=written)
    assert "like 25/12/2026" in errors(response, "closed_dates")
    assert not Asset.objects.exists()


def test_whether_it_opens_on_bank_holidays_is_kept(send):
    send(opens_on_bank_holidays="no")
    assert Asset.objects.get().opens_on_bank_holidays is False


@pytest.fixture
def edited(signed_in, curator, make_asset, answers):
    """Save an entry with the form as a curator, after changing some answers of it."""

    def save(asset, **changes):
        url = reverse("assets:edit", args=[asset.pk])
        client = signed_in(curator)
        form = client.get(url).context["form"]
        said = {**answers, "base_version": asset.version, "name": asset.name}
        said |= rows(
            *[
                (row.pop("days"), row.pop("opens"), row.pop("closes"), ticked(row))
                for row in map(dict, form["sessions"].value())
            ]
        )
        response = client.post(url, {**said, **changes})
        assert response.status_code == 302
        asset.refresh_from_db()
        return asset

    return save


def ticked(row):
    return {name: value for name, value in row.items() if value}


KEPT = [
    {"weekday": 5, "opens": "22:00", "closes": "00:00"},
    {"weekday": 1, "opens": "00:00", "closes": "24:00", "term_time": False},
    {"weekday": 2, "by_arrangement": True, "note": "Ring first"},
]


def test_an_entry_that_is_saved_unchanged_keeps_its_rows_to_the_letter(edited, make_asset):
    assert edited(make_asset(category="move", sessions=KEPT), summary="New").sessions == KEPT


def test_the_form_shows_rows_that_are_alike_as_one():
    week = [{"weekday": day, "opens": "09:00", "closes": "17:00"} for day in range(1, 6)]
    (row,) = rows_of(week)
    assert (row["days"], row["opens"], row["closes"]) == (["1", "2", "3", "4", "5"], "9am", "5pm")


def test_the_history_says_who_changed_the_sessions(edited, make_asset, curator):
    asset = edited(make_asset(category="move"), **rows(([2], "9am", "10am", {})))
    event = asset.events.select_related("pgh_context").order_by("pgh_id").last()
    assert event.sessions == [{"weekday": 2, "opens": "09:00", "closes": "10:00"}]
    assert event.pgh_context.metadata["user"] == curator.pk


def test_what_differs_is_said_in_words(make_asset):
    before = make_asset(sessions=[{"weekday": 2, "opens": "09:00", "closes": "10:00"}])
    after = make_asset(
        sessions=[{"weekday": 2, "opens": "09:00", "closes": "11:00"}], closed_dates=[date(2026, 12, 25)]
    )
    assert differences(before, after) == [
        ("Days and times", "Tuesday 9am to 10am", "Tuesday 9am to 11am"),
        ("Closed on", "", "25 December 2026"),
    ]


def test_two_people_who_change_different_things_lose_nothing(signed_in, curator, make_asset, answers):
    asset = make_asset(category="move")
    url = reverse("assets:edit", args=[asset.pk])
    said = {**answers, "name": asset.name, "base_version": asset.version}
    Asset.objects.filter(pk=asset.pk).update(summary="Theirs")
    form = signed_in(curator).post(url, {**said, **rows(([2], "9am", "10am", {}))}).context["form"]
    assert form["summary"].value() == "Theirs"
    assert form["sessions"].value() == rows_of([{"weekday": 2, "opens": "09:00", "closes": "10:00"}])


def test_a_note_that_tells_where_a_hidden_place_is_is_found(make_asset):
    note = {"weekday": 2, "opens": "09:00", "closes": "10:00", "note": "In Anchor Row"}
    asset = make_asset(disclosure="withheld", address="12 Anchor Row", sessions=[note])
    assert [(told.words, told.where) for told in giveaways(asset)] == [("Anchor Row", "the notes on days and times")]


def test_the_page_of_the_entry_says_it_in_a_table(client, make_asset):
    asset = make_asset(sessions=[{"weekday": 2, "opens": "09:30", "closes": "13:00", "term_time": True}])
    html = client.get(asset.get_absolute_url()).text
    assert all(
        said in html for said in ["9:30am to 1pm", "In term time", "We do not know whether it opens on bank holidays"]
    )
