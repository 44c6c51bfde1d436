"""SVG as text. What is written has no characters that XML forbids; Django escapes the rest."""

import re
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join

FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
FONT = "Atkinson Next, Atkinson Hyperlegible Next, system-ui, sans-serif"
INK, INK_2, PAPER, SURFACE, BRAND = "#17262b", "#45565b", "#fbf9f5", "#fff", "#0f5257"
SEA, LAND = "#dce6e6", "#f4f1e9"
LETTER, BOLD_LETTER = 0.52, 0.56  # of the size of a font: how wide a letter is, about
SPACING = 1.35  # of the size of a font: how high a line is


def element(name, *children, **attributes):
    """An element; `font_size=12` becomes font-size="12". Numbers are pixels; what is None is left out."""
    given = [(key.replace("_", "-"), written(value)) for key, value in attributes.items() if value is not None]
    inside = format_html_join("", "{}", ((allowed(child),) for child in children))
    return format_html("<{0}{1}>{2}</{0}>", name, format_html_join("", ' {}="{}"', given), inside)


def written(value):
    """Numbers to a tenth of a pixel."""
    return f"{value:.1f}".removesuffix(".0") if isinstance(value, float) else allowed(value)


def allowed(text):
    """Without what no XML may hold; what is markup stays markup."""
    return text if hasattr(text, "__html__") else FORBIDDEN.sub("", str(text))


def text(words, x, y, size, *, bold=False, **attributes):
    """Words in a line, which begins at x and stands on y."""
    weight = 700 if bold else None
    return element("text", words, x=float(x), y=float(y), font_size=size, font_weight=weight, **attributes)


def width_of(words, size, *, bold=False):
    """About how wide words are in pixels, rather more than less."""
    return len(words) * size * (BOLD_LETTER if bold else LETTER)


@dataclass(frozen=True)
class Words:
    """Lines of one size, one below the other."""

    lines: list
    size: int
    bold: bool = False
    fill: str = INK

    @classmethod
    def fitted(cls, words, size, width, *, most, **look):
        """Words in at most so many lines of this width; what does not fit ends in an ellipsis."""
        room = max(int(width / width_of("n", size, bold=look.get("bold", False))), 2)
        lines, left = [], " ".join(words.split())
        while left and len(lines) < most:
            lines.append(left if len(left) <= room else left[: room + 1].rpartition(" ")[0] or left[:room])
            left = left[len(lines[-1]) :].strip()
        if left:
            lines[-1] = f"{lines[-1][: room - 1].rstrip(' ,;')}…"
        return cls(lines, size, **look)

    @property
    def height(self):
        return self.size * SPACING * len(self.lines)

    def drawn(self, left, top):
        """The lines, the first of which begins at this corner."""
        for number, line in enumerate(self.lines):
            y = top + self.size * (1 + SPACING * number)
            yield text(line, left, y, self.size, bold=self.bold, fill=self.fill)


def picture(width, height, title, description, *children):
    """A whole picture that says to a screen reader what it shows."""
    return element(
        "svg",
        element("title", title, id="picture-title"),
        element("desc", description, id="picture-desc"),
        *children,
        xmlns="http://www.w3.org/2000/svg",
        viewBox=f"0 0 {width} {height}",
        width=width,
        height=height,
        role="img",
        aria_labelledby="picture-title picture-desc",
        font_family=FONT,
        fill=INK,
    )
