"""The admin: for administrators alone, with every page opening, nothing deleted, and history saying who."""

from types import SimpleNamespace

import pytest
from django.apps import apps
from django.contrib import admin
from django.urls import reverse

from accounts.models import User
from assets.models import Asset
from consortia.models import Organisation
from projects.models import Project, ProjectAsset

MODELS = sorted(admin.site._registry, key=lambda model: model._meta.label)
OURS = [model for model in MODELS if model._meta.app_label != "account"]
ADDED = [model for model in OURS if model._meta.label != "assets.Decision"]


def address(model, page, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def as_posted(form):
    """What a browser would send of a form that nobody has touched."""
    values = {bound.html_name: bound.value() for bound in form}
    sent = {
        name: value if isinstance(value, list) else str(value) for name, value in values.items() if value is not None
    }
    return {name: value for name, value in sent.items() if value not in ("", "False")}


def save(client, row, **changes):
    """Open the change page of a row, change some fields and send it."""
    return send(client, row, client.get(address(type(row), "change", row.pk)), **changes)


def send(client, row, page, **changes):
    """Send an opened change page with some fields changed."""
    values = as_posted(page.context["adminform"].form)
    for inline in page.context["inline_admin_formsets"]:
        values |= as_posted(inline.formset.management_form)
        for form in inline.formset.initial_forms:
            values |= as_posted(form)
    return client.post(address(type(row), "change", row.pk), values | changes)


@pytest.fixture
def office(signed_in, administrator):
    """A browser of the administrator."""
    return signed_in(administrator)


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_each_list_opens(office, model):
    assert office.get(address(model, "changelist")).status_code == 200


@pytest.mark.parametrize("model", MODELS, ids=str)
def test_each_list_can_be_searched(office, model):
    assert office.get(address(model, "changelist"), {"q": "sea"}).status_code == 200


@pytest.mark.parametrize("model", ADDED, ids=str)
def test_each_page_to_add_opens(office, model):
    assert office.get(address(model, "add")).status_code == 200


@pytest.mark.parametrize("part", ["contributor", "curator", "coordinator", "researcher"])
def test_people_with_other_roles_are_refused(signed_in, request, part):
    client = signed_in(request.getfixturevalue(part))
    assert client.get(reverse("admin:index"), follow=True).status_code == 403


def test_a_visitor_is_sent_to_the_sign_in_page(client):
    answer = client.get(address(Organisation, "changelist"), follow=True)
    assert answer.redirect_chain[-1][0].startswith(reverse("account_login"))


@pytest.mark.parametrize("model", OURS, ids=str)
def test_nothing_can_be_deleted(rf, administrator, model):
    request = rf.get("/")
    request.user = administrator
    assert not admin.site._registry[model].has_delete_permission(request)


def test_a_decision_can_only_be_read(office):
    decision = apps.get_model("assets.Decision")
    assert office.get(address(decision, "add")).status_code == 403


def test_a_change_of_an_organisation_is_saved(office, organisation):
    save(office, organisation, name="Renamed Trust")
    organisation.refresh_from_db()
    assert organisation.name == "Renamed Trust"


@pytest.mark.parametrize("label", ["organisation", "consortium", "asset", "project"])
def test_history_says_who_changed_a_row_in_the_admin(
    office, administrator, organisation, consortium, make_asset, make_project, label
):
    row = {
        "organisation": lambda: organisation,
        "consortium": lambda: consortium,
        "asset": make_asset,
        "project": make_project,
    }[label]()
    named = {"project": "title"}.get(label, "name")
    assert save(office, row, **{named: "Another name"}).status_code == 302
    events = apps.get_model(f"{row._meta.app_label}.{type(row).__name__}Event").objects
    last = events.filter(pgh_obj_id=row.pk, pgh_label="update").latest("pgh_id")
    assert (getattr(last, named), last.pgh_context.metadata["user"]) == ("Another name", administrator.pk)


def test_texts_with_commas_survive_the_admin(office, make_project):
    project = make_project(methods=["walks, talks and maps", "diaries"])
    save(office, project, title="Another title")
    project.refresh_from_db()
    assert project.methods == ["walks, talks and maps", "diaries"]


def test_saving_an_asset_unchanged_changes_nothing(office, make_asset, organisation):
    asset = make_asset(organisation=organisation, other_names=["The Store"], is_free=True)
    save(office, asset)
    again = Asset.objects.get(pk=asset.pk)
    assert (again.version, again.category_ids, again.location) == (1, asset.category_ids, asset.location)


def test_a_link_made_while_the_admin_saves_an_asset_stays(make_asset, make_project):
    asset, project = make_asset(), make_project()
    read = Asset.objects.get(pk=asset.pk)
    ProjectAsset.objects.create(project=project, asset=asset, effect="identified")
    form = SimpleNamespace(changed_data=["name"], _meta=SimpleNamespace(fields=["name", "summary"]))
    read.name = "Another name"
    admin.site._registry[Asset].save_model(None, read, form, change=True)
    asset.refresh_from_db()
    assert (asset.name, asset.project_ids) == ("Another name", [project.pk])


def test_an_asset_that_somebody_changed_meanwhile_is_not_overwritten(office, make_asset):
    asset = make_asset()
    page = office.get(address(Asset, "change", asset.pk))
    Asset.objects.filter(pk=asset.pk).update(summary="By the sea")
    answer = send(office, asset, page, name="Another name")
    assert "Somebody changed this entry" in answer.text
    asset.refresh_from_db()
    assert (asset.name, asset.summary) == ("Seaholme Pantry", "By the sea")


def test_the_state_of_an_asset_is_not_set_in_the_admin(office, make_asset):
    asset = make_asset()
    save(office, asset, status="closed")
    asset.refresh_from_db()
    assert asset.status == "published"


def test_the_admin_chooses_kinds_by_name(office, make_asset, kind):
    asset = make_asset()
    save(office, asset, category_ids=[kind("library").pk])
    asset.refresh_from_db()
    assert asset.category_ids == [kind("library").pk]


def test_a_person_added_in_the_admin_has_an_address_in_small_letters(office):
    password = "let me in please"
    values = {"email": "Robin@Example.org", "usable_password": "true", "password1": password, "password2": password}
    inlines = {
        f"{name}-{form}": 0 for name in ("memberships", "appointments") for form in ("TOTAL_FORMS", "INITIAL_FORMS")
    }
    office.post(address(User, "add"), values | inlines)
    assert User.objects.filter(email="robin@example.org").exists()


def test_a_place_that_is_not_a_point_is_told(office, make_asset):
    page = save(office, make_asset(), location="north of the pier")
    assert page.status_code == 200
    assert page.context["adminform"].form.errors["location"]


@pytest.mark.parametrize("typed", ['["cy"]', '"cy"', "{not json"])
def test_translations_of_another_shape_are_told(office, make_asset, typed):
    page = save(office, make_asset(), translations=typed)
    assert page.context["adminform"].form.errors["translations"]


@pytest.mark.browser
def test_the_admin_works_under_the_policy(signed_in_page, administrator, make_asset, organisation, live_server):
    project, asset = Project.objects.create(title="Sea Air", slug="sea-air"), make_asset()
    page = signed_in_page(administrator)
    for path in (
        address(Asset, "changelist"),
        address(Asset, "change", asset.pk),
        address(Project, "change", project.pk),
    ):
        page.goto(live_server.url + path)
    page.locator(".field-lead .select2-selection").click()
    page.locator(".select2-dropdown .select2-search__field").fill("Sea")
    page.get_by_role("option", name=organisation.name).click()
    page.get_by_role("button", name="Save", exact=True).click()
    page.wait_for_url("**/project/")
    project.refresh_from_db()
    assert project.lead == organisation
