"""Builds and reads XMP packets, the only metadata in our files.

Sources: XMP specification part 1 (ISO 16684-1) for the packet and its RDF, and the IPTC Photo
Metadata Standard for ``Iptc4xmpExt:DigitalSourceType``.
"""

import re
from xml.etree import ElementTree as ET
from xml.sax.saxutils import escape

from influencer_app.errors import InvalidInput
from influencer_app.media.image_input import open_header
from influencer_app.media.mp4 import find_xmp
from influencer_app.media.source_type import SourceType

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
NAMESPACES = {
    "Iptc4xmpExt": "http://iptc.org/std/Iptc4xmpExt/2008-02-29/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
}
DESCRIPTION_MAX = 2000
_PREFIXES = {address: prefix for prefix, address in NAMESPACES.items()}
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def build_xmp(*, source_type: SourceType, creator_tool: str, description: str | None = None) -> bytes:
    """A UTF-8 packet, deterministic. Raises ``InvalidInput`` for a description that is too long."""
    if len(description or "") > DESCRIPTION_MAX:
        raise InvalidInput.at("description", f"A description has at most {DESCRIPTION_MAX} characters.")
    properties = [
        ("Iptc4xmpExt:DigitalSourceType", source_type.uri),
        ("xmp:CreatorTool", _text(creator_tool)),
    ]
    if description:
        words = f'<rdf:Alt><rdf:li xml:lang="x-default">{_text(description)}</rdf:li></rdf:Alt>'
        properties.append(("dc:description", words))
    spaces = "".join(f' xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
    body = "".join(f"<{name}>{value}</{name}>" for name, value in properties)
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>'
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
        f'<rdf:Description rdf:about=""{spaces}>{body}</rdf:Description>'
        '</rdf:RDF></x:xmpmeta><?xpacket end="r"?>'
    ).encode()


def read_xmp(data: bytes) -> dict[str, str]:
    """The properties in the packet of a picture or an MP4, as ``{"xmp:CreatorTool": "..."}``.

    Names outside the known namespaces are ``{namespace}name``. Only the first entry of a list is returned.
    Empty without a packet; raises ``InvalidInput`` for a packet that cannot be read and for other files.
    """
    packet = find_xmp(data) if data[4:8] == b"ftyp" else open_header(data)[1].info.get("xmp", b"")
    if not packet:
        return {}
    if b"<!" in packet:
        raise InvalidInput("The file's metadata declares entities, which is not accepted.")
    try:
        root = ET.fromstring(packet)  # noqa: S314 - entities cannot be declared without "<!"
    except ET.ParseError as error:
        raise InvalidInput("The file's metadata is damaged.") from error
    found: dict[str, str] = {}
    for description in root.iter(f"{{{RDF}}}Description"):
        found |= {_name(key): value for key, value in description.attrib.items() if f"{{{RDF}}}" not in key}
        for child in description:
            entry = child.find(f".//{{{RDF}}}li")
            found[_name(child.tag)] = (child if entry is None else entry).text or ""
    return found


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("", value))


def _name(tag: str) -> str:
    address, _, local = tag.lstrip("{").partition("}")
    prefix = _PREFIXES.get(address)
    return f"{prefix}:{local}" if prefix else tag
