"""What a browser prints: how many sheets of paper, and the words on them."""

import re
import zlib


def sheets(pdf: bytes) -> int:
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def words_on(pdf: bytes) -> str:
    """The letters of all that is written, without the spaces between them."""
    objects = {int(n): body for n, body in re.findall(rb"(\d+) 0 obj\s(.*?)endobj", pdf, re.S)}
    fonts = {}
    for name, n in re.findall(rb"/(F\d+) (\d+) 0 R", pdf):
        letters = re.search(rb"/ToUnicode (\d+) 0 R", objects[int(n)])
        digits = 2 if b"/Type3" in objects[int(n)] else 4
        fonts[name] = digits, alphabet(unpacked(objects[int(letters[1])])) if letters else {}
    said = []
    for body in objects.values():
        drawn = unpacked(body)
        if b" Tf" not in drawn:
            continue
        font: tuple[int, dict[int, str]] = 4, {}
        for name, glyphs in re.findall(rb"/(F\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>", drawn):
            digits, letters = font = fonts[name] if name else font
            said += [letters.get(int(glyphs[n : n + digits], 16), "") for n in range(0, len(glyphs), digits)]
    return re.sub(r"\s+", "", "".join(said))


def unpacked(body: bytes) -> bytes:
    stream = re.search(rb"stream\r?\n(.*)\r?\nendstream", body, re.S)
    if stream is None:
        return b""
    try:
        return zlib.decompress(stream[1])
    except zlib.error:
        return b""


def alphabet(cmap: bytes) -> dict[int, str]:
    """Which letters each glyph of a font stands for."""
    found: dict[int, str] = {}
    for block in re.findall(rb"beginbfchar(.*?)endbfchar", cmap, re.S):
        for glyph, letter in re.findall(rb"<(\w+)>\s*<(\w+)>", block):
            found[int(glyph, 16)] = bytes.fromhex(letter.decode()).decode("utf-16-be")
    for block in re.findall(rb"beginbfrange(.*?)endbfrange", cmap, re.S):
        for first, last, letter in re.findall(rb"<(\w+)>\s*<(\w+)>\s*<(\w+)>", block):
            for more in range(int(last, 16) - int(first, 16) + 1):
                found[int(first, 16) + more] = chr(int(letter, 16) + more)
    return found
