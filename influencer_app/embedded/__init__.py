"""Runs Postgres and Valkey from Python wheels as foreground children of this process.

A library: it imports nothing of the application. Servers listen on 127.0.0.1 only and require a password.
On Linux the kernel ends them when the thread that started them ends; elsewhere the caller keeps their
process ids.
"""

from influencer_app.embedded.errors import EmbeddedError
from influencer_app.embedded.ports import free_port
from influencer_app.embedded.postgres import Postgres
from influencer_app.embedded.temporary import temporary_postgres, temporary_valkey
from influencer_app.embedded.valkey import Valkey

__all__ = ["EmbeddedError", "Postgres", "Valkey", "free_port", "temporary_postgres", "temporary_valkey"]
