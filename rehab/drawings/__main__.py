"""Write every drawing into static/drawings, from the poses of the reference data: python -m rehab.drawings"""

from pathlib import Path

from rehab.drawings.pictures import SIDES, drawn, pictures

FOLDER = Path(__file__).resolve().parents[2] / "static" / "drawings"


def main(folder=FOLDER):
    """Write the files and remove those that belong to no picture any more."""
    files = {picture.file(side): drawn(picture, side) for picture in pictures() for side in SIDES}
    folder.mkdir(exist_ok=True)
    for old in folder.glob("*.svg"):
        if old.name not in files:
            old.unlink()
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    print(f"{len(files)} drawings written to {folder}")


if __name__ == "__main__":
    main()
