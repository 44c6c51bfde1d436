"""A change goes from who suggests it to the curator who takes over a part of it, as people do it."""

import pytest
from playwright.sync_api import expect

from assets.models import Asset, PublicAsset

pytestmark = pytest.mark.browser


def test_two_facts_are_suggested_and_one_is_taken_over(
    signed_in_page, live_server, make_asset, contributor, curator, organisation
):
    asset = make_asset("Layfield Walkers", organisation=organisation)
    page = signed_in_page(contributor)
    page.goto(live_server.url + asset.get_absolute_url())
    page.get_by_role("link", name="Suggest a change").click()
    page.get_by_label("Name", exact=True).fill("Layfield Ramblers")
    page.get_by_label("Town or village").fill("Seaholme")
    page.get_by_role("button", name="Send to the curators").click()
    expect(page.get_by_text("Until then others see the entry as it was")).to_be_visible()
    assert PublicAsset.objects.get().name == "Layfield Walkers"

    page = signed_in_page(curator)
    page.goto(f"{live_server.url}/review/")
    page.get_by_role("link", name="Layfield Walkers").click()
    page.get_by_role("checkbox", name="Town").uncheck()
    page.get_by_role("button", name="Take over what is ticked").click()
    expect(page.get_by_text("“Layfield Walkers”: suggested change taken over in part")).to_be_visible()
    changed = Asset.objects.get()
    assert (changed.name, changed.town) == ("Layfield Ramblers", "")
