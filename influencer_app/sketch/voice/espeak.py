"""A script that synthesizes one utterance with espeak-ng and exits.

Reads a JSON object ``{"text", "voice", "rate", "pitch"}``; writes a JSON line with the events, then 16-bit
PCM. Never imported by a worker: the library keeps global state and may terminate its process. Structures
and constants follow espeak-ng's ``speak_lib.h`` (1.52).
"""

import ctypes
import json
import sys

import espeakng_loader

RETRIEVAL, PHONEMES, IPA, STAY = 1, 1, 2, 0x8000
WORD, PHONEME, RATE, PITCH, RANGE, UTF8 = 1, 7, 1, 3, 4, 1


class _Id(ctypes.Union):
    _fields_ = [("number", ctypes.c_int), ("name", ctypes.c_char_p), ("string", ctypes.c_char * 8)]


class _Event(ctypes.Structure):
    _fields_ = [
        ("type", ctypes.c_int),
        ("unique", ctypes.c_uint),
        ("position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_ms", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user", ctypes.c_void_p),
        ("id", _Id),
    ]


_Callback = ctypes.CFUNCTYPE(
    ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event)
)


def speak(text: str, voice: str, rate: int, pitch: int) -> tuple[int, list[list[object]], bytes]:
    """The sample rate, the events ``[kind, sample, position, length, symbol]``, and the PCM audio."""
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    data = espeakng_loader.get_data_path().encode()
    sample_rate = library.espeak_Initialize(RETRIEVAL, 60, data, PHONEMES | IPA | STAY)
    if sample_rate <= 0:
        raise RuntimeError("espeak-ng did not start")
    sound = bytearray()
    events: list[list[object]] = []

    def receive(
        samples: "ctypes._Pointer[ctypes.c_short]", count: int, list_: "ctypes._Pointer[_Event]"
    ) -> int:
        if samples and count:
            sound.extend(ctypes.string_at(samples, count * 2))
        index = 0
        while list_[index].type:
            event = list_[index]
            if event.type in (WORD, PHONEME):
                where = _Event.id.offset
                raw = ctypes.string_at(ctypes.addressof(event) + where, 8) if event.type == PHONEME else b""
                symbol = raw.split(b"\0")[0].decode("utf-8", "ignore")
                events.append([event.type, event.sample, event.position, event.length, symbol])
            index += 1
        return 0

    callback = _Callback(receive)
    library.espeak_SetSynthCallback(callback)
    if library.espeak_SetVoiceByName(voice.encode()):
        raise RuntimeError("espeak-ng does not know the voice")
    for name, value in ((RATE, rate), (PITCH, pitch), (RANGE, 58)):
        library.espeak_SetParameter(name, value, 0)
    raw = text.encode()
    library.espeak_Synth(raw, len(raw) + 1, 0, 1, 0, UTF8, None, None)
    library.espeak_Synchronize()
    return sample_rate, events, bytes(sound)


def main() -> None:
    """Synthesize one utterance from standard input to standard output."""
    request = json.load(sys.stdin.buffer)
    rate, events, sound = speak(request["text"], request["voice"], request["rate"], request["pitch"])
    sys.stdout.buffer.write(json.dumps({"rate": rate, "events": events}).encode() + b"\n" + sound)


if __name__ == "__main__":
    main()
