"""The reference data with something broken in them."""

import shutil

import pytest


@pytest.fixture
def broken(tmp_path):
    """A copy of the reference data in which one passage was replaced, loaded: raises LibraryError."""
    # Not at the head of the file: where the library does not load, tests fail, but pytest must still begin.
    from rehab.rules.library import REFERENCE, load

    folder = tmp_path / "reference"
    shutil.copytree(REFERENCE, folder)

    def load_with(file, old, new):
        path = folder / file
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{file} has no {old!r}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return load(folder)

    return load_with
