from celery import shared_task
from django.core.management import call_command


@shared_task
def clear_ended_sessions():
    """Forget sessions that are over. May run twice."""
    call_command("clearsessions")
