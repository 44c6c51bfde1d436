import pytest


@pytest.fixture
def write(tmp_path):
    """A file of this text, or of these bytes."""

    def written(text, name="rows.csv"):
        path = tmp_path / name
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    return written
