"""Tests of WebVTT captions."""

import math

import pytest

from influencer_app.media.captions import Cue, webvtt


def test_complete_file():
    cues = [Cue(0, 1.25, "Hello."), Cue(1.25, 3661.5, "It is me\nagain.")]
    assert webvtt(cues) == (
        "WEBVTT\n\n00:00:00.000 --> 00:00:01.250\nHello.\n\n00:00:01.250 --> 01:01:01.500\nIt is me\nagain.\n"
    )


def test_no_cues_give_a_valid_file():
    assert webvtt([]) == "WEBVTT\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("a < b & c > d", "a &lt; b &amp; c &gt; d"),
        ("<b>bold</b>", "&lt;b&gt;bold&lt;/b&gt;"),
        ("00:00 --> 00:01", "00:00 --&gt; 00:01"),
        ("one\n\n\ntwo", "one\ntwo"),
        ("one\r\n \r\n two ", "one\ntwo"),
        ("one\u2028two", "one\ntwo"),
        ("be\x00ll\x07", "bell"),
        ("café 图", "café 图"),
    ],
)
def test_caption_text_is_escaped(text: str, written: str):
    assert webvtt([(0, 1, text)]).split("\n", 3)[3] == written + "\n"


def test_cues_are_sorted_by_start():
    told = webvtt([(2, 3, "two"), (0, 1, "one")])
    assert told.index("one") < told.index("two")


@pytest.mark.parametrize("cue", [(0, 1, " \n "), (1, 1, "now"), (1, 1.0001, "nearly nothing")])
def test_empty_cues_are_dropped(cue: tuple[float, float, str]):
    assert webvtt([cue]) == "WEBVTT\n"


@pytest.mark.parametrize(("start", "end"), [(-1, 1), (2, 1), (0, math.inf), (math.nan, 1), (0, math.nan)])
def test_invalid_times_are_refused(start: float, end: float):
    with pytest.raises(ValueError, match="caption times"):
        webvtt([(start, end, "words")])
