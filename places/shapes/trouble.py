"""What is wrong with a shape."""


class ShapeTrouble(ValueError):
    """Why a shape cannot be kept, in words. `mended` is what could stand in its place, as WKT, and `offer` says how."""

    def __init__(self, words, mended="", offer=""):
        super().__init__(words)
        self.mended, self.offer = mended, offer


def near(position):
    """A position (longitude, latitude) as people write it."""
    longitude, latitude = position
    return f"{latitude:.5f}, {longitude:.5f}"
