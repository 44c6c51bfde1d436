"""A curator asks about a new entry; who entered it answers in words, and whoever asked is told."""

import pytest
from django.core import mail
from django.urls import reverse

from assets import workflow
from assets.models import Asset, Decision, Notice
from assets.tasks import tell
from tests.assets.filled import as_given

Status = Asset.Status
Step = Decision.Step
AGREED = {"licence_agreed": "on", "people_agreed": "on"}
ANSWER = "On Tuesdays, at 7 Plover Lane"


@pytest.fixture
def entry(make_asset, contributor, organisation):
    """Sent, and not asked about yet."""
    fields = {"created_by": contributor, "organisation": organisation, "eligibility": "Anyone"}
    return make_asset("Layfield Walkers", status=Status.SUBMITTED, **fields)


@pytest.fixture
def asked(entry, curator):
    workflow.ask(entry, by=curator, note="When is it?")
    return fresh(entry)


@pytest.fixture
def send(signed_in, contributor):
    """Send the form of an entry as the page gave it, with these changes."""

    def post(asset, by=contributor, **changes):
        return signed_in(by).post(address(asset), {**as_given(asset, by), **AGREED, **changes})

    return post


def address(asset):
    return reverse("assets:edit", args=[asset.pk])


def fresh(asset):
    return Asset.objects.get(pk=asset.pk)


# ── To answer ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_form_says_who_asks_what(signed_in, contributor, asked):
    page = signed_in(contributor).get(address(asked)).text
    assert "Curator asks" in page
    assert "When is it?" in page


def test_a_draft_about_which_nobody_asked_has_no_room_for_an_answer(signed_in, contributor, make_asset, organisation):
    draft = make_asset(status=Status.DRAFT, created_by=contributor, organisation=organisation)
    assert "Your answer" not in signed_in(contributor).get(address(draft)).text


def test_a_question_that_was_taken_back_is_not_asked(signed_in, contributor, asked, curator):
    workflow.undo(asked.decisions.get(), by=curator)
    assert "When is it?" not in signed_in(contributor).get(address(asked)).text


def test_the_answer_goes_with_the_entry(send, asked):
    send(asked, note=ANSWER)
    sent = asked.decisions.last()
    assert (fresh(asked).status, sent.step, sent.note) == (Status.SUBMITTED, Step.SUBMIT, ANSWER)


def test_nobody_has_to_answer_in_words(send, asked):
    send(asked, summary="On Tuesdays")
    assert (fresh(asked).status, asked.decisions.last().note) == (Status.SUBMITTED, "")


@pytest.mark.parametrize("page", ["assets:review_item", "assets:history"])
def test_curators_read_the_answer(send, signed_in, curator, asked, page):
    send(asked, note=ANSWER)
    assert ANSWER in signed_in(curator).get(reverse(page, args=[asked.pk])).text


def test_a_mistake_in_the_form_loses_no_answer(send, asked):
    assert ANSWER in send(asked, note=ANSWER, name="").text


def test_an_answer_that_is_too_long_is_shown_again(send, asked):
    answer = send(asked, note="long " * 401)
    assert "Use at most 2000 characters" in answer.text
    assert "long long" in answer.text
    assert fresh(asked).status == Status.DRAFT


def test_an_answer_stays_while_the_entry_is_a_draft(send, client, asked):
    send(asked, note=ANSWER, draft="1")
    assert client.get(address(asked)).context["form"]["note"].value() == ANSWER
    assert asked.decisions.last().step == Step.ASK


def test_an_answer_that_was_sent_stays_nowhere_else(send, client, asked):
    send(asked, note=ANSWER, draft="1")
    client.post(address(asked), {**as_given(fresh(asked), asked.created_by), **AGREED, "note": ANSWER})
    assert asked.decisions.last().note == ANSWER
    assert ANSWER not in client.session.values()


def test_an_answer_stays_where_somebody_else_changed_the_entry_meanwhile(send, asked):
    Asset.objects.filter(pk=asked.pk).update(summary="By the sea")
    answer = send(asked, note=ANSWER)
    assert "changed this entry while you were typing" in answer.text
    assert answer.context["form"]["note"].value() == ANSWER


def test_an_answer_is_not_lost_where_somebody_else_sent_the_entry_meanwhile(send, asked, contributor):
    workflow.submit(asked, by=contributor)
    answer = send(asked, note=ANSWER)
    assert "Your answer was not sent" in answer.text
    assert ANSWER in answer.text


def test_an_answer_goes_with_the_suggestion_where_the_entry_was_published_meanwhile(send, asked, curator, contributor):
    workflow.submit(asked, by=contributor)
    workflow.publish(asked, by=curator)
    send(asked, note=ANSWER, summary="By the sea")
    assert asked.proposals.get().note == ANSWER


def test_an_answer_is_not_lost_where_the_entry_was_declined_meanwhile(signed_in, asked, curator, contributor):
    typed = {**as_given(asked, contributor), **AGREED, "note": ANSWER}
    workflow.submit(asked, by=contributor)
    workflow.decline(asked, by=curator, reason="other")
    answer = signed_in(contributor).post(address(asked), typed)
    assert answer.context["form"]["note"].value() == ANSWER
    assert fresh(asked).status == Status.DECLINED


# ── What was not added ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def declined(entry, curator):
    workflow.decline(entry, by=curator, reason=Decision.Reason.NOT_ENOUGH, note="Who runs it?")
    return fresh(entry)


def test_the_form_says_why_it_was_not_added(signed_in, contributor, declined):
    page = signed_in(contributor).get(address(declined)).text
    assert "Curator did not add it: We could not find out enough about it" in page
    assert "Who runs it?" in page


