"""The editions of one framework on one site: in force, older, and being worked on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

OUTER = "/~/"  # begins an address from the root of the whole site, where others begin at their edition's

IN_FORCE, WORKING, SUPERSEDED = "in force", "working edition", "older release"


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """One edition."""

    version: str
    state: str  # IN_FORCE, WORKING or SUPERSEDED
    prefix: str = ""  # where it stands: "" at the root of the site, "v/1.0.0/"
    addresses: frozenset[str] = frozenset()  # of its pages, from its own root: "/criteria/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Editions:
    """Every edition, newest first, and the one that a page belongs to."""

    here: str = ""  # version
    every: tuple[Edition, ...] = ()
    feed: bool = False  # the site has a feed of releases

    def switch(self, address: str) -> list[dict[str, Any]]:
        """Return for each edition where this page stands in it, or else its nearest parent."""
        if len(self.every) < 2:
            return []
        return [
            {
                "version": edition.version,
                "state": edition.state,
                "here": edition.version == self.here,
                "same": _nearest(address, edition) == address,
                "address": f"{OUTER}{edition.prefix}{_nearest(address, edition).lstrip('/')}",
            }
            for edition in self.every
        ]

    def notice(self, address: str) -> Mapping[str, Any] | None:
        """Return what to warn readers of: {state, here, version and address of the one in force}; or None."""
        mine = next((edition for edition in self.every if edition.version == self.here), None)
        if mine is None or mine.state == IN_FORCE:
            return None
        found = [one for one in self.switch(address) if one["state"] == IN_FORCE]
        return {**found[0], "state": mine.state, "here": self.here} if found else None

    def home_of(self, version: str) -> str | None:
        """Return where an edition begins, None where it is not on this site."""
        found = next((edition for edition in self.every if edition.version == version), None)
        return f"{OUTER}{found.prefix}" if found else None

    def page_of(self, version: str, address: str) -> str | None:
        """Return where a page stands in an edition, None where it does not."""
        found = next((edition for edition in self.every if edition.version == version), None)
        return f"{OUTER}{found.prefix}{address.lstrip('/')}" if found and address in found.addresses else None


def _nearest(address: str, edition: Edition) -> str:
    while address not in edition.addresses and address.strip("/"):
        address = address.rstrip("/").rpartition("/")[0] + "/"
    return address


NO_EDITIONS = Editions()
