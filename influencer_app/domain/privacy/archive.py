"""Writes the zip of an export as a stream: a page of rows and a piece of a file at a time."""

import json
import zipfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from datetime import date, datetime
from typing import IO, Any, Final
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from influencer_app.db.base import now, table
from influencer_app.domain.files.ports import BlobMissing, BlobStore
from influencer_app.domain.privacy.registry import RULES
from influencer_app.domain.privacy.rows import key_of, read_rows
from influencer_app.domain.privacy.rules import TableRule, Within
from influencer_app.domain.privacy.scopes import PersonScope, find_scope

ROWS: Final = 500
PIECE: Final = 1 << 20
"""Bytes of a file that are read at once."""

ENDINGS: Final = {"jpeg": "jpg", "svg+xml": "svg", "mpeg": "mp3"}
ABOUT: Final = """This is everything that this studio keeps about you, as of {at}.

data/         one JSON file for each kind of thing: your account, where you signed in, your characters, what
              you asked for with every setting, your credits entry by entry, mails, drafts, workspaces.
media/        your pictures, clips and captions; a file is called by the id in data/asset.json.
references/   the photos of real faces that you added; the consent is in data/reference_image.json.
uploads/      files that you uploaded in the last day.
missing.json  files that were named by a row and could not be found; it is there only if there are any.

Your personal workspace is here as a whole. Of workspaces that you share, what you made is here, and their
credits where you are an owner.
"""

Reading = Callable[[], AbstractAsyncContextManager[AsyncSession]]
Tick = Callable[[float], Awaitable[None]]
"""Is told now and then how far it is, 0 to 1; ends the writing by an error."""


class _Sink:
    """What the zip writes to; it cannot be read or moved in."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: bytes | bytearray | memoryview) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing waits."""

    def close(self) -> None:
        """Nothing is open."""

    def take(self) -> bytes:
        """What was written since the last time."""
        taken, self._parts = b"".join(self._parts), []
        return taken


class Archive:
    """One export. ``write`` gives its bytes; nothing else is kept in memory than what it works on."""

    def __init__(self, person_id: UUID, reading: Reading, blobs: BlobStore, tick: Tick) -> None:
        self._person_id = person_id
        self._reading = reading
        self._blobs = blobs
        self._tick = tick
        self._sink = _Sink()
        self._zip = zipfile.ZipFile(self._sink, "w", zipfile.ZIP_DEFLATED)
        self._missing: list[dict[str, str]] = []
        self._done = 0
        self._total = 1

    async def write(self) -> AsyncIterator[bytes]:
        """The zip, piece by piece."""
        async with self._reading() as session:
            scope = await find_scope(session, self._person_id)
            self._total = await _count(session, scope) + 1
        self._put("README.txt", ABOUT.format(at=now().strftime("%d %B %Y, %H:%M UTC")))
        for rule in RULES:
            conditions = list(scope.conditions(rule))
            if conditions:
                async for piece in self._table(rule, conditions):
                    yield piece
        for rule in RULES:
            if rule.files:
                for condition in scope.conditions(rule):
                    async for piece in self._files(rule, condition):
                        yield piece
        if self._missing:
            self._put("missing.json", json.dumps(self._missing, indent=1))
        self._zip.close()
        yield self._sink.take()

    async def _table(self, rule: TableRule, conditions: list[Any]) -> AsyncIterator[bytes]:
        """One JSON file with the rows of a table, and of those that are part of them."""
        with self._zip.open(
            _entry(f"data/{rule.name}.json", zipfile.ZIP_DEFLATED), "w", force_zip64=True
        ) as entry:
            entry.write(b"[")
            first = True
            for condition in conditions:
                async for page in self._pages(rule, condition):
                    for row in page:
                        entry.write((b"" if first else b",") + b"\n" + _json(row))
                        first = False
                    self._done += len(page)
                    await self._tick(self._share())
                    yield self._sink.take()
            entry.write(b"\n]\n")
        yield self._sink.take()

    async def _pages(self, rule: TableRule, condition: Any) -> AsyncIterator[list[dict[str, Any]]]:
        after = None
        while True:
            async with self._reading() as session:
                rows = await read_rows(session, rule, condition, after, ROWS)
                if rows:
                    after = key_of(rule, rows[-1])
                    page = [_without(rule, row) for row in rows]
                    await _add_parts(session, rule, rows, page)
            if not rows:
                return
            yield page
            if len(rows) < ROWS:
                return

    async def _files(self, rule: TableRule, condition: Any) -> AsyncIterator[bytes]:
        after = None
        while True:
            async with self._reading() as session:
                rows = await read_rows(session, rule, condition, after, ROWS)
            for row in rows:
                for file in rule.files:
                    if key := row[file.column]:
                        name = f"{file.folder}/{row['id']}.{_ending(key, row)}"
                        async for piece in self._file(key, name):
                            yield piece
                self._done += 1
            if len(rows) < ROWS:
                return
            after = key_of(rule, rows[-1])

    async def _file(self, key: str, name: str) -> AsyncIterator[bytes]:
        """A file as it is: pictures and clips do not get smaller."""
        try:
            size = await self._blobs.size(key)
            with self._zip.open(_entry(name, zipfile.ZIP_STORED), "w", force_zip64=True) as entry:
                for start in range(0, size, PIECE):
                    entry.write(await self._blobs.read(key, start, start + PIECE))
                    await self._tick(self._share())
                    yield self._sink.take()
        except BlobMissing:
            self._missing.append({"file": name})

    def _put(self, name: str, text: str) -> None:
        entry: IO[bytes]
        with self._zip.open(_entry(name, zipfile.ZIP_DEFLATED), "w") as entry:
            entry.write(text.encode())

    def _share(self) -> float:
        return min(0.99, self._done / self._total)


