"""Addresses as squares that a phone reads from paper."""

import segno
from django.utils.safestring import SafeString

LONGEST = 600  # characters of an address: with more, the squares would be too small


def code_of(address):
    """A QR code of the address as SVG; None where the address is too long."""
    if len(address) > LONGEST:
        return None
    code = segno.make_qr(address, error="m" if len(address) < LONGEST / 2 else "l")
    return SafeString(code.svg_inline(omitsize=True, light="#fff", svgclass="code", lineclass=None))
