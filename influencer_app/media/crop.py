"""Crops and resizes a picture to a given size."""

from PIL import Image, ImageOps

THIRD = 1 / 3


def crop_to(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """``image`` at ``size`` (width, height): cropped to the aspect ratio, then resized.

    Excess width is cut equally from both sides. A third of excess height is cut from the top, so that what
    was a third from the top, where faces usually are, stays there.
    """
    if image.size == size:
        return image
    return ImageOps.fit(image, size, method=Image.Resampling.LANCZOS, centering=(0.5, THIRD))
