"""How every form of the site reads, whatever app it belongs to."""

import html5lib
import pytest
from django import forms
from django.template.loader import render_to_string


class Tea(forms.Form):
    name = forms.CharField(help_text="As on the tin.", error_messages={"required": "Enter the tea’s name"})
    milk = forms.ChoiceField(widget=forms.RadioSelect, choices=[("yes", "Yes"), ("no", "No")])
    agreed = forms.BooleanField(label="I agree")


@pytest.fixture
def page():
    """The empty form as it comes back, under its summary of errors."""
    form = Tea({})
    html = render_to_string("_error_summary.html", {"form": form}) + str(form)
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parseFragment(html)


def by_id(page, name):
    return page.find(f".//*[@id='{name}']")


def test_a_field_is_described_by_its_hint_and_its_error(page):
    described_by = by_id(page, "id_name").get("aria-describedby").split()
    texts = ["".join(by_id(page, name).itertext()).strip() for name in described_by]
    assert texts == ["As on the tin.", "Error: Enter the tea’s name"]


def test_each_link_of_the_summary_leads_to_something_that_takes_the_focus(page):
    targets = [by_id(page, link.get("href").removeprefix("#")) for link in page.findall(".//li/a")]
    assert [target.tag for target in targets] == ["input", "input", "input"]


def test_the_summary_takes_the_focus_without_script(page):
    summary = page.find(".//div[@role='alert']")
    assert summary.get("autofocus") is not None
    assert summary.get("tabindex") == "-1"


def test_the_box_of_a_choice_stands_before_its_words(page):
    assert [part.tag for part in page.find(".//input[@id='id_agreed']/..")] == ["input", "label"]


def test_a_label_ends_without_a_colon(page):
    assert page.find(".//label[@for='id_name']").text == "Name"
