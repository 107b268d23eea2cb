"""A QR code as one path, so that a template can draw it without markup from elsewhere."""

from typing import NamedTuple

QUIET = 2  # modules of light around it


class QR(NamedTuple):
    size: int
    path: str


def qr_code(text: str) -> QR:
    """The code's width in modules and the path of its dark ones."""
    import segno  # on the few evenings when somebody comes in; it brings a megabyte of XML with it

    rows = list(segno.make(text, error="m", micro=False).matrix_iter(border=QUIET))
    runs = [run for y, row in enumerate(rows) for run in _dark_runs(y, list(row))]
    return QR(len(rows), "".join(runs))


def _dark_runs(y: int, row: list[int]) -> list[str]:
    starts = [x for x, dark in enumerate(row) if dark and not (x and row[x - 1])]
    ends = [x + 1 for x, dark in enumerate(row) if dark and not (x + 1 < len(row) and row[x + 1])]
    return [f"M{x} {y}h{end - x}v1h-{end - x}z" for x, end in zip(starts, ends, strict=True)]
