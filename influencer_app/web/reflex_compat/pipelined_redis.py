"""A client of Redis whose commands share one connection and leave together.

Reflex sends four to six commands for each event of a tab, each over a connection of its own from the pool.
With many tabs at once that was half of an event's cost, and hundreds of connections.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable
from dataclasses import dataclass, field
from typing import Any

from redis.asyncio import Redis
from redis.asyncio.connection import Connection
from redis.exceptions import RedisError, ResponseError

PIPELINED = frozenset(
    {"GET", "SET", "MGET", "EVAL", "GETDEL", "DEL", "UNLINK", "EXISTS", "EXPIRE", "PEXPIRE"}
    | {"SADD", "SREM", "SCARD", "SMEMBERS", "PUBLISH"}
)
"""Commands that Redis answers at once. What may block or change the connection goes its own way."""

TOGETHER_MAX = 200


@dataclass(eq=False)
class _Command:
    args: tuple[Any, ...]
    options: dict[str, Any]
    answer: "asyncio.Future[Any]" = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class PipelinedRedis(Redis):
    """What is asked while a batch is under way makes the next batch.

    A command that gets no answer because the connection was lost is sent once more on its own, with the
    retries that the client is set to. Who is canceled while waiting does not disturb the others.
    """

    _waiting: deque[_Command]
    _sending: "asyncio.Task[None] | None" = None

    @classmethod
    def sharing(cls, other: Redis) -> "PipelinedRedis":
        """A client with the connections and settings of ``other``."""
        made = cls(connection_pool=other.connection_pool)
        made._waiting = deque()
        return made

    async def execute_command(self, *args: Any, **options: Any) -> Any:
        """See ``Redis``."""
        if args[0] not in PIPELINED:
            return await self._execute_alone(*args, **options)
        command = _Command(args, options)
        self._waiting.append(command)
        if self._sending is None:
            self._sending = asyncio.create_task(self._send())
        return await command.answer

    def _execute_alone(self, *args: Any, **options: Any) -> Awaitable[Any]:
        client: Any = super()  # redis-py has no types here
        answer: Awaitable[Any] = client.execute_command(*args, **options)
        return answer

    async def aclose(self, close_connection_pool: bool | None = None) -> None:
        """See ``Redis``; what waits is sent before."""
        if self._sending is not None:
            await asyncio.wait({self._sending})
        await super().aclose(close_connection_pool)

    async def _send(self) -> None:
        """Batch after batch, until nobody waits."""
        batch: list[_Command] = []
        try:
            while self._waiting:
                batch = [self._waiting.popleft() for _ in range(min(len(self._waiting), TOGETHER_MAX))]
                await self._send_batch(batch)
        finally:
            self._sending = None
            for command in (*batch, *self._waiting):
                command.answer.cancel()  # does nothing where there is an answer
            self._waiting.clear()

    async def _send_batch(self, batch: list[_Command]) -> None:
        pool: Any = self.connection_pool
        try:
            connection = await pool.get_connection()
        except (RedisError, OSError):
            await self._send_alone(batch)
            return
        try:
            await self._ask(connection, batch)
        finally:
            await pool.release(connection)
        await self._send_alone([command for command in batch if not command.answer.done()])

    async def _ask(self, connection: Connection, batch: list[_Command]) -> None:
        """Answers each, until the connection is lost."""
        try:
            await connection.send_packed_command(
                connection.pack_commands([command.args for command in batch]), check_health=False
            )
            for command in batch:
                await self._take_answer(connection, command)
        except (RedisError, OSError):
            await connection.disconnect()
        except BaseException:
            await connection.disconnect(nowait=True)
            raise

    async def _take_answer(self, connection: Connection, command: _Command) -> None:
        try:
            answer = await self.parse_response(connection, command.args[0], **command.options)
        except ResponseError as error:
            if not command.answer.done():
                command.answer.set_exception(error)
        else:
            if not command.answer.done():
                command.answer.set_result(answer)

    async def _send_alone(self, batch: list[_Command]) -> None:
        answers = await asyncio.gather(
            *(self._execute_alone(*one.args, **one.options) for one in batch),
            return_exceptions=True,
        )
        for command, answer in zip(batch, answers, strict=True):
            if command.answer.done():
                continue
            if isinstance(answer, BaseException):
                command.answer.set_exception(answer)
            else:
                command.answer.set_result(answer)
