"""nlp.js, where Node has it: a topic, with the verdict and clauses that most of its phrasings have."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from benchmarks.contestants.contestant import NotHere, Question, Run
from benchmarks.contestants.wording import usual_by_topic, worded
from intents.model.phrasings import Phrasing

SCRIPT = Path(__file__).parent.parent / "nlpjs" / "topics.js"
NOT_INSTALLED = 3  # the script's exit code where no package of nlp.js is found


def run(phrasings: Sequence[Phrasing], questions: Sequence[Question], rounds: int) -> Run:
    """The script learns, answers every question so many times, and tells the time of each. Raises NotHere."""
    node = shutil.which("node")
    if node is None:
        raise NotHere("Node가 없습니다")
    given = {
        "phrasings": [{"text": each.text, "topic": each.topic} for each in phrasings],
        "questions": [question["q"] for question in questions],
        "rounds": rounds,
    }
    done = subprocess.run(
        [node, str(SCRIPT)], input=json.dumps(given), capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode == NOT_INSTALLED:
        raise NotHere("@nlpjs/basic과 @nlpjs/lang-ko, 또는 node-nlp가 없습니다(benchmarks/README.md)")
    if done.returncode != 0:
        raise NotHere(f"멈췄습니다: {(done.stderr.strip().splitlines() or ['-'])[-1]}")
    # the library writes its own lines first
    found = json.loads(done.stdout.strip().rpartition("\n")[2])
    usual = usual_by_topic(phrasings)
    answers = tuple(worded(topic, usual[topic].verdict, usual[topic].clauses) for topic in found["topics"])
    return Run(answers, tuple(found["seconds"]), tuple(found["cpuSeconds"]), found["peakMiB"])
