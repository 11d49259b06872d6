"""Say which versions of some packages are installed."""

# --8<-- [start:packages]
import sys
from importlib.metadata import distributions

installed = {each.name: each.version for each in distributions()}
print("Python", ".".join(map(str, sys.version_info[:2])))
for package in sys.argv[1:]:
    print(package, installed.get(package, "not installed"))
# --8<-- [end:packages]
