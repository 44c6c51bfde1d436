"""Whether the process lives, and whether the parts that it needs answer."""

from django.core.cache import cache
from django.db import connection
from django.db.utils import OperationalError
from django.http import JsonResponse
from redis.exceptions import RedisError

from config.celery import app

PATIENCE = 1  # second for a worker to answer
KEPT = 5  # seconds for which a good answer stands
REMEMBERED = 60  # seconds for which others hear it while the workers are asked again


def process(request):
    """`/healthz`: 200 while this process answers."""
    return JsonResponse({"process": "ok"})


def parts(request):
    """`/readyz`: 200 when the database, Redis and a worker answer, otherwise 503 with what does not."""
    found = {"database": database(), "redis": redis()}
    found["worker"] = worker() if found["redis"] == "ok" else "not asked"
    ready = set(found.values()) == {"ok"}
    return JsonResponse(found, status=200 if ready else 503)


def database():
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except OperationalError:
        return "does not answer"
    return "ok"


def redis():
    try:
        cache.get("readyz")
    except RedisError:
        return "does not answer"
    return "ok"


def worker():
    """One request at a time asks the workers; the others hear what was answered last, and hold no thread."""
    if cache.add("readyz:asked", True, KEPT):
        answers = app.control.ping(timeout=PATIENCE, limit=1)
        cache.set("readyz:worker", "ok" if answers else "does not answer", REMEMBERED)
        if not answers:  # then the next one asks again: a start waits for this
            cache.delete("readyz:asked")
    return cache.get("readyz:worker", "being asked")
