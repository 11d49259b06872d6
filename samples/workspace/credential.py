"""Say which credential DefaultAzureCredential takes on this machine."""

# --8<-- [start:credential]
import logging
import sys

from azure.identity import DefaultAzureCredential

log = logging.getLogger("azure.identity")
log.addHandler(logging.StreamHandler(sys.stdout))
log.setLevel(logging.INFO)
DefaultAzureCredential().get_token("https://management.azure.com/.default")
log.setLevel(logging.WARNING)
# --8<-- [end:credential]
