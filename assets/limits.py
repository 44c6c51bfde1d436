"""How often somebody may write to us, and ask what is costly to answer.

What is counted stands in the cache for an hour or a day, under a keyed hash: neither addresses nor who wrote what.
"""

from ipaddress import ip_address, ip_network

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.core.cache import cache
from django.utils.crypto import salted_hmac
from redis.exceptions import RedisError

TOO_MANY = (
    "Nothing was sent, and all that you typed is still here: you sent very many in a short time. "
    "Send it again in an hour, or ask us to import a list."
)
HOUR, DAY = 60 * 60, 24 * 60 * 60
OF_ONE_HOME = 64  # bits of an IPv6 address: who has one has all that begin so


def may_report(request, email=""):
    """Count one more report. False where too many came, from this network in an hour or for this address in a day.

    Raises RedisError where nothing can be counted.
    """
    turns = [is_within("report", network_of(request), settings.REPORTS_AN_HOUR, HOUR)]
    if email:
        turns.append(is_within("mail", email.lower(), settings.REPORTS_A_DAY, DAY))
    return all(turns)


def may_worry(request):
    """Count one more concern. False where too many came from this network in an hour; reports do not count.

    Where nothing can be counted, safety comes first.
    """
    try:
        return is_within("concern", network_of(request), settings.REPORTS_AN_HOUR, HOUR)
    except RedisError:
        return True


def may_add(user):
    """Count one more entry or suggested change of this person. False where too many came in an hour."""
    return is_lenient("entry", user, settings.ENTRIES_AN_HOUR)


def may_compare(user):
    """Count one more search for what may be the same. False where this person asked too often in an hour."""
    return is_lenient("compare", user, settings.COMPARISONS_AN_HOUR)


def is_lenient(kind, user, most):
    """Where nothing can be counted, people go on with their work."""
    try:
        return is_within(kind, str(user.pk), most, HOUR)
    except RedisError:
        return True


def network_of(request):
    """The network address that the sign-in counts, too: `PROXIES` says how much of X-Forwarded-For is ours."""
    address = ip_address(get_adapter(request).get_client_ip(request))
    if address.version == 6 and address.ipv4_mapped:
        return str(address.ipv4_mapped)
    return str(ip_network((address, OF_ONE_HOME), strict=False)) if address.version == 6 else str(address)


def is_within(kind, who, most, seconds):
    """Count one more of this kind, and tell whether these are at most so many in so many seconds."""
    key = f"turns:{kind}:{salted_hmac('assets.limits', who, algorithm='sha256').hexdigest()}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= most
    except ValueError:  # the time ended just now
        return True
