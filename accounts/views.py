from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render

from accounts.forms import PreferencesForm


@login_required
def preferences(request):
    """`/account/preferences/`: under which name others know this person, and whether we write to them."""
    form = PreferencesForm(request.POST or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        request.user.save(update_fields=form.changed_data)
        messages.success(request, "Your choices are kept.")
        return redirect("accounts:preferences")
    return render(request, "accounts/preferences.html", {"form": form})
