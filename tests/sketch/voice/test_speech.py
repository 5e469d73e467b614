"""Tests of the built-in voices."""

import io
import wave
from collections import Counter

import numpy as np
import pytest

from influencer_app.sketch import synthesize, voices
from influencer_app.sketch.voice.speech import Speech, captions

SENTENCES = {
    "en": "Good morning, how are you?",
    "de": "Guten Morgen, wie geht es dir?",
    "es": "Buenos días, ¿cómo estás?",
    "fr": "Bonjour, comment vas-tu?",
    "pt": "Bom dia, como você está?",
    "it": "Buongiorno, come stai?",
}


def test_two_voices_for_each_gender_in_six_languages():
    found = Counter((voice.language, voice.gender) for voice in voices())
    assert found == {(language, gender): 2 for language in SENTENCES for gender in ("female", "male")}


@pytest.mark.parametrize("voice", voices(), ids=lambda voice: voice.id)
def test_every_voice_speaks(voice):
    speech = synthesize(SENTENCES[voice.language], voice.id)
    with wave.open(io.BytesIO(speech.wav)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (
            1,
            2,
            speech.sample_rate,
        )
        samples = np.frombuffer(sound.readframes(sound.getnframes()), "<i2")
    assert len(samples) / speech.sample_rate == pytest.approx(speech.seconds)
    assert 0.8 < speech.seconds < 5
    assert 25000 < np.abs(samples.astype(int)).max() < 32767
    assert len({mark.symbol for mark in speech.phonemes}) > 6
    assert all(0 <= mark.start <= speech.seconds for mark in speech.phonemes)


def test_the_same_script_gives_the_same_bytes():
    assert synthesize("The same again.", "en-liam") == synthesize("The same again.", "en-liam")


def test_unknown_voice_error_lists_the_voices():
    with pytest.raises(ValueError, match="ja-aiko") as told:
        synthesize("Konnichiwa", "ja-aiko")
    assert all(voice.id in str(told.value) for voice in voices())


@pytest.mark.parametrize("script", ["", "  \n ", "\0"])
def test_an_empty_script_is_refused(script):
    with pytest.raises(ValueError, match="script is empty"):
        synthesize(script, "en-ava")


def test_script_that_looks_like_a_command_is_spoken():
    speech = synthesize('<break time="9s"/> $(reboot) -w out.wav 😀 ' + "\N{ZERO WIDTH SPACE}", "en-ava")
    assert 0.5 < speech.seconds < 9


def test_words_have_timings():
    speech = synthesize("One two three.", "en-ava")
    assert " ".join(word for _, _, word in speech.words) == "One two three."
    assert speech.words[0][0] == 0
    assert all(start < end <= speech.seconds for start, end, _ in speech.words)


@pytest.mark.parametrize("script", ["...", "?!", "- -"])
def test_a_script_with_nothing_to_say_is_refused(script):
    with pytest.raises(ValueError, match="nothing to say"):
        synthesize(script, "en-ava")


@pytest.mark.parametrize(
    ("script", "cues"),
    [
        ("Costs $1,299.99 on 03/04/2026.", ["Costs $1,299.99 on 03/04/2026."]),
        (
            "Dr. Ana, 9:30 a.m., me@ana-ruiz.example",
            ["Dr. Ana,", "9:30 a.m.,", "me@ana-ruiz.example"],
        ),
        ("<b>Hello</b> there 😀 - ok", ["&lt;b&gt;Hello&lt;/b&gt; there 😀 - ok"]),
        (
            '<speak>Hi <break time="1s"/> you</speak>',
            ['&lt;speak&gt;Hi &lt;break time="1s"/&gt; you&lt;/speak&gt;'],
        ),
        ("Größe: 3.5 % mehr", ["Größe:", "3.5 % mehr"]),
    ],
)
def test_captions_are_the_words_of_the_script(script, cues):
    speech = synthesize(script, "en-ava")
    assert " ".join(word for _, _, word in speech.words) == script
    assert [cue.split("\n")[1] for cue in captions(speech).strip().split("\n\n")[1:]] == cues


def test_captions_break_at_punctuation_and_escape_markup():
    words = ("Is", "2", "<", "3", "&", "4?", "Then", "a", "b", "c", "d", "e", "f", "g")
    speech = Speech(b"", 22050, 80.0, (), tuple((k * 5.0, k * 5.0 + 5, word) for k, word in enumerate(words)))
    assert captions(speech).split("\n\n") == [
        "WEBVTT",
        "00:00:00.000 --> 00:00:30.000\nIs 2 &lt; 3 &amp; 4?",
        "00:00:30.000 --> 00:01:05.000\nThen a b c d e f",
        "00:01:05.000 --> 00:01:10.000\ng\n",
    ]
