"""TF-IDF over character n-grams and a linear support vector machine: a plain classifier of topics."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from benchmarks.contestants.contestant import Answered, NotHere, Prepare, Question
from benchmarks.contestants.wording import usual_by_topic, worded
from intents.model.phrasings import Phrasing


def build(phrasings: Sequence[Phrasing]) -> Prepare:
    """A topic, with the verdict and clauses that most of its phrasings have. Raises NotHere."""
    try:
        from sklearn.feature_extraction.text import TfidfVectorizer  # type: ignore[import-untyped]
        from sklearn.pipeline import make_pipeline  # type: ignore[import-untyped]
        from sklearn.svm import LinearSVC  # type: ignore[import-untyped]
    except ImportError:
        raise NotHere("scikit-learn이 없습니다(requirements-dev.txt)") from None
    words = TfidfVectorizer(analyzer="char_wb", ngram_range=(1, 4), sublinear_tf=True)
    machine = make_pipeline(words, LinearSVC(class_weight="balanced", random_state=0))
    machine.fit([phrasing.text for phrasing in phrasings], [phrasing.topic for phrasing in phrasings])
    usual = usual_by_topic(phrasings)

    def answer(text: str) -> Answered:
        topic = str(machine.predict([text])[0])
        return worded(topic, usual[topic].verdict, usual[topic].clauses)

    def prepare(question: Question) -> Callable[[], Answered]:
        return lambda: answer(question["q"])

    return prepare
