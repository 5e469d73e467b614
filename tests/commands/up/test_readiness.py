"""Whether the site answers."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from influencer_app.commands.up.readiness import find_unready

LISTEN_EVERYWHERE = "0.0.0.0"  # noqa: S104  asked at, not listened on


@pytest.mark.parametrize("closing", ["/", "/api/ready"])
async def test_ready_means_that_pages_and_api_answer(closing):
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(503 if self.path == closing else 200)
            self.end_headers()

        def log_message(self, *words):
            return None

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever).start()
        assert await find_unready(LISTEN_EVERYWHERE, server.server_port) == {closing: "503"}
        closing = "nothing"
        assert await find_unready("127.0.0.1", server.server_port) == {}
        server.shutdown()
    assert set(await find_unready("127.0.0.1", server.server_port)) == {"/", "/api/ready"}
