"""A picture at a wanted size."""

from PIL import Image, ImageOps

THIRD = 1 / 3


def crop_to(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """``image`` at ``size`` (width, height): cut to the shape, then resized.

    What is too wide goes equally from both sides. Of what is too high a third goes from the top, so
    that what lay a third from the top, where faces are, lies there again.
    """
    if image.size == size:
        return image
    return ImageOps.fit(image, size, method=Image.Resampling.LANCZOS, centering=(0.5, THIRD))
