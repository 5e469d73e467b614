"""Jobs of the pipeline: those of a generation and those of its work at a provider."""

from typing import ClassVar
from uuid import UUID

from influencer_app.db.jobs import Job, Queue


class DispatchGenerations(Job):
    """Admits queued generations, as far as the caps allow."""

    name: ClassVar[str] = "generation.dispatch"


class PrepareGeneration(Job):
    """Moderates and enhances the prompt, then plans the outputs."""

    name: ClassVar[str] = "generation.prepare"
    generation_id: UUID


class RenderOutput(Job):
    """Renders one output with the local engine. ``index`` counts from 0."""

    name: ClassVar[str] = "generation.render"
    queue: ClassVar[Queue] = "cpu"
    generation_id: UUID
    index: int


class FinishOutput(Job):
    """Marks, signs and stores one output. ``index`` counts from 0."""

    name: ClassVar[str] = "generation.finish"
    queue: ClassVar[Queue] = "cpu"
    generation_id: UUID
    index: int


class RecoverGenerations(Job):
    """Resends lost work and ends generations that are past their deadline."""

    name: ClassVar[str] = "generation.recover"


class SubmitProviderJob(Job):
    """Submits a provider job, or finds the prediction of a submission whose answer was lost."""

    name: ClassVar[str] = "provider.submit"
    job_id: UUID


class PollProviderJobs(Job):
    """Asks the provider about all jobs that are due."""

    name: ClassVar[str] = "provider.poll"


class CollectOutputs(Job):
    """Copies the files of a provider job into our store."""

    name: ClassVar[str] = "provider.collect"
    job_id: UUID


class CancelProviderJob(Job):
    """Cancels a provider job whose result nobody wants any more."""

    name: ClassVar[str] = "provider.cancel"
    job_id: UUID


class ProbeWebhooks(Job):
    """Checks that the provider's webhooks can reach this installation."""

    name: ClassVar[str] = "provider.probe_webhooks"
