"""Sends jobs to the workers through Celery by name, without importing their code."""

import asyncio
from collections.abc import Sequence
from typing import Any

from celery import Celery
from kombu.exceptions import OperationalError

from influencer_app.db.jobs import Job
from influencer_app.errors import Unavailable

RETRY = {"max_retries": 2, "interval_start": 0.05, "interval_step": 0.2, "interval_max": 0.5}


class CeleryJobs:
    """Implements ``JobsPort``. Create one per process, after the fork; it connects on the first job."""

    def __init__(self, broker_url: str) -> None:
        self._app = Celery("evermuse", broker=broker_url, set_as_current=False)
        self._app.conf.update(
            task_serializer="json",
            broker_connection_timeout=3,
            broker_transport_options={"socket_timeout": 5, "socket_connect_timeout": 3},
        )

    async def send(self, jobs: list[Job]) -> None:
        """See the port. Blocking network calls run in a thread."""
        await asyncio.to_thread(self._send, jobs)

    def _send(self, jobs: Sequence[Job]) -> None:
        try:
            with self._app.producer_pool.acquire(block=True) as producer:
                for job in jobs:
                    self._app.send_task(
                        job.name,
                        kwargs=job.arguments(),
                        queue=job.queue,
                        producer=producer,
                        ignore_result=True,
                        retry=True,
                        retry_policy=RETRY,
                    )
        except OperationalError as error:
            raise Unavailable("The job queue cannot be reached.") from error

    async def check_workers(self, queues: Sequence[str], seconds: float = 1.5) -> None:
        """Raises ``Unavailable`` naming the queues without a responding worker."""
        answers = await asyncio.to_thread(self._ping, len(queues), seconds)
        names = {name.split("@", 1)[0] for answer in answers for name in answer}
        if missing := [queue for queue in queues if queue not in names]:
            raise Unavailable(f"no worker answers for {' and '.join(missing)}")

    async def length(self, queue: str) -> int:
        """The number of jobs waiting in a queue."""
        return await asyncio.to_thread(self._length, queue)

    def _length(self, queue: str) -> int:
        try:
            with self._app.connection_for_read() as connection:
                return int(connection.default_channel.client.llen(queue))
        except OperationalError as error:
            raise Unavailable("The job queue cannot be reached.") from error

    def _ping(self, limit: int, seconds: float) -> list[dict[str, Any]]:
        try:
            found: list[dict[str, Any]] = self._app.control.ping(timeout=seconds, limit=limit) or []
        except OperationalError as error:
            raise Unavailable("The job queue cannot be reached.") from error
        return found

    def close(self) -> None:
        """Close the connections."""
        self._app.close()
