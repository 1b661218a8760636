"""The printed page's typeface: embedded in every PDF, and text made ready for it.

The two files hold all 11,172 modern syllables, since companies' names use any of them; fonts/README.md says how they were cut.
"""

from __future__ import annotations

import io
import lzma
import unicodedata
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parent / "fonts"
REGULAR, BOLD = "ASPapers-Regular", "ASPapers-Bold"
LACKING = "□"  # stands for a sign that the typeface does not have
# signs that only change how their neighbours look: without them the rest reads the same
_UNSEEN = frozenset({0x200B, 0x200C, 0x200D, 0x20E3, 0xFEFF, *range(0xFE00, 0xFE10), *range(0x1F3FB, 0x1F400)})


@cache
def ready() -> frozenset[int]:
    """Registers the typeface in this process. Returns the code points that both of its files have."""
    held = []
    for name in (REGULAR, BOLD):
        font = TTFont(name, io.BytesIO(lzma.decompress((FOLDER / f"{name}.ttf.xz").read_bytes())))
        pdfmetrics.registerFont(font)
        held.append(frozenset(font.face.charToGlyph))
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return held[0] & held[1]


def printable(text: str) -> str:
    """The text in one line of signs that can be printed: composed Hangul, no controls, □ for what the typeface lacks."""
    held = ready()
    made = []
    for sign in unicodedata.normalize("NFC", " ".join(text.split())):
        code = ord(sign)
        if code in held:
            made.append(sign)
        elif code not in _UNSEEN and unicodedata.category(sign) not in ("Cc", "Cf", "Mn", "Me"):
            made.append(LACKING)
    return "".join(made)
