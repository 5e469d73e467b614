"""Builds an SVG document and rasterises it with resvg into premultiplied floats."""

import io
from collections.abc import Sequence

import numpy as np
import resvg_py
from numpy.typing import NDArray
from PIL import Image, ImageFilter

from influencer_app.sketch.colour import Colour, code

Picture = NDArray[np.float32]  # height × width × 4, premultiplied, 0 to 1
Stop = tuple[float, Colour, float]  # offset, colour, opacity


class Canvas:
    """Shapes in the units of ``box`` (x, y, width, height)."""

    def __init__(self, box: tuple[float, float, float, float]) -> None:
        self.box = box
        self._defs: list[str] = []
        self._body: list[str] = []
        self._blurs: set[float] = set()

    def path(
        self,
        d: str,
        fill: Colour | str | None = None,
        opacity: float = 1.0,
        stroke: Colour | str | None = None,
        width: float = 1.0,
        stroke_opacity: float = 1.0,
        blur: float = 0.0,
        clip: str = "",
    ) -> None:
        """A path; fill and stroke are colours or references returned by the gradient methods."""
        parts = [f'<path d="{d}" fill="{_paint(fill)}"']
        if fill is not None and opacity < 1:
            parts.append(f' fill-opacity="{opacity:.3f}"')
        if stroke is not None:
            parts.append(f' stroke="{_paint(stroke)}" stroke-width="{width:.2f}" stroke-linecap="round"')
            parts.append(' stroke-linejoin="round"')
            if stroke_opacity < 1:
                parts.append(f' stroke-opacity="{stroke_opacity:.3f}"')
        if blur:
            self._blurs.add(blur)
            parts.append(f' filter="url(#b{_name(blur)})"')
        parts.append("/>")
        text = "".join(parts)
        self._body.append(f'<g clip-path="{clip}">{text}</g>' if clip else text)

    def ellipse(
        self,
        x: float,
        y: float,
        rx: float,
        ry: float,
        fill: Colour | str,
        opacity: float = 1.0,
        turn: float = 0.0,
        blur: float = 0.0,
    ) -> None:
        """An ellipse, rotated by degrees about its centre."""
        extra = f' transform="rotate({turn:.1f} {x:.1f} {y:.1f})"' if turn else ""
        if blur:
            self._blurs.add(blur)
            extra += f' filter="url(#b{_name(blur)})"'
        self._body.append(
            f'<ellipse cx="{x:.2f}" cy="{y:.2f}" rx="{rx:.2f}" ry="{ry:.2f}" fill="{_paint(fill)}"'
            f' fill-opacity="{opacity:.3f}"{extra}/>'
        )

    def glow(
        self, x: float, y: float, rx: float, ry: float, colour: Colour, opacity: float, turn: float = 0.0
    ) -> None:
        """A soft spot that fades out at its edge; far cheaper than a blur."""
        stops = [(0.0, colour, opacity), (0.35, colour, opacity * 0.72), (0.7, colour, opacity * 0.2)]
        self.ellipse(x, y, rx, ry, self.radial([*stops, (1.0, colour, 0.0)]), turn=turn)

    def rect(self, x: float, y: float, w: float, h: float, fill: Colour | str, opacity: float = 1.0) -> None:
        """A rectangle."""
        self._body.append(
            f'<rect x="{x:.2f}" y="{y:.2f}" width="{w:.2f}" height="{h:.2f}" fill="{_paint(fill)}"'
            f' fill-opacity="{opacity:.3f}"/>'
        )

    def linear(self, start: Sequence[float], end: Sequence[float], stops: Sequence[Stop]) -> str:
        """A linear gradient between two points; returns a fill."""
        name = f"g{len(self._defs)}"
        self._defs.append(
            f'<linearGradient id="{name}" gradientUnits="userSpaceOnUse" x1="{start[0]:.1f}"'
            f' y1="{start[1]:.1f}" x2="{end[0]:.1f}" y2="{end[1]:.1f}">{_stops(stops)}</linearGradient>'
        )
        return f"url(#{name})"

    def radial(
        self, stops: Sequence[Stop], circle: tuple[float, float, float] | None = None, focus: float = 0.5
    ) -> str:
        """A radial gradient over the shape's bounding box or a circle (x, y, radius); returns a fill."""
        name = f"g{len(self._defs)}"
        where = f'cx="0.5" cy="{focus}" r="0.5"'
        if circle is not None:
            x, y, r = circle
            where = f'gradientUnits="userSpaceOnUse" cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}"'
        self._defs.append(f'<radialGradient id="{name}" {where}>{_stops(stops)}</radialGradient>')
        return f"url(#{name})"

    def clip(self, d: str) -> str:
        """A clip path from ``d``; pass the result as ``clip`` or to ``begin``."""
        name = f"c{len(self._defs)}"
        self._defs.append(f'<clipPath id="{name}"><path d="{d}"/></clipPath>')
        return f"url(#{name})"

    def begin(self, clip: str = "", transform: str = "", blur: float = 0.0) -> None:
        """Open a group; close it with ``end``."""
        text = f' clip-path="{clip}"' if clip else ""
        text += f' transform="{transform}"' if transform else ""
        if blur:
            self._blurs.add(blur)
            text += f' filter="url(#b{_name(blur)})"'
        self._body.append(f"<g{text}>")

    def end(self) -> None:
        """Close the last open group."""
        self._body.append("</g>")

    def raster(
        self, width: int, height: int, soft: float = 0.0, size: tuple[int, int] | None = None
    ) -> Picture:
        """Rasterise at ``width`` × ``height`` pixels, blur by ``soft`` pixels, scale to ``size``."""
        x, y, w, h = self.box
        blurs = "".join(
            f'<filter id="b{_name(blur)}" x="-40%" y="-40%" width="180%" height="180%"'
            f' color-interpolation-filters="sRGB"><feGaussianBlur stdDeviation="{blur}"/></filter>'
            for blur in sorted(self._blurs)
        )
        text = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
            f' viewBox="{x:.2f} {y:.2f} {w:.2f} {h:.2f}" preserveAspectRatio="none">'
            f"<defs>{blurs}{''.join(self._defs)}</defs>{''.join(self._body)}</svg>"
        )
        data = resvg_py.svg_to_bytes(svg_string=text, skip_system_fonts=True)
        image = Image.open(io.BytesIO(bytes(data))).convert("RGBA").convert("RGBa")
        if soft > 0.3:
            image = image.filter(ImageFilter.GaussianBlur(soft))
        if size is not None and size != image.size:
            image = image.resize(size, Image.Resampling.BILINEAR)
        pixels = np.frombuffer(image.tobytes(), dtype=np.uint8).reshape(image.height, image.width, 4)
        return pixels.astype(np.float32) * np.float32(1 / 255)


def _name(blur: float) -> str:
    return str(blur).replace(".", "_")


def _paint(fill: Colour | str | None) -> str:
    if fill is None:
        return "none"
    return fill if isinstance(fill, str) else code(fill)


def _stops(stops: Sequence[Stop]) -> str:
    return "".join(
        f'<stop offset="{at:.3f}" stop-color="{code(colour)}" stop-opacity="{alpha:.3f}"/>'
        for at, colour, alpha in stops
    )
