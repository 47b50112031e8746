"""The JS engine in one long-lived Node process, asked over JSON lines (see tests/js/engine.js)."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
import threading
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType

ENGINE = Path(__file__).parent / "js" / "engine.js"


def node() -> str | None:
    """The path of Node, None where there is none."""
    return shutil.which("node")


class JsEngine:
    """Use as a context manager; answers come in the order of the questions."""

    def __enter__(self) -> JsEngine:
        self._said = tempfile.TemporaryFile("w+", encoding="utf-8")
        self._process = subprocess.Popen(
            [node() or "node", str(ENGINE)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            encoding="utf-8",
        )
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()
        self._said.close()

    def ask(self, questions: Iterable[dict[str, str]]) -> list[str]:
        """The answers to questions such as {"assessment": text}; {"rules": text} is not answered."""
        questions = list(questions)
        lines = "".join(json.dumps(question) + "\n" for question in questions)

        def send() -> None:
            try:
                self._process.stdin.write(lines)
                self._process.stdin.flush()
            except BrokenPipeError:
                pass  # reading below tells why

        writer = threading.Thread(target=send)
        writer.start()
        answers = [self._process.stdout.readline() for question in questions if "rules" not in question]
        writer.join()
        if answers and not answers[-1]:
            self._said.seek(0)
            raise RuntimeError(f"the JS engine stopped: {self._said.read()[-2000:]}")
        return [answer.removesuffix("\n") for answer in answers]
