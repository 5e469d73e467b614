"""Wires files: the store, their deletion, and the reader of uploads."""

from influencer_app.domain.files.ports import BlobStore
from influencer_app.domain.uploads.ports import UploadDecoder
from influencer_app.integrations.storage import open_store
from influencer_app.integrations.uploads.decoder import MediaUploadDecoder
from influencer_app.settings import Settings
from influencer_app.wiring.bindings import Bindings


def bind_files(bindings: Bindings, settings: Settings) -> None:
    """Bind the ports of stored and uploaded files."""
    bindings.bind(BlobStore).to(open_store(settings))
    bindings.bind(UploadDecoder).to(MediaUploadDecoder())
