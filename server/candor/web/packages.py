"""Which packages of the extension can be had from this server, and what are they?"""

from __future__ import annotations

import hashlib
import json
import zipfile
from dataclasses import dataclass
from pathlib import Path

BROWSERS = ("chrome", "firefox")
"""Chrome's package is Edge's, too."""


@dataclass(frozen=True, slots=True)
class Package:
    """A built package of the extension."""

    browser: str
    path: Path
    version: str
    sha256: str

    @property
    def file_name(self) -> str:
        """What the file is called once it is downloaded."""
        return f"candor-{self.version}-{self.browser}.zip"


def find_packages(extension_dir: Path) -> dict[str, Package]:
    """Return the packages that `make extension` has left in a folder, by browser; what is no package is left out."""
    found = (_read(browser, extension_dir / f"dist-{browser}.zip") for browser in BROWSERS)
    return {package.browser: package for package in found if package is not None}


def _read(browser: str, path: Path) -> Package | None:
    try:
        with zipfile.ZipFile(path) as opened:
            version = json.loads(opened.read("manifest.json"))["version"]
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
    except (OSError, zipfile.BadZipFile, KeyError, TypeError, ValueError):
        return None  # not built, or half written
    return Package(browser, path, str(version), sha256)
