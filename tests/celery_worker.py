"""A real Celery worker for tests marked `worker`; and for others, tasks that run at once."""

import os
import subprocess
import sys
from threading import Event

import pytest
from django.conf import settings

from config.celery import app

PATIENCE = 30  # seconds


def pytest_configure(config):
    """Each process of the test run has a Redis number of its own."""
    server, _, first = settings.REDIS_URL.rpartition("/")
    number = int(os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw"))
    address = os.environ["REDIS_URL"] = f"{server}/{int(first) + number}"
    settings.CACHES["default"]["LOCATION"] = settings.CELERY_BROKER_URL = settings.CELERY_RESULT_BACKEND = address


class Worker:
    """A worker whose mail lies in a folder."""

    def __init__(self, folder):
        self.folder = folder

    def next_mail(self):
        """The first mail that it sends, waited for."""
        return wait_for(lambda: next((mail.read_text() for mail in self.folder.iterdir()), None))


def wait_for(find):
    for _ in range(PATIENCE * 10):
        found = find()
        if found:
            return found
        Event().wait(0.1)
    raise AssertionError(f"nothing came in {PATIENCE} seconds")


@pytest.fixture
def tasks_at_once():
    """Tasks run where they are queued, in the process of the test."""
    app.conf.task_always_eager = True
    yield
    app.conf.task_always_eager = False


@pytest.fixture
def worker(tmp_path, transactional_db):
    mails = tmp_path / "mails"
    mails.mkdir()
    database = os.environ["DATABASE_URL"].rpartition("/")[0] + "/" + settings.DATABASES["default"]["NAME"]
    environment = {**os.environ, "DATABASE_URL": database, "EMAIL_URL": f"file:///{mails}", "LOG_LEVEL": "WARNING"}
    started = [sys.executable, "-m", "celery", "-A", "config", "worker", "--pool", "solo", "--without-gossip"]
    process = subprocess.Popen(started, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: app.control.ping(timeout=0.5))
        yield Worker(mails)
    finally:
        process.terminate()
        process.wait(PATIENCE)


@pytest.fixture
def queue_down():
    """No queue can be reached: nothing listens at its address."""
    broker_url = app.conf.broker_url
    app.conf.broker_url = "redis://127.0.0.1:1/0"
    app._after_fork()
    yield
    app.conf.broker_url = broker_url
    app._after_fork()
