"""Pictures that are broken, hostile or unusual, made here byte by byte: what decode must refuse, and must take."""

from __future__ import annotations

import io
import struct
import zlib

import numpy as np
from PIL import Image

WIDTH, HEIGHT = 64, 48


def scene(width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """A picture whose top left quarter is red, top right green, bottom left blue, bottom right white."""
    rgb = np.zeros((height, width, 3), dtype=np.uint8)
    top, left = height // 2, width // 2
    rgb[:top, :left] = (220, 20, 20)
    rgb[:top, left:] = (20, 220, 20)
    rgb[top:, :left] = (20, 20, 220)
    rgb[top:, left:] = (240, 240, 240)
    return rgb


def encoded(kind: str, image: Image.Image | None = None, **options: object) -> bytes:
    """The scene, or another image, as bytes of that kind."""
    buffer = io.BytesIO()
    (image or Image.fromarray(scene())).save(buffer, kind, **options)
    return buffer.getvalue()


def rotated_by_exif(kind: str, orientation: int) -> bytes:
    """The scene stored so that it stands upright only when its EXIF orientation is obeyed."""
    undo = {3: Image.Transpose.ROTATE_180, 6: Image.Transpose.ROTATE_90, 8: Image.Transpose.ROTATE_270}
    exif = Image.Exif()
    exif[0x0112] = orientation
    return encoded(kind, Image.fromarray(scene()).transpose(undo[orientation]), exif=exif.tobytes())


def png_chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_promising(width: int, height: int, *, rows: int = 0) -> bytes:
    """A PNG whose header promises a size that its (compressed) pixels may or may not keep."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    pixels = zlib.compress(b"\0" * (rows * (1 + 3 * width)), 9)
    chunks = png_chunk(b"IHDR", header) + png_chunk(b"IDAT", pixels) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def jpeg_promising(width: int, height: int) -> bytes:
    """A JPEG whose frame header is altered to another size."""
    data = bytearray(encoded("JPEG"))
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def webp_promising(width: int, height: int) -> bytes:
    """An extended WebP with nothing but its header."""
    body = bytes(4) + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    chunk = b"VP8X" + struct.pack("<I", len(body)) + body
    return b"RIFF" + struct.pack("<I", 4 + len(chunk)) + b"WEBP" + chunk


def animation(kind: str) -> bytes:
    """Three pictures in one file; the first is the scene."""
    others = [Image.fromarray(255 - scene()), Image.fromarray(scene()[::-1].copy())]
    return encoded(kind, save_all=True, append_images=others, duration=100, lossless=True)


def png_with_bomb_in_text() -> bytes:
    """A small PNG that carries 100 MB of compressed text."""
    whole = encoded("PNG")
    bomb = png_chunk(b"zTXt", b"Comment\0\0" + zlib.compress(b"\0" * 100_000_000, 9))
    return whole[:33] + bomb + whole[33:]


def _broken_jpegs() -> dict[str, tuple[bytes, str]]:
    whole = encoded("JPEG", quality=90)
    return {
        "jpeg: only the magic": (whole[:3], "unreadable"),
        "jpeg: cut in the tables": (whole[:100], "unreadable"),
        "jpeg: cut before the picture": (whole[: whole.index(b"\xff\xda")], "unreadable"),
        "jpeg: cut in half": (whole[: len(whole) * 3 // 4], "unreadable"),
        "jpeg: without its last bytes": (whole[:-40], "unreadable"),
        "jpeg: zeros behind the magic": (whole[:3] + bytes(500), "unreadable"),
        "jpeg: noise behind the magic": (whole[:3] + np.random.default_rng(3).bytes(500), "unreadable"),
        "jpeg: size 0 x 0": (jpeg_promising(0, 0), "unreadable"),
        "jpeg: 65,000 px wide": (jpeg_promising(65000, 40), "too_many_pixels"),
        "jpeg: 65,000 px square": (jpeg_promising(65000, 65000), "too_many_pixels"),
        "jpeg: two pixels": (encoded("JPEG", Image.new("RGB", (2, 1))), "too_small"),
        "jpeg: tables missing": (whole.replace(b"\xff\xdb", b"\xff\xec"), "unreadable"),
        "jpeg: ends after its header with the end mark": (
            whole[: whole.index(b"\xff\xda")] + b"\xff\xd9",
            "unreadable",
        ),
    }


def _broken_pngs() -> dict[str, tuple[bytes, str]]:
    whole = encoded("PNG")
    flipped = bytearray(whole)
    flipped[whole.index(b"IDAT") + 12] ^= 0xFF
    return {
        "png: only the magic": (whole[:8], "unreadable"),
        "png: cut in the header": (whole[:20], "unreadable"),
        "png: cut in the pixels": (whole[: whole.index(b"IDAT") + 20], "unreadable"),
        "png: pixels damaged": (bytes(flipped), "unreadable"),
        "png: first chunk is not the header": (whole[:8] + whole[33:], "unreadable"),
        "png: header damaged": (whole[:24] + b"\x63" + whole[25:], "unreadable"),
        "png: 100,000 px square in 200 bytes": (png_promising(100_000, 100_000), "too_many_pixels"),
        "png: 2 thousand million px wide": (png_promising(2**31 - 1, 1), "too_many_pixels"),
        "png: bomb, 30,000 px square": (png_promising(30_000, 30_000, rows=100), "too_many_pixels"),
        "png: size 0": (png_promising(0, 0), "too_small"),
        "png: one pixel high": (encoded("PNG", Image.new("RGB", (300, 1))), "too_small"),
        "png: 100 MB of text inside": (png_with_bomb_in_text(), "unreadable"),
    }


def _broken_webps() -> dict[str, tuple[bytes, str]]:
    lossy, lossless = encoded("WEBP", quality=80), encoded("WEBP", lossless=True)
    return {
        "webp: only the container": (lossy[:12], "unreadable"),
        "webp: unknown first chunk": (lossy[:12] + b"ABCD" + lossy[16:], "unreadable"),
        "webp lossy: cut": (lossy[:40], "unreadable"),
        "webp lossless: cut": (lossless[:30], "unreadable"),
        "webp: 16 million px square": (webp_promising(2**24, 2**24), "too_many_pixels"),
        "webp: header without picture": (webp_promising(64, 48), "unreadable"),
        "webp: noise": (lossy[:30] + np.random.default_rng(4).bytes(300), "unreadable"),
    }


def _other_files() -> dict[str, tuple[bytes, str]]:
    image = Image.fromarray(scene())
    return {
        "nothing": (b"", "empty"),
        "one byte": (b"\xff", "unsupported_format"),
        "zeros": (bytes(2000), "unsupported_format"),
        "noise": (np.random.default_rng(5).bytes(2000), "unsupported_format"),
        "plain text": (b"hello, this is my passport", "unsupported_format"),
        "a page": (b"<!doctype html><html><body>not found</body></html>", "unsupported_format"),
        "svg": (b"<svg xmlns='http://www.w3.org/2000/svg' width='10' height='10'/>", "unsupported_format"),
        "gif": (encoded("GIF", image), "unsupported_format"),
        "animated gif": (encoded("GIF", image, save_all=True, append_images=[image]), "unsupported_format"),
        "bmp": (encoded("BMP", image), "unsupported_format"),
        "tiff": (encoded("TIFF", image), "unsupported_format"),
        "pdf": (b"%PDF-1.7\n1 0 obj\n", "unsupported_format"),
        "heic": (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00heicmif1", "unsupported_format"),
        "avif": (b"\x00\x00\x00\x18ftypavif\x00\x00\x00\x00avifmif1", "unsupported_format"),
        "mp4": (b"\x00\x00\x00\x18ftypisom\x00\x00\x02\x00isomiso2", "unsupported_format"),
        "zip": (b"PK\x03\x04" + bytes(60), "unsupported_format"),
        "jpeg called png inside a riff": (b"RIFF" + bytes(4) + b"AVI " + bytes(50), "unsupported_format"),
        "21 MB of anything": (bytes(21_000_000), "too_many_bytes"),
        "21 MB that begin like a jpeg": (encoded("JPEG") + bytes(21_000_000), "too_many_bytes"),
    }


def broken() -> dict[str, tuple[bytes, str]]:
    """Name, bytes and the code that decode must answer with."""
    return _broken_jpegs() | _broken_pngs() | _broken_webps() | _other_files()


def unusual() -> dict[str, bytes]:
    """Files of rare kinds that all show the scene and must be taken."""
    image = Image.fromarray(scene())
    adobe_cmyk = encoded("JPEG", image.convert("CMYK"), quality=95)
    return {
        "jpeg": encoded("JPEG", quality=95),
        "jpeg, progressive": encoded("JPEG", quality=95, progressive=True),
        "jpeg, no chroma subsampling": encoded("JPEG", quality=95, subsampling=0),
        "jpeg, cmyk": adobe_cmyk,
        "jpeg, bytes behind its end": encoded("JPEG", quality=95) + b"trailer of a phone" * 10,
        "jpeg, upside down by exif": rotated_by_exif("JPEG", 3),
        "jpeg, right by exif": rotated_by_exif("JPEG", 6),
        "jpeg, left by exif": rotated_by_exif("JPEG", 8),
        "png": encoded("PNG"),
        "png, interlaced palette": encoded("PNG", image.quantize(16)),
        "png, alpha": encoded("PNG", image.convert("RGBA")),
        "png, right by exif": rotated_by_exif("PNG", 6),
        "webp, lossy": encoded("WEBP", quality=95),
        "webp, lossless": encoded("WEBP", lossless=True),
        "webp, alpha": encoded("WEBP", image.convert("RGBA"), lossless=True),
        "webp, left by exif": rotated_by_exif("WEBP", 8),
    }
