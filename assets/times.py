"""Times of the day as people write them, as the register keeps them ("09:30", "24:00" at the end), and in words."""

import re

NAMED = {"noon": "12:00", "midday": "12:00", "12noon": "12:00", "12midday": "12:00"}
MIDNIGHT = {"midnight", "12midnight"}
HALVES = {"am": "am", "a.m.": "am", "a.m": "am", "pm": "pm", "p.m.": "pm", "p.m": "pm"}
WRITTEN = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?(am|pm|a\.m\.?|p\.m\.?)?|(\d{1,2})(\d{2})(am|pm)?", re.ASCII)
HOW = "Write it like 9:30am, 1pm or 13:00."
DAY = 24 * 60
HALF_A_DAY = DAY // 2
EARLY = 8 * 60  # what begins before is as likely meant for the afternoon or evening


def read_time(text, closes=False):
    """The time that was written, as "HH:MM"; midnight is 24:00 when it `closes`. Raises ValueError, which says why."""
    written = re.sub(r"\s+", "", text).lower()
    if written in MIDNIGHT or (written == "24:00" and closes):
        return "24:00" if closes else "00:00"
    if written in NAMED:
        return NAMED[written]
    found = WRITTEN.fullmatch(written)
    if not found:
        raise ValueError(f"“{text}” is no time of day. {HOW}")
    hour, minute, half = found[1] or found[4], found[2] or found[5], HALVES.get(found[3] or found[6] or "")
    if not minute and not half:
        raise ValueError(f"Is “{text}” in the morning or the afternoon? {HOW}")
    return clock(int(hour), int(minute or 0), half, text)


def clock(hour, minute, half, text):
    """These numbers as "HH:MM". Raises ValueError where there is no such time."""
    if half and not 1 <= hour <= 12:
        raise ValueError(f"“{text}” is no time of day: before am or pm the hour is 1 to 12. {HOW}")
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0)
    if hour > 23 or minute > 59:
        raise ValueError(f"“{text}” is no time of day. {HOW}")
    return f"{hour:02}:{minute:02}"


def in_doubt(opens, closes):
    """Which of two written times may be meant for the afternoon as well, so that somebody has to be asked; or "".

    "9:30" to "1:00" leaves the end open, "2:00" to "4:00" and "2:00" to "4pm" the beginning. A clock of 24 hours at the
    end, "7:00" to "22:00", settles both, and "02:00" is the night. Raises ValueError where one is no time.
    """
    begins, ends = minutes(read_time(opens)), minutes(read_time(closes, closes=True))
    if ends < begins and leaves_half_open(closes):
        return closes
    says_half = re.search("[a-z]", closes, re.IGNORECASE) and (ends - begins) % DAY > HALF_A_DAY
    is_early = begins < EARLY and leaves_half_open(opens)
    return opens if is_early and (says_half or leaves_half_open(closes)) else ""


def leaves_half_open(text):
    """Whether a written time may be meant for the afternoon as well: "1:00", not "01:00", "1am" or "13:00"."""
    return re.fullmatch(r"[1-9][:.]\d{2}|1[01][:.]\d{2}|\d{3}", re.sub(r"\s+", "", text), re.ASCII) is not None


def minutes(time):
    """Minutes since midnight."""
    hour, minute = time.split(":")
    return int(hour) * 60 + int(minute)


def in_words(time):
    """9:30am, 1pm, noon, midnight."""
    hour, minute = divmod(minutes(time), 60)
    if minute == 0 and hour % 12 == 0:
        return "noon" if hour == 12 else "midnight"
    past = f":{minute:02}" if minute else ""
    return f"{hour % 12 or 12}{past}{'am' if hour % 24 < 12 else 'pm'}"
