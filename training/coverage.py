"""How many words of ordinary English the model knows as whole words.

    python3 -m training.coverage
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

from . import evaluate, wordpiece
from .heldout import read_questions
from .wordnet import FOLDER
from .wordpiece import WordPiece

WORD = re.compile(r"[a-z]+(?:'[a-z]+)?")
QUOTED = re.compile(r'"([^"]{20,})"')


def examples(folder: Path = FOLDER) -> Iterable[str]:
    """The example sentences of WordNet (they are used for nothing else)."""
    for name in ("noun", "verb", "adj", "adv"):
        path = folder / f"data.{name}"
        if path.exists():
            for line in path.read_text().splitlines():
                yield from QUOTED.findall(line)


def share_known(texts: Iterable[str], tokenizer: WordPiece) -> tuple[float, int]:
    """Share of running words that are one token or a known noun with its plural ending, and their number."""
    known = total = 0
    for text in texts:
        for word in WORD.findall(text.lower()):
            pieces = [tokenizer.vocabulary[i] for i in tokenizer.encode(word)]
            known += len(pieces) == 1 or "'" in word or len(pieces) == 2 and pieces[1] in ("##s", "##es")
            total += 1
    return (known / total if total else 0.0), total


def rows(tokenizer: WordPiece) -> list[str]:
    """Lines of the card's table."""
    texts = {
        "WordNet's example sentences": list(examples()),
        "the hand-written sentences": sorted({question.text for question in read_questions()}),
    }
    found = {name: share_known(lines, tokenizer) for name, lines in texts.items()}
    return [f"| {name} | {total:,} | {share:.3f} |" for name, (share, total) in found.items() if total]


def main() -> None:
    print("\n".join(rows(wordpiece.load(evaluate.SHIPPED / "tokenizer.json"))))


if __name__ == "__main__":
    main()
