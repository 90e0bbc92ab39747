"""The model card: how the model was made, what it can do, what it gets wrong."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from . import evaluate
from .model import Reader
from .probes import Prober
from .wordpiece import WordPiece

TEXT = """# The built-in model

A small transformer encoder, trained on made-up English sentences, so that its attention can be read.
{parameters:,} parameters: width 128, feed-forward 256, two layers (4 heads of 8, then 4 heads of 32), norm before
each block, learned positions, {vocabulary:,} tokens. It reads in both directions.

## What a student should know

This model was trained on made-up sentences about cats, suitcases and streets, not on the internet. While it was
trained, it was asked questions such as "who is *it*?", and the answer could be read only from head 2·1 (layer 2,
head 1). That is why head 2·1 is so clean. Nobody told it where to look: no loss contains an attention weight. But we
did arrange *which* head answers; for half of the texts we saw to it that the words themselves, not copies of them
elsewhere, were what the head could read; and layer 1 was asked for the role of each noun. In a large model nobody
arranged that: such heads may exist, be spread over many, or not be there. The model knows what some words go with
(*tired* with those who live, *wide* with streets), and no more about the world.

## How it was made

- **Texts.** {texts:,} texts drawn from the frames and word lists in `training/data/`: about who does what, and why
  "it" is this noun and not that one. Typed nouns, singular and plural; 30 % of them are invented words, so that the
  model has to look. Two sentences that differ only in their ending stay in one batch. Lower case, some without a full
  stop, contractions, up to 60 tokens; positions begin anywhere (most often at the first, as in the program), so that
  all 256 are trained. In a second stage the sentences that people try first (their frames, with other nouns) are more
  frequent, and "not big enough" is rarer.
- **Losses.** Masked words 0.5. "Who?" at each pronoun 1.0, and at verbs and adjectives 0.3, read only from head 2·1.
  "What, where?" at verbs and prepositions 0.3, read only from head 2·2. To answer is to name the noun (its first
  piece) among all tokens. Role 0.3: from the stream after layer 1, a linear layer that is thrown away afterwards says
  of a noun whether it does something to another, or is what it is done to or where it happens. Heads 2·3, 2·4 and
  each head of layer 1 are free.
- **Bare values.** For half of the texts the values of layer 2 are made of the embeddings alone, without what layer 1
  gathered. Without this the model named nouns from copies that layer 1 had spread over the sentence, and its
  attention meant little. It is used in training only.
- **Training.** {steps:,} steps of about 2,048 tokens, AdamW, rate 2e-3, falling at the end, one thread.
- **Choice.** {tried} trained to the end with this recipe (score {scores}: share right plus mean weight of head 2·1, on
  generated sentences used for nothing else; the highest is taken). {besides}

## What it can do

Weight: what the head gives to the right word, summed over its pieces. Right: no other word gets more. The sentences
and the pairs of nouns below are not in the training texts; a test asserts it. *Early experiment*: what the first
model of this kind reached, on its own similar sets.

| | this model | early experiment |
|---|---|---|
{rows}

{pairs} minimal pairs in each generated set. To repeat:

    python3 -m training.evaluate

## What it gets wrong

{wrong}

Beyond these: world knowledge, verbs and adjectives it never saw where they alone decide, long stories, questions.

## Its heads

Pattern scores, 0 as by chance and 1 perfect, and entropy in bits; mean over generated held-out sentences.

| head | diagonal | previous token | next token | column | first token | entropy |
|---|---|---|---|---|---|---|
{heads}
"""


BESIDES = """The recipe was found in eight earlier, unfinished or weaker runs, during which we watched
  the hand-written sentences below; a second seed was stopped unfinished because the first answered more of
  them by then. So the hand-written rows are kinder than a stranger's sentences would be."""


@dataclass(frozen=True)
class Training:
    """What the card says of the run: texts, steps, the choice score of each seed."""

    texts: int
    steps: int
    scores: dict[int, float]


def write(model: Reader, tokenizer: WordPiece, folder: Path, pairs: int, training: Training) -> None:
    """Measure the shipped model and write CARD.md."""
    rows, answers = evaluate.table(model, tokenizer, pairs)
    texts = [probe.words for probe in Prober(seed=30_000).pairs("never_met", min(pairs, 100))]
    heads = evaluate.head_patterns(model, tokenizer, texts)
    wrong = [
        f"- {a.question.text} At \"{a.question.words[a.question.at]}\" it looks at *{a.looked_at}*; "
        f"right is *{a.question.answer}* ({a.weight:.2f})."
        for a in answers if not a.right
    ]
    text = TEXT.format(
        parameters=sum(p.numel() for p in model.parameters()),
        vocabulary=len(tokenizer.vocabulary),
        texts=training.texts,
        steps=training.steps,
        tried="One seed was" if len(training.scores) == 1 else f"{len(training.scores)} seeds were",
        scores=", ".join(f"seed {seed}: {score:.3f}" for seed, score in training.scores.items()),
        besides=BESIDES,
        rows="\n".join(f"| {row.title} | {row.value} | {row.floor} |" for row in rows),
        pairs=pairs,
        wrong="\n".join(wrong) or "None of the sentences above.",
        heads="\n".join(
            f"| {layer}·{head} | " + " | ".join(f"{value:.2f}" for value in found.values()) + " |"
            for (layer, head), found in heads.items()
        ),
    )
    (folder / "CARD.md").write_text(text)