async def _count(session: AsyncSession, scope: PersonScope) -> int:
    """Rows, and once more those with files."""
    total = 0
    for rule in RULES:
        for condition in scope.conditions(rule):
            query = select(func.count()).select_from(table(rule.model)).where(condition)
            total += (await session.scalar(query) or 0) * (2 if rule.files else 1)
    return total


async def _add_parts(
    session: AsyncSession, rule: TableRule, rows: list[dict[str, Any]], page: list[dict[str, Any]]
) -> None:
    """Puts the rows of other tables into those that they are part of."""
    for part in RULES:
        if not isinstance(part.export, Within) or part.export.parent is not rule.model:
            continue
        of = table(part.model)
        column = of.columns[part.export.column]
        by_id: dict[UUID, list[dict[str, Any]]] = {row["id"]: [] for row in rows}
        query = select(of).where(column.in_(list(by_id))).order_by(*of.primary_key.columns)
        for found in (await session.execute(query)).mappings():
            by_id[found[column.name]].append(_without(part, dict(found)))
        for row, shown in zip(rows, page, strict=True):
            shown[part.name] = by_id[row["id"]]


def _without(rule: TableRule, row: dict[str, Any]) -> dict[str, Any]:
    """What is of interest to the person; storage keys mean nothing outside."""
    hidden = rule.leave_out | set(rule.file_columns)
    return {name: value for name, value in row.items() if name not in hidden}


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    made = zipfile.ZipInfo(name, now().timetuple()[:6])
    made.compress_type = compression
    made.external_attr = 0o600 << 16
    return made


def _json(row: dict[str, Any]) -> bytes:
    return json.dumps(row, default=_plain, ensure_ascii=False).encode()


def _plain(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime | date) else str(value)


def _ending(key: str, row: dict[str, Any]) -> str:
    """By the key, or by the type of the row's file."""
    name = key.rpartition("/")[2]
    if "." in name:
        return name.rpartition(".")[2]
    kind = str(row.get("content_type", "")).partition("/")[2]
    return ENDINGS.get(kind, kind) or "bin"
