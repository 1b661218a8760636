"""Evidence of a request: files are taken, and taken away again, by button or in free words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from flows.emergency.move import Move
from flows.emergency.sent_files import MOST_FILES, REMOVE, SentFile, of_facts, with_number
from flows.exchange import Effect, FileRef, Message, Step
from flows.labels import wording_of
from flows.parsing import Accepted, Refused
from flows.questions import flow_data
from flows.sentences import asks
from flows.state import ASK, FILES

_LONGEST = 60  # signs of a message that asks for nothing else
_SHORTEST_NAME = 2


class Evidence(Move):
    """What the person did with files."""

    def receive(self, file: FileRef) -> Step:
        """A photo, video or document, taken at any question once there is consent. What is refused is dropped."""
        if self.now.facts.known("consent") != "yes":
            return self._not_taken(file, Refused("before_consent"))
        sent = of_facts(self.now.facts)
        if len(sent) >= MOST_FILES:
            return self._not_taken(file, Refused("too_many_files", {"most": MOST_FILES}))
        asked_now = self.open.kind == "files"
        if file.id not in [one.id for one in sent]:  # the same file once more is one file
            self._hold((*(one.text for one in sent), with_number(file, self.state.entries)), "")
        if not asked_now:
            self.say(self.speech.said("file", count=len(of_facts(self.now.facts))))
        return self.ask_on(continued=not asked_now)

    def finish_files(self, value: str) -> Step:
        """A button of the question for files."""
        sent = of_facts(self.now.facts)
        if value == "clear":
            return self.take_away(sent, value)
        if value.startswith(REMOVE):
            return self.take_away([one for one in sent if value == f"{REMOVE}{one.number}"], value)
        if value != "done":
            return self.refuse(Refused("not_here"))
        return self.take({"attachments": Accepted(tuple(one.id for one in sent))}, value)

    def take_away(self, gone: Sequence[SentFile], raw: str) -> Step:
        """Take files out of the request and have their bytes deleted."""
        if not gone:
            return self.refuse(Refused("no_such_file"))
        asked_now = self.open.kind == "files"
        left = tuple(one.text for one in of_facts(self.now.facts) if one not in gone)
        self._hold(left, raw)
        self.effects.append(Effect("drop_files", {"ids": [one.id for one in gone]}))
        self.say(self._told("removed" if left else "cleared", numbers=[one.number for one in gone]))
        return self.ask_on(continued=not asked_now)

    def removal(self, text: str) -> Step | None:
        """The step where a message asks to take files away; None where it does not."""
        meant = files_to_remove(text, of_facts(self.now.facts), self.open.kind == "files")
        if meant is None:
            return None
        return self.refuse(meant) if isinstance(meant, Refused) else self.take_away(meant, text)

    def forget_refused(self) -> None:
        """Files that turned out, when they were fetched, to be none that are taken: the person was told then."""
        sent = of_facts(self.now.facts)
        left = tuple(one.text for one in sent if one.id not in self.context.refused_files)
        if len(left) < len(sent):
            self._hold(left, "")

    def _hold(self, texts: tuple[str, ...], raw: str) -> None:
        """The files as they are now; an answer that was given about them follows."""
        asked_now = self.open.kind == "files"
        self._store(FILES, texts, raw)
        # a consultation goes on with what it needs: an answer that it does not need would take it back
        if "attachments" in self.now.facts and not self.now.consulting:
            self._store("attachments", tuple(one.id for one in of_facts(self.now.facts)), "")
            if asked_now:
                self._store(ASK, "attachments", "")

    def _not_taken(self, file: FileRef, refused: Refused) -> Step:
        self.effects.append(Effect("drop_files", {"ids": [file.id]}))
        return self.refuse(refused)

    def _told(self, what: str, **values: Any) -> Message:
        return Message(wording_of(self.notice).render("request/evidence", what=what, **values).strip())


def files_to_remove(text: str, sent: Sequence[SentFile], asked_now: bool) -> Sequence[SentFile] | Refused | None:
    """The files that a message asks to take away; Refused where it asks for that but not which; None: it does not.

    Away from the question for files a message has to name them: machines delete files, too.
    """
    words = flow_data("emergency", "evidence.yaml")
    if not sent or len(text) > _LONGEST or not re.search(words["verb"], text):
        return None
    if asks(text) and not re.search(words["please"], text):
        return None
    named = [one for one in sent if _is_named(one, text)]
    noun = bool(re.search(words["noun"], text))
    numbers = [int(found) for found in re.findall(words["number"], text)]
    if not (noun or named or (asked_now and (numbers or len(text) <= _LONGEST // 2))):
        return None
    if re.search(words["but"], text):
        return Refused("which_file")
    if numbers:
        meant = [one for one in sent if one.number in numbers]
        return meant if len(meant) == len(set(numbers)) else Refused("no_such_file")
    if named:
        return named
    kinds = [kind for kind in ("photo", "video") if re.search(words[kind], text)]
    pool = [one for one in sent if one.kind in kinds] if kinds else list(sent)
    return _of_pool(text, pool, words)


def _of_pool(text: str, pool: Sequence[SentFile], words: Any) -> Sequence[SentFile] | Refused:
    if re.search(words["all"], text):
        return pool or Refused("no_such_file")
    if re.search(words["last"], text):
        return pool[-1:] or Refused("no_such_file")
    place = re.search(words["position"], text)
    if place:
        said = place[1] or place[2]
        position = int(said) if said.isdigit() else words["positions"][said]
        return pool[position - 1 : position] if 0 < position <= len(pool) else Refused("no_such_file")
    return pool if len(pool) == 1 else Refused("which_file")


def _is_named(file: SentFile, text: str) -> bool:
    stem = file.name.rpartition(".")[0] or file.name
    return len(stem) >= _SHORTEST_NAME and stem.casefold() in text.casefold()
