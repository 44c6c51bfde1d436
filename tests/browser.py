"""A real Chromium. A test fails on a console error, a policy violation, a server error or a request elsewhere."""

import os
from urllib.parse import urlsplit

import pytest

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]
HERE = {"localhost", "127.0.0.1"}
LEFT_WITH_THE_PAGE = ("htmx:sendAbort", "htmx:afterRequest")  # what a page had asked for when it was left


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args):
    return {
        **browser_type_launch_args,
        "executable_path": os.environ.get("CHROMIUM", "/usr/bin/chromium"),
        "args": FLAGS,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    return {**browser_context_args, "viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}


@pytest.fixture
def context(context):
    context.set_default_timeout(10_000)
    return context


@pytest.fixture
def page(context, page):
    trouble = watch(context)
    yield page
    assert not trouble


@pytest.fixture
def watched(browser, browser_context_args):
    """A maker of pages with other settings: `watched(color_scheme="dark", java_script_enabled=False)`."""
    contexts, trouble = [], []

    def make(**settings):
        context = browser.new_context(**{**browser_context_args, **settings})
        contexts.append(context)
        watch(context, trouble)
        return context.new_page()

    yield make
    for context in contexts:
        context.close()
    assert not trouble


def watch(context, trouble=None):
    """Collect what a page must never do, in words. A page may answer 404 by itself, its parts may not."""
    trouble = [] if trouble is None else trouble
    context.on("console", lambda message: is_error(message) and trouble.append(f"console: {message.text}"))
    context.on("weberror", lambda error: trouble.append(f"script: {error.error}"))
    context.on("request", lambda request: elsewhere(request.url) and trouble.append(f"request to {request.url}"))
    context.on("response", lambda answer: is_broken(answer) and trouble.append(f"{answer.status} from {answer.url}"))
    return trouble


def is_error(message):
    return message.type == "error" and not message.text.startswith(("Failed to load resource", *LEFT_WITH_THE_PAGE))


def is_broken(answer):
    return answer.status >= (500 if answer.request.resource_type == "document" else 400)


def elsewhere(url):
    address = urlsplit(url)
    return address.scheme in {"http", "https"} and address.hostname not in HERE


@pytest.fixture
def signed_in_page(context, page, client, live_server):
    """A page for this person, who has signed in."""

    def sign_in(user):
        client.force_login(user)
        cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
        context.add_cookies([cookie])
        return page

    return sign_in
