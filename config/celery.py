"""The Celery application: `celery -A config worker`, `celery -A config beat`."""

import os

from celery import Celery
from celery.contrib.django.task import DjangoTask
from django.db import transaction

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")


class Task(DjangoTask):
    """A task that is queued once the transaction is kept.

    What was kept stays kept where the queue cannot be reached, so that is logged, and no error to whoever did it. What
    must not be lost is looked for again by a task of the schedule.
    """

    def delay_on_commit(self, *args, **kwargs):
        def queue():  # by a name, with which Django logs what goes wrong
            self.delay(*args, **kwargs)

        transaction.on_commit(queue, robust=True)


app = Celery("hereabouts", task_cls=Task)
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
