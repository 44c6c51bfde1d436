"""Whether the process lives, and whether the parts that it needs answer."""

from django.core.cache import cache
from django.db import connection
from django.db.utils import OperationalError
from django.http import JsonResponse
from redis.exceptions import RedisError

from config.celery import app


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
    return "ok" if app.control.ping(timeout=1, limit=1) else "does not answer"
