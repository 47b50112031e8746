"""How far a long run is, on a terminal; nothing at all where the output goes into a pipe or a file."""

from __future__ import annotations

from typing import TextIO

_WIDTH = 30  # signs of the bar
_CLEAR = "\r\033[K"  # back to the start of the line, and empty it


class Progress:
    """A bar of what is read so far. Use as a context manager; it leaves no trace."""

    def __init__(self, stream: TextIO, total: int) -> None:
        """`total`: bytes to read; 0 for no bar."""
        self._stream, self._total = stream, total
        self._done, self._shown = 0, -1  # shown: the percent on screen, -1 for none
        self._on = total > 0 and stream.isatty()

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        self.clear()

    def add(self, size: int) -> None:
        """So many more bytes are read."""
        self._done += size
        percent = min(100, 100 * self._done // self._total) if self._on else self._shown
        if percent != self._shown:
            filled = _WIDTH * percent // 100
            self._write(f"{_CLEAR}[{'#' * filled}{'.' * (_WIDTH - filled)}] {percent}%")
            self._shown = percent

    def clear(self) -> None:
        """Empty the line, so that a result can stand there."""
        if self._shown >= 0:
            self._write(_CLEAR)
            self._shown = -1

    def _write(self, text: str) -> None:
        self._stream.write(text)
        self._stream.flush()