def test_my_places_lead_to_the_form_of_what_was_not_added(signed_in, contributor, declined):
    page = signed_in(contributor).get(reverse("assets:mine")).text
    assert f'<a href="{address(declined)}">Layfield Walkers</a>' in page


def test_what_was_not_added_is_mended_and_sent_again(send, declined):
    send(declined, note="The parish does.", summary="A walk")
    sent = declined.decisions.last()
    assert (fresh(declined).status, fresh(declined).summary) == (Status.SUBMITTED, "A walk")
    assert (sent.step, sent.note) == (Step.SUBMIT, "The parish does.")


def test_a_member_of_its_organisation_sends_it_again(send, declined, make_member, organisation):
    send(declined, by=make_member(organisation, "Bethan"))
    assert fresh(declined).status == Status.SUBMITTED


def test_what_was_not_added_is_saved_and_sent_later(send, declined):
    answer = send(declined, note=ANSWER, summary="A walk", draft="1")
    assert (fresh(declined).status, fresh(declined).summary) == (Status.DECLINED, "A walk")
    assert answer.client.get(address(declined)).context["form"]["note"].value() == ANSWER


def test_who_may_not_mend_it_does_not_send_it_again(send, declined, partner, curator, stranger):
    given = as_given(declined, declined.created_by)
    answers = [send(declined, by=user, **given).status_code for user in (partner, stranger, curator)]
    assert answers == [404, 404, 403]
    assert fresh(declined).status == Status.DECLINED


def test_the_curator_who_did_not_add_it_hears_that_it_comes_again(send, declined, curator):
    send(declined)
    tell(declined.decisions.last().pk, "asker")
    assert "You did not add Layfield Walkers. Amina has sent it again" in mail.outbox[-1].body


def test_the_mail_leads_to_the_form_of_what_was_not_added(declined):
    tell(declined.decisions.last().pk, "contributor")
    assert address(declined) in mail.outbox[0].body


# ── Whoever asked is told ─────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def answered(asked, contributor):
    """The decision by which the entry came back."""
    workflow.submit(asked, by=contributor, note=ANSWER)
    return asked.decisions.last()


def test_who_asked_hears_of_the_answer(answered, curator):
    tell(answered.pk, "asker")
    (message,) = mail.outbox
    assert message.to == [curator.email]
    assert "Amina has sent it again, with an answer" in message.body
    assert reverse("assets:review_item", args=[answered.asset_id]) in message.body


def test_the_words_of_the_answer_are_not_in_the_mail(answered):
    tell(answered.pk, "asker")
    assert "Plover" not in mail.outbox[0].subject + mail.outbox[0].body


def test_the_subject_does_not_tell_which_entry(answered):
    tell(answered.pk, "asker")
    assert "Layfield" not in mail.outbox[0].subject


@pytest.mark.parametrize("field", ["is_active", "wants_mail"])
def test_who_is_not_to_get_mails_gets_none(answered, curator, field):
    setattr(curator, field, False)
    curator.save()
    tell(answered.pk, "asker")
    assert mail.outbox == []


def test_who_does_not_curate_it_any_more_is_not_told(answered, curator):
    curator.appointments.update(role="researcher")
    tell(answered.pk, "asker")
    assert mail.outbox == []


@pytest.fixture
def told():
    """The decisions of which curators are told once what this does is kept."""

    def of(does):
        does()
        return list(Notice.objects.filter(to="asker").values_list("decision", flat=True))

    return of


def test_it_is_told_once_the_answer_is_kept(told, asked, contributor):
    assert told(lambda: workflow.submit(asked, contributor, "Tuesday")) == [asked.decisions.last().pk]


def test_nobody_is_told_where_nobody_asked(told, make_asset, contributor):
    draft = make_asset(status=Status.DRAFT)
    assert told(lambda: workflow.submit(draft, contributor)) == []


def test_who_answers_their_own_question_is_not_told(told, asked, curator):
    assert told(lambda: workflow.submit(asked, curator)) == []


def test_a_second_sending_answers_no_old_question(told, entry, curator, contributor):
    workflow.ask(entry, by=curator, note="When is it?")
    workflow.undo(entry.decisions.get(), by=curator)
    Asset.objects.filter(pk=entry.pk).update(status=Status.DRAFT)
    assert told(lambda: workflow.submit(entry, contributor)) == []


@pytest.fixture
def proposal(make_asset, contributor, curator, organisation):
    """A suggested change about which the curator has asked."""
    asset = make_asset("Layfield Walkers", organisation=organisation)
    made = workflow.suggest(asset, contributor, {"summary": ""}, {"summary": "By the sea"})
    workflow.inquire(made, curator, "Which sea?")
    made.refresh_from_db()
    return made


def answer(proposal):
    workflow.reply(proposal, proposal.made_by, ANSWER)


def suggest_again(proposal):
    after = {"summary": "By the Irish Sea"}
    workflow.suggest(proposal.asset, proposal.made_by, {"summary": ""}, after, ANSWER, read=proposal.version)


@pytest.mark.parametrize(("does", "words"), [(answer, "has answered"), (suggest_again, "has changed the suggestion")])
def test_who_asked_about_a_suggestion_hears_of_it(told, proposal, curator, does, words):
    tell(*told(lambda: does(proposal)), "asker")
    (message,) = mail.outbox
    assert message.to == [curator.email]
    assert words in message.body
    assert proposal.get_absolute_url() in message.body
    assert "Plover" not in message.body


def test_a_suggestion_of_which_nobody_asked_tells_nobody(told, make_asset, contributor):
    asset = make_asset()
    assert told(lambda: workflow.suggest(asset, contributor, {"summary": ""}, {"summary": "By the sea"})) == []
