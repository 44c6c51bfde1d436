"""Plain mails. What an entry tells only some people stands in none of them, and no subject tells it."""

from smtplib import SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

FOR_GOOD = {550, 551, 553}  # RFC 5321, 4.2.3: no such mailbox, not here, no such name


def plain(template, subject, address, **context):
    """A mail of the words in `assets/mail/<template>.txt`, to one address."""
    site = {"site_url": settings.SITE_URL, "site_name": settings.SITE_NAME, "days": settings.REPORT_CONFIRM_DAYS}
    context |= site | {"subject": subject}
    return EmailMessage(subject, render_to_string(f"assets/mail/{template}.txt", context), None, [address])


def discreet(template, subject, address, **context):
    """A mail whose subject begins with the site, and tells nothing: others may see it on a locked screen."""
    return plain(template, f"{settings.SITE_NAME}: {subject}", address, **context)


def named(asset):
    """What a mail calls an entry. Others may read a mailbox: none tells who is with one that is not for everyone."""
    return asset.name if asset.is_for_everyone else "a place or group"


def deliver(mail):
    """Send it; whether it was taken. A mailbox that refuses for good is not tried again.

    Raises OSError where it may be taken later.
    """
    try:
        mail.send()
    except SMTPRecipientsRefused as refused:
        if any(code not in FOR_GOOD for code, _ in refused.recipients.values()):
            raise
        return False
    return True
