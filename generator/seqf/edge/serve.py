"""The edge for writing: build, serve on this computer alone, rebuild on save, reload the page."""

from __future__ import annotations

import html
import threading
from collections.abc import Callable, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import unquote, urlsplit

from seqf import build as building
from seqf.disk import resources
from seqf.edge import localwording, memo, reporting
from seqf.edge.workspace import Workspace
from seqf.errors import ProblemsFound

_POLL_SECONDS = 0.5  # how often the folders are looked at
_HOLD_SECONDS = 20  # how long a browser's question for news is held before it asks again
_RELOAD = "/__reload/"

# A module import needs nothing but `script-src 'self'`, so the pages keep the policy they are published with.
_RELOAD_SCRIPT = b"""\
const state = new URL(import.meta.url).searchParams.get("state");
for (;;) {
  try {
    const news = await import(`./wait.js?state=${state}&at=${Date.now()}`);
    if (news.state !== state) { location.reload(); break; }
  } catch { await new Promise((later) => setTimeout(later, 1000)); }
}
"""


class LiveSite:
    """The newest build, or the problems that stop it; told to everybody who waits."""

    def __init__(self) -> None:
        self._news = threading.Condition()
        self.state = 0
        self.site: Mapping[str, bytes] = {}
        self.problems = ""

    def rebuild(self, workspace: Workspace) -> str:
        """Build again; return a line that says how it went. The last good site stays served."""
        try:
            framework = workspace.for_building()
            history = workspace.history(framework)
            site, problems = building.build(framework, history=history, kept=memo.kept), ""
        except ProblemsFound as found:
            site, problems = self.site, reporting.as_text(found.problems)
        with self._news:
            self.site, self.problems = site, problems
            self.state += 1
            self._news.notify_all()
        return problems or f"built: {len(site)} files"

    def wait_for_news(self, known: str) -> int:
        """Return the present state, at once where it is not the known one, else when it changes."""
        with self._news:
            self._news.wait_for(lambda: str(self.state) != known, timeout=_HOLD_SECONDS)
            return self.state

    def respond(self, path: str, query: str) -> tuple[int, str, bytes]:
        """Return status, content type and body for one request."""
        if path == f"{_RELOAD}wait.js":
            known = query.removeprefix("state=").split("&")[0]
            return 200, "text/javascript", f'export const state = "{self.wait_for_news(known)}";'.encode()
        if path == f"{_RELOAD}reload.js":
            return 200, "text/javascript", _RELOAD_SCRIPT
        name = path.lstrip("/")
        if not name or name.endswith("/"):
            name += "index.html"
        kind = guess_type(name)[0] or "application/octet-stream"
        if kind == "text/html" and self.problems:
            return 500, "text/html; charset=utf-8", self._with_reload(_problem_page(self.problems))
        if name not in self.site:
            return 404, "text/html; charset=utf-8", self._with_reload(self.site.get("404.html", b"not found"))
        body = self.site[name]
        if kind == "text/html":
            return 200, "text/html; charset=utf-8", self._with_reload(body)
        return 200, kind, body

    def _with_reload(self, page: bytes) -> bytes:
        tag = f'<script type="module" src="{_RELOAD}reload.js?state={self.state}"></script></body>'
        return page.replace(b"</body>", tag.encode(), 1)


def _problem_page(problems: str) -> bytes:
    rows = "".join(f"<li><code>{html.escape(line)}</code></li>" for line in problems.splitlines())
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Problems</title></head>'
        f"<body><h1>The site can't be built yet</h1><ul>{rows}</ul>"
        "<p>This page comes back by itself once the files are saved without these problems.</p></body></html>"
    ).encode()


def serve(workspace: Workspace, port: int, announce: Callable[[str], None]) -> None:
    """Serve until interrupted. Only this computer can reach it."""
    live = LiveSite()
    announce(live.rebuild(workspace))

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            address = urlsplit(self.path)
            status, kind, body = live.respond(unquote(address.path), address.query)
            self.send_response(status)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body)))
            self.send_header("Cache-Control", "no-store")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing: what matters is announced."""

    server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    announce(f"http://127.0.0.1:{server.server_port}/  (Ctrl+C ends it)")
    watched = [workspace.folder, resources.folder("schemas"), resources.folder("site")]
    watched.append(localwording.local_file(workspace.folder).parent)
    seen = _stamps(watched)
    pause = threading.Event()
    try:
        while not pause.wait(_POLL_SECONDS):
            now = _stamps(watched)
            if now != seen:
                seen = now
                resources.schemas.cache_clear()
                announce(live.rebuild(workspace))
    except KeyboardInterrupt:
        announce("ended")
    finally:
        server.shutdown()


def _stamps(folders: list[Path]) -> dict[Path, tuple[int, int]]:
    """Return time of change and size of every file, to see what was saved."""
    stamps = {}
    for folder in folders:
        for path in folder.rglob("*"):
            try:
                status = path.stat()
            except FileNotFoundError:
                continue  # an editor's temporary file, gone between the two looks
            if path.is_file():
                stamps[path] = (status.st_mtime_ns, status.st_size)
    return stamps
