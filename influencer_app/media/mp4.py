"""Reads and appends boxes of MP4 files (ISO 14496-12)."""

from collections.abc import Iterator

from influencer_app.errors import InvalidInput

XMP_UUID = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
"""UUID of the box with the XMP packet (XMP specification part 3, ISO base media)."""


def boxes(data: bytes) -> Iterator[tuple[bytes, int, int]]:
    """Name, start and end of the payload of each top-level box. Raises ``InvalidInput`` when truncated."""
    offset = 0
    while offset < len(data):
        size, name, head = int.from_bytes(data[offset : offset + 4], "big"), data[offset + 4 : offset + 8], 8
        if size == 1:
            size, head = int.from_bytes(data[offset + 8 : offset + 16], "big"), 16
        elif size == 0:
            size = len(data) - offset
        if size < head or offset + size > len(data):
            raise InvalidInput("The video is incomplete. Its end is missing.")
        yield name, offset + head, offset + size
        offset += size


def append_xmp(data: bytes, packet: bytes) -> bytes:
    """``data`` with the packet in a box at its end, so that no offsets change."""
    body = XMP_UUID + packet
    return data + (8 + len(body)).to_bytes(4, "big") + b"uuid" + body


def find_xmp(data: bytes) -> bytes:
    """The XMP packet; empty when there is none."""
    for name, start, end in boxes(data):
        if name == b"uuid" and data[start : start + 16] == XMP_UUID:
            return data[start + 16 : end]
    return b""
