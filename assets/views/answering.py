"""A curator asks about an entry, who entered it answers: what the page of its form needs for that."""

from assets.forms import AnsweringForm, AssetForm

AGREEMENTS = ["licence_agreed", "people_agreed"]


def form_of(request, asset, question, data=None):
    """The form of an entry, with room for an answer where a curator has asked; what was put aside stands there.

    What was ticked is ticked again where the form is drawn anew.
    """
    typed = {name: name in request.POST for name in AGREEMENTS}
    if question is None:
        return AssetForm(data, user=request.user, instance=asset, initial=typed)
    typed["note"] = request.POST.get("note", request.session.get(key_of(question), ""))
    return AnsweringForm(data, user=request.user, instance=asset, question=question, initial=typed)


def put_aside(request, question, form):
    """Keep an answer with the session while its entry stays a draft, and no longer."""
    if form.stays_draft:
        request.session[key_of(question)] = form.cleaned_data["note"]
    else:
        request.session.pop(key_of(question), None)


def key_of(question):
    return f"answer-{question.pk}"
