"""Say which versions of some packages are installed."""

import sys
from importlib.metadata import PackageNotFoundError, version


def installed(package: str) -> str:
    """Return the version of a package, or that there is none."""
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


# --8<-- [start:packages]
print("Python", ".".join(map(str, sys.version_info[:2])))
for package in sys.argv[1:]:
    print(package, installed(package))
# --8<-- [end:packages]
