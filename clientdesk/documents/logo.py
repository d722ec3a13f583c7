"""Logos: what a user's picture file must be, and how it becomes a small clean PNG for the paper."""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from clientdesk.domain.errors import RuleError
from clientdesk.domain.text import N_

if TYPE_CHECKING:
    from PIL.Image import Image

#: Limits checked before any pixel is read: 5 MB of file, 25 million pixels.
MAX_BYTES = 5 * 1024 * 1024
MAX_PIXELS = 25_000_000
_DPI = 600
_FORMATS = ("PNG", "JPEG", "WEBP")
#: What Pillow tells of a picture that is needed to draw it, or says nothing about anybody.
_PLAIN = frozenset(
    {
        "adobe",
        "adobe_transform",
        "aspect",
        "background",
        "chromaticity",
        "dpi",
        "duration",
        "gamma",
        "icc_profile",
        "interlace",
        "jfif",
        "jfif_density",
        "jfif_unit",
        "jfif_version",
        "loop",
        "progression",
        "progressive",
        "srgb",
        "timestamp",
        "transparency",
    }
)


@dataclass(frozen=True, slots=True)
class Logo:
    """A picture ready for the paper, and its size in pixels."""

    png: bytes
    width: int
    height: int

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """Return the size that fills the given field without distortion."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


@lru_cache(maxsize=8)
def prepare(data: bytes, *, longest_inches: float = 3.0) -> Logo:
    """Return `data` upright, in sRGB, with its transparency, no larger than 600 dpi need, as PNG.

    Raises RuleError for a file that is too large, broken, or no PNG, JPEG or WebP.
    """
    import PIL.Image
    from PIL import ImageOps, UnidentifiedImageError

    if len(data) > MAX_BYTES:
        raise RuleError(
            N_("The logo file has {size} MB; at most {limit} MB are allowed."),
            field="logo",
            next_step=N_("Save it smaller, for example 1,500 pixels wide."),
            size=round(len(data) / 1024 / 1024, 1),
            limit=MAX_BYTES // 1024 // 1024,
        )
    try:
        with warnings.catch_warnings():
            # Pillow's own, higher limit warns; ours below refuses.
            warnings.simplefilter("ignore", PIL.Image.DecompressionBombWarning)
            with PIL.Image.open(io.BytesIO(data), formats=_FORMATS) as image:
                if image.width * image.height > MAX_PIXELS:
                    raise _too_many_pixels()
                image.load()
                picture = _srgb(ImageOps.exif_transpose(image))
    except PIL.Image.DecompressionBombError as error:
        raise _too_many_pixels() from error
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError) as error:
        raise RuleError(
            N_("The logo cannot be read as a picture."),
            field="logo",
            next_step=N_("Choose a PNG, JPEG or WebP file."),
        ) from error
    longest = int(longest_inches * _DPI)
    picture.thumbnail((longest, longest), PIL.Image.Resampling.LANCZOS)
    out = io.BytesIO()
    picture.save(out, format="PNG")
    return Logo(out.getvalue(), picture.width, picture.height)


def without_traces(data: bytes) -> bytes:
    """Return a picture file as it is where it holds nothing but the picture, else anew without the rest (T52).

    Cameras and programs leave behind where and when a picture was taken, by whom and with what: it would be kept in
    the book and go on with it. Raises RuleError as `prepare` does.
    """
    import PIL.Image

    prepared = prepare(data)
    with PIL.Image.open(io.BytesIO(data), formats=_FORMATS) as image:
        image.load()
        is_plain = _PLAIN.issuperset(image.info) and not image.getexif()
    return data if is_plain else prepared.png


def _too_many_pixels() -> RuleError:
    return RuleError(
        N_("The logo has more than {limit} million pixels."),
        field="logo",
        next_step=N_("Save it smaller, for example 1,500 pixels wide."),
        limit=MAX_PIXELS // 1_000_000,
    )


def _srgb(image: Image) -> Image:
    """Return the picture in sRGB or sRGB with transparency; a colour profile in the file is applied, then dropped."""
    from PIL import ImageCms

    transparent = "A" in image.getbands() or "transparency" in image.info
    profile = image.info.get("icc_profile")
    mode = "RGBA" if transparent else "RGB"
    if profile and image.mode in {"RGB", "RGBA", "CMYK", "L"}:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            opaque = image.convert("RGB") if image.mode == "RGBA" else image
            converted = ImageCms.profileToProfile(
                opaque, source, ImageCms.createProfile("sRGB"), outputMode="RGB"
            )
        except (ImageCms.PyCMSError, OSError):
            # A damaged profile is no reason to refuse the picture: the plain conversion is close enough.
            converted = None
        if converted is not None:
            if transparent:
                converted.putalpha(image.getchannel("A"))
            return converted
    return image.convert(mode)
