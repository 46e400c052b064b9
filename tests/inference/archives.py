"""Real little archives, as package indexes hold them."""

from __future__ import annotations

import io
import tarfile
import zipfile
from pathlib import Path

_METADATA = "Metadata-Version: 2.1\nName: cargo_box\nVersion: 1.0\n"


def a_wheel(folder: Path, tags: str, members: dict[str, bytes]) -> Path:
    """Write cargo_box 1.0 as a wheel with these tags."""
    path = folder / f"cargo_box-1.0-{tags}.whl"
    info = "cargo_box-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as opened:
        for name, content in members.items():
            opened.writestr(name, content)
        opened.writestr(f"{info}/METADATA", _METADATA)
        opened.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nRoot-Is-Purelib: false\nTag: {tags}\n")
        opened.writestr(f"{info}/RECORD", "")
    return path


def a_sdist(folder: Path, members: dict[str, bytes], setup: str = "") -> Path:
    """Write cargo_box 1.0 as a source archive whose setup.py runs `setup` first."""
    path = folder / "cargo_box-1.0.tar.gz"
    script = f"{setup}from setuptools import setup\nsetup(name='cargo_box', version='1.0')\n".encode()
    with tarfile.open(path, "w:gz") as opened:
        for name, content in {"setup.py": script, "PKG-INFO": _METADATA.encode(), **members}.items():
            info = tarfile.TarInfo(f"cargo_box-1.0/{name}")
            info.size = len(content)
            opened.addfile(info, io.BytesIO(content))
    return path
