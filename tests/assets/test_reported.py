"""Curators read what people told us, end it with words that are sent once, and enter what was missing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from assets import joining, reporting
from assets.models import Asset, Report
from assets.tasks import tell_reporter, tell_reporters
from assets.workflow import StatusChanged
from tests.assets.filled import as_given

State = Report.State


@pytest.fixture
def make_report(make_asset):
    def make(**fields):
        of_entry = fields.get("kind", "changed") != "missing"
        values = {"kind": "changed", "words": "It opens at ten now", "name": "Robin", "email": "robin@example.org"}
        values |= {"state": State.WAITING, "confirmed_at": timezone.now()}
        values |= {"asset": make_asset("Layfield Walkers")} if of_entry else {}
        return Report.objects.create(**values | fields)

    return make


@pytest.fixture
def report(make_report):
    return make_report()


@pytest.fixture
def missing(make_report, consortium):
    return make_report(kind="missing", place="Harbour Knitters", where="FY1 2AB", consortium=consortium, words="Tea")


@pytest.fixture
def end(signed_in, curator):
    def post(report, step="done", outcome="Changed, thank you", by=curator):
        return signed_in(by).post(report.get_absolute_url(), {"step": step, "outcome": outcome})

    return post


def test_the_queue_says_how_many_wait(signed_in, curator, report):
    page = signed_in(curator).get("/review/").text
    assert "What people told us: 1" in page
    assert 'href="/review/reports/"' in page


def test_they_are_listed(signed_in, curator, report):
    assert report.get_absolute_url() in signed_in(curator).get("/review/reports/").text


def test_a_page_holds_the_words_and_never_the_address(signed_in, curator, report):
    page = signed_in(curator).get(report.get_absolute_url()).text
    assert "It opens at ten now" in page
    assert "Robin" in page
    assert "robin@example.org" not in page


@pytest.mark.parametrize("part", ["contributor", "coordinator", "researcher", "stranger", "partner"])
def test_others_do_not_find_it(request, signed_in, report, part):
    assert signed_in(request.getfixturevalue(part)).get(report.get_absolute_url()).status_code == 404


def test_visitors_are_asked_to_sign_in(client, report):
    assert client.get(report.get_absolute_url()).status_code == 302


@pytest.mark.parametrize("part", ["contributor", "coordinator"])
def test_the_list_is_for_curators(request, signed_in, part):
    assert signed_in(request.getfixturevalue(part)).get("/review/reports/").status_code == 403


def test_one_that_is_not_confirmed_is_not_found(signed_in, curator, make_report):
    unconfirmed = make_report(state=State.UNCONFIRMED, confirmed_at=None)
    assert signed_in(curator).get(unconfirmed.get_absolute_url()).status_code == 404
    assert "What people told us" not in signed_in(curator).get("/review/").text


def test_it_follows_its_entry_to_another_consortium(report, curator, stranger):
    theirs = stranger.appointments.get().consortium
    Asset.objects.filter(pk=report.asset_id).update(consortium=theirs)
    assert Report.objects.reviewable_by(stranger).exists()
    assert not Report.objects.reviewable_by(curator).exists()


def test_the_queries_of_the_list_do_not_grow(signed_in, curator, make_report, django_assert_max_num_queries):
    for number in range(12):
        make_report(words=f"Word {number}")
    client = signed_in(curator)
    with django_assert_max_num_queries(11):
        client.get("/review/reports/")


# ── Its end ───────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(("step", "state"), [("done", State.DONE), ("refuse", State.REFUSED)])
def test_a_curator_ends_it(end, report, curator, step, state):
    end(report, step)
    report.refresh_from_db()
    assert (report.state, report.outcome, report.decided_by) == (state, "Changed, thank you", curator)


def test_it_does_not_end_without_words(end, report):
    assert "Write what came of it" in end(report, outcome=" ").text
    report.refresh_from_db()
    assert report.is_waiting


def test_the_second_curator_is_told_and_keeps_what_they_wrote(end, report, curator, make_appointee, consortium):
    other = make_appointee(consortium, "curator", "Alex")
    reporting.end(report, other, State.DONE, "Done")
    answer = end(report, outcome="My own words")
    assert "Alex was quicker" in answer.text
    assert "My own words" in answer.text
    report.refresh_from_db()
    assert report.decided_by == other


@pytest.mark.parametrize("state", [State.UNCONFIRMED, State.DONE, State.REFUSED])
def test_it_ends_from_waiting_alone(make_report, curator, state):
    report = make_report(state=state)
    with pytest.raises(StatusChanged):
        reporting.end(report, curator, State.DONE, "Done")


def test_who_told_us_hears_it_once(report, curator, mailoutbox):
    reporting.end(report, curator, State.DONE, "Changed, thank you")
    tell_reporter(report.pk)
    tell_reporter(report.pk)
    (mail,) = mailoutbox
    assert mail.to == ["robin@example.org"]
    assert "Changed, thank you" in mail.body
    assert "Layfield Walkers" in mail.body
    assert "Layfield" not in mail.subject


def test_the_mail_does_not_name_what_is_hidden_now(report, curator, mailoutbox):
    Asset.objects.filter(pk=report.asset_id).update(visibility="private", name="Xylophane")
    reporting.end(report, curator, State.DONE, "Done")
    tell_reporter(report.pk)
    assert "Xylophane" not in mailoutbox[0].body


def test_a_mail_that_cannot_be_sent_is_tried_again(report, curator, settings):
    reporting.end(report, curator, State.DONE, "Done")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    with pytest.raises(OSError, match="refused"):
        tell_reporter.run(report.pk)
    report.refresh_from_db()
    assert report.told_at is None


@pytest.mark.parametrize(("days", "mails"), [(6, 1), (8, 0)])
def test_who_was_not_told_is_told_in_the_next_week(tasks_at_once, make_report, mailoutbox, days, mails):
    make_report(state=State.DONE, outcome="Changed", decided_at=timezone.now() - timedelta(days=days))
    tell_reporters()
    tell_reporters()
    assert len(mailoutbox) == mails


# ── What was missing is entered ───────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def enter(signed_in, curator):
    def post(report, **fields):
        address = f"{reverse('assets:add')}?report={report.pk}"
        typed = {
            "uid": uuid4(),
            "name": "Harbour Knitters",
            "disclosure": "exact",
            "visibility": "public",
            "draft": "1",
        }
        return signed_in(curator).post(address, {**typed, **fields})

    return post


def test_the_form_holds_what_was_told(signed_in, curator, missing):
    page = signed_in(curator).get(f"/assets/add/?report={missing.pk}").text
    assert 'value="Harbour Knitters"' in page
    assert 'value="FY1 2AB"' in page


def test_what_is_entered_says_for_whom(enter, missing):
    enter(missing)
    asset = Asset.objects.get()
    missing.refresh_from_db()
    assert (missing.entered, asset.checked_how) == (asset, reporting.ENTERED_FOR)


def test_what_is_saved_as_a_draft_goes_on_in_its_parts(enter, missing):
    answer = enter(missing)
    assert answer.url == reverse("assets:parts", args=[Asset.objects.get().pk])


def test_the_report_leads_to_what_was_entered(enter, missing, signed_in, curator):
    enter(missing)
    page = signed_in(curator).get(missing.get_absolute_url()).text
    link = Asset.objects.get().get_absolute_url()
    assert f'href="{link}"' in page
    assert signed_in(curator).get(link).status_code == 200


def test_what_was_put_away_is_entered_anew(enter, missing, make_asset):
    Report.objects.update(entered=make_asset("Knitters", status=Asset.Status.CLOSED))
    enter(missing)
    missing.refresh_from_db()
    assert missing.entered.name == "Harbour Knitters"


def test_it_still_says_so_when_the_draft_is_saved_again(enter, missing, signed_in, curator):
    enter(missing)
    asset = Asset.objects.get()
    typed = {**as_given(asset, curator), "summary": "Every week", "draft": "1"}
    signed_in(curator).post(reverse("assets:edit", args=[asset.pk]), typed)
    asset.refresh_from_db()
    assert (asset.summary, asset.checked_how) == ("Every week", reporting.ENTERED_FOR)


def test_of_two_who_enter_it_the_second_is_told_and_loses_nothing(enter, missing, make_asset):
    Report.objects.update(entered=make_asset("Knitters"))
    answer = enter(missing, name="Knitters of Seaholme")
    assert "Somebody has entered it already" in answer.text
    assert "Knitters of Seaholme" in answer.text
    assert not Asset.objects.filter(name="Knitters of Seaholme").exists()


def test_what_another_curator_ended_meanwhile_is_not_entered_and_nothing_is_lost(
    enter, missing, make_appointee, consortium
):
    reporting.end(missing, make_appointee(consortium, "curator", "Alex"), State.REFUSED, "It is in Harbour")
    answer = enter(missing, name="Knitters of Seaholme").text
    assert "Alex has ended it already" in answer
    assert "Knitters of Seaholme" in answer
    assert not Asset.objects.exists()


@pytest.mark.parametrize("asked", ["999999", "9" * 40])
def test_one_that_is_not_theirs_is_not_found(signed_in, stranger, asked):
    assert signed_in(stranger).get(f"/assets/add/?report={asked}").status_code == 404


# ── Of an entry that is merged ────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def merged(report, make_asset, make_consortium, administrator):
    """The entry of the report is merged into one of another consortium."""
    kept = make_asset("Kept", consortium=make_consortium("Elsewhere", slug="elsewhere"))
    return joining.merge(kept, Asset.objects.get(pk=report.asset_id), administrator, [])


def test_it_is_of_the_entry_that_is_kept(report, merged, make_appointee, signed_in):
    curator_of_kept = make_appointee(merged.kept.consortium, "curator", "Bethan")
    page = signed_in(curator_of_kept).get(report.get_absolute_url())
    assert page.context["asset"] == merged.kept
    assert f"number {merged.loser_id}, that was merged" in page.text


def test_who_told_us_of_what_was_missing_is_led_to_the_entry_that_is_kept(make_report, make_asset, curator, mailoutbox):
    entered, between, kept = (make_asset(name) for name in ("Knitters", "Harbour Knitters", "Knitting and Tea"))
    told = make_report(kind="missing", state=State.DONE, outcome="Entered", entered=entered, decided_at=timezone.now())
    joining.merge(between, entered, curator, [])
    joining.merge(kept, Asset.objects.get(pk=between.pk), curator, [])
    tell_reporter(told.pk)
    assert kept.get_absolute_url() in mailoutbox[0].body


def test_it_is_of_its_own_entry_again_when_the_merge_is_undone(report, merged, administrator):
    joining.unmerge(merged, administrator)
    assert Report.objects.get(pk=report.pk).asset_id == merged.loser_id


def test_what_has_ended_stays_with_its_entry(report, make_asset, curator):
    Report.objects.filter(pk=report.pk).update(state=Report.State.DONE)
    joining.merge(make_asset("Kept"), Asset.objects.get(pk=report.asset_id), curator, [])
    assert not Report.objects.filter(asset__name="Kept").exists()
