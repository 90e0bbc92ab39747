"""BERT's tokenizer (lower case, WordPiece), and the tokenizer.json it is shipped as."""

from __future__ import annotations

import json
import re
import unicodedata
from functools import lru_cache
from pathlib import Path

PAD, UNK, MASK = 0, 1, 2
SPECIAL = ["[PAD]", "[UNK]", "[MASK]"]
SPECIAL_IN_TEXT = re.compile(r"(\[PAD\]|\[UNK\]|\[MASK\])")
MAX_CHARS, LONG = 100, 4
REMEMBERED = 200_000
CJK = ((0x4E00, 0x9FFF), (0x3400, 0x4DBF), (0x20000, 0x2A6DF), (0x2A700, 0x2B73F), (0x2B740, 0x2B81F),
       (0x2B920, 0x2CEAF), (0xF900, 0xFAFF), (0x2F800, 0x2FA1F))


def is_punctuation(char: str) -> bool:
    """ASCII symbols and every Unicode punctuation."""
    code = ord(char)
    ascii_symbol = 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126
    return ascii_symbol or unicodedata.category(char).startswith("P")


def normalize(text: str) -> str:
    """BertNormalizer: clean, space out CJK, strip accents, lower case."""
    if text.isascii() and text.isprintable():
        return text.lower()
    out: list[str] = []
    for char in text:
        code = ord(char)
        if char in "\t\n\r":
            out.append(" ")
        elif code == 0xFFFD or unicodedata.category(char).startswith("C"):
            continue
        elif char.isspace():
            out.append(" ")
        elif any(low <= code <= high for low, high in CJK):
            out.extend((" ", char, " "))
        else:
            out.append(char)
    decomposed = unicodedata.normalize("NFD", "".join(out))
    return "".join(c for c in decomposed if unicodedata.category(c) != "Mn").lower()


def pre_tokenize(text: str) -> list[str]:
    """BertPreTokenizer on normalized text: split at white space, isolate punctuation."""
    words: list[str] = []
    for chunk in text.split():
        word = ""
        for char in chunk:
            if is_punctuation(char):
                words += [word, char] if word else [char]
                word = ""
            else:
                word += char
        if word:
            words.append(word)
    return words


@lru_cache(maxsize=REMEMBERED)
def pre_tokens(text: str) -> tuple[str, ...]:
    """Normalized and cut. Remembered: nearly all the time of drawing texts went into the same words again and again."""
    return tuple(pre_tokenize(normalize(text)))


class WordPiece:
    """Greedy longest-match-first encoder over a vocabulary."""

    def __init__(self, vocabulary: list[str]) -> None:
        self.vocabulary = vocabulary
        self.ids = {token: index for index, token in enumerate(vocabulary)}
        self.pieces = lru_cache(maxsize=REMEMBERED)(self._pieces)

    def word(self, word: str, whole: bool = True) -> tuple[int, ...]:
        """Ids of the pieces of one pre-token; [UNK] for all of it where a piece is missing.

        Without ``whole`` a word of some length is cut as if it were not in the vocabulary itself.
        """
        if word in SPECIAL:
            return (self.ids[word],)
        if len(word) > MAX_CHARS:
            return (UNK,)
        pieces: list[int] = []
        start = 0
        while start < len(word):
            end = len(word) if start or whole or len(word) < LONG else len(word) - 1
            while end > start:
                piece = self.ids.get(("##" if start else "") + word[start:end])
                if piece is not None:
                    break
                end -= 1
            else:
                return (UNK,)
            pieces.append(piece)
            start = end
        return tuple(pieces)

    def words(self, text: str) -> list[str]:
        """The pre-tokens of a text; special tokens written out in it are kept whole."""
        words: list[str] = []
        for part in SPECIAL_IN_TEXT.split(text):
            words += [part] if part in SPECIAL else pre_tokens(part)
        return words

    def _pieces(self, text: str, whole: bool) -> tuple[int, ...]:
        return tuple(piece for word in self.words(text) for piece in self.word(word, whole))

    def encode(self, text: str, whole: bool = True) -> list[int]:
        """Token ids of a text; no special tokens are added. ``whole``: as for :meth:`word`."""
        return list(self.pieces(text, whole))


def save(vocabulary: list[str], path: Path) -> None:
    """Write the tokenizer as a tokenizer.json."""
    added = [
        {"id": index, "content": token, "single_word": False, "lstrip": False, "rstrip": False,
         "normalized": False, "special": True}
        for index, token in enumerate(SPECIAL)
    ]
    tokenizer = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": added,
        "normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True,
                       "strip_accents": None, "lowercase": True},
        "pre_tokenizer": {"type": "BertPreTokenizer"},
        "post_processor": None,
        "decoder": {"type": "WordPiece", "prefix": "##", "cleanup": True},
        "model": {"type": "WordPiece", "unk_token": "[UNK]", "continuing_subword_prefix": "##",
                  "max_input_chars_per_word": MAX_CHARS,
                  "vocab": {token: index for index, token in enumerate(vocabulary)}},
    }
    path.write_text(json.dumps(tokenizer, indent=1, ensure_ascii=False) + "\n")


def load(path: Path) -> WordPiece:
    """Read back a tokenizer.json written by :func:`save`."""
    vocab = json.loads(path.read_text())["model"]["vocab"]
    return WordPiece(sorted(vocab, key=vocab.__getitem__))
