"""Sends jobs to the workers through Celery, by name; the workers' code is never imported."""

import asyncio
from collections.abc import Sequence

from celery import Celery
from kombu.exceptions import OperationalError

from influencer_app.db.outbox import Job
from influencer_app.errors import Unavailable

RETRY = {"max_retries": 2, "interval_start": 0.05, "interval_step": 0.2, "interval_max": 0.5}


class CeleryJobs:
    """Fills ``JobsPort``. One a process, made after the fork; its connection opens at the first job."""

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
                        kwargs=dict(job.args),
                        queue=job.queue,
                        countdown=job.delay_seconds or None,
                        producer=producer,
                        ignore_result=True,
                        retry=True,
                        retry_policy=RETRY,
                    )
        except OperationalError as error:
            raise Unavailable("The job queue cannot be reached.") from error

    def close(self) -> None:
        """Close the connections."""
        self._app.close()
