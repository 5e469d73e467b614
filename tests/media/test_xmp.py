"""Tests of XMP packets."""

import pytest

from influencer_app.errors import InvalidInput
from influencer_app.media import SourceType, encode_original, read_xmp
from influencer_app.media.xmp import build_xmp
from tests.media.pictures import decode, encode, scene

URI = "http://cv.iptc.org/newscodes/digitalsourcetype/"


@pytest.mark.parametrize(
    ("source_type", "uri"),
    [
        (SourceType.ALGORITHMIC, URI + "algorithmicMedia"),
        (SourceType.TRAINED, URI + "trainedAlgorithmicMedia"),
        (SourceType.COMPOSITE, URI + "compositeWithTrainedAlgorithmicMedia"),
    ],
)
@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_the_source_type_is_read_back(source_type: SourceType, uri: str, kind: str):
    packet = build_xmp(source_type=source_type, creator_tool="Evermuse")
    assert read_xmp(encode(scene(40, 30), kind, xmp=packet)) == {
        "Iptc4xmpExt:DigitalSourceType": uri,
        "xmp:CreatorTool": "Evermuse",
    }


def test_pillow_reads_the_packet():
    data = encode_original(scene(40, 30), source_type=SourceType.TRAINED, creator_tool="Evermuse")
    assert b"http://ns.adobe.com/xap/1.0/\x00<?xpacket begin=" in data
    packet = decode(data).info["xmp"].decode()
    assert 'xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"' in packet
    assert packet.endswith('<?xpacket end="r"?>')


def test_description_is_written_only_when_given():
    words = "Ein Café <b>& \"mehr\"</b> 'im' Regen\x00\x08 图"
    data = encode_original(
        scene(40, 30), source_type=SourceType.TRAINED, creator_tool="A & B <1>", description=words
    )
    found = read_xmp(data)
    assert found["dc:description"] == "Ein Café <b>& \"mehr\"</b> 'im' Regen 图"
    assert found["xmp:CreatorTool"] == "A & B <1>"


def test_too_long_a_description_is_refused():
    with pytest.raises(InvalidInput, match="at most 2000"):
        build_xmp(source_type=SourceType.TRAINED, creator_tool="x", description="a" * 2001)


def test_the_longest_description_fits_into_a_jpeg():
    data = encode_original(
        scene(40, 30), source_type=SourceType.TRAINED, creator_tool="x", description="\U0001f600" * 2000
    )
    assert read_xmp(data)["dc:description"] == "\U0001f600" * 2000


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_without_a_packet_has_no_properties(kind: str):
    assert read_xmp(encode(scene(40, 30), kind)) == {}


def test_properties_as_attributes_and_unknown_ones_are_read():
    packet = (
        b'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        b'<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:o="urn:other"'
        b' xmp:CreatorTool="Camera" o:thing="1"/></rdf:RDF></x:xmpmeta>'
    )
    data = encode(scene(40, 30), "JPEG", xmp=packet)
    assert read_xmp(data) == {"xmp:CreatorTool": "Camera", "{urn:other}thing": "1"}


@pytest.mark.parametrize(
    "packet",
    [
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>',
        b"<x:xmpmeta",
        b"no xml",
    ],
)
def test_dangerous_and_damaged_packets_are_refused(packet: bytes):
    with pytest.raises(InvalidInput, match="metadata"):
        read_xmp(encode(scene(40, 30), "JPEG", xmp=packet))


def test_other_files_are_refused():
    with pytest.raises(InvalidInput, match="not a JPEG, PNG or WebP"):
        read_xmp(b"not a picture")
