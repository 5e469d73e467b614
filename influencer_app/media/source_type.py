"""IPTC digital source types."""

from enum import StrEnum

PREFIX = "http://cv.iptc.org/newscodes/digitalsourcetype/"


class SourceType(StrEnum):
    """Terms of the IPTC's digital source type vocabulary (cv.iptc.org/newscodes/digitalsourcetype).

    The sketch engine computes its pictures without a trained model, so they are algorithmic media.
    """

    ALGORITHMIC = "algorithmicMedia"
    TRAINED = "trainedAlgorithmicMedia"
    COMPOSITE = "compositeWithTrainedAlgorithmicMedia"

    @property
    def uri(self) -> str:
        """The term's URI, with ``http``: it is an identifier."""
        return PREFIX + self.value
