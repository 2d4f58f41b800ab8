"""Letters of other scripts that look exactly like Latin ones."""

from __future__ import annotations

#: Cyrillic and Greek letters to their Latin twins. Greek small letters that people write on
#: purpose (`αNet`, `μSeg`) are none of them.
TWINS = dict(
    zip(
        "аеорсухіјѕһԁАВЕКМНОРСТХУІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο",
        "aeopcyxijshdABEKMHOPCTXYIJSABEZHIKMNOPTYXo",
        strict=True,
    )
)
LATIN = str.maketrans(TWINS)


def latin(text: str) -> str:
    """A text with Latin letters for the twins among them: `Semаntic` with a Cyrillic `а` is the
    same word, `Москва` is none."""
    return " ".join(
        word.translate(LATIN) if any(c.isascii() and c.isalpha() for c in word) else word
        for word in text.split(" ")
    )
