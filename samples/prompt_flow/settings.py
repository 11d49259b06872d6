"""Where prompt flow keeps what it knows, and what it must not tell; import this before promptflow itself."""

# --8<-- [start:home]
import os
from pathlib import Path

home = Path(".promptflow").resolve()
home.mkdir(exist_ok=True)
(home / "pf.yaml").write_text("telemetry: {enabled: false}\ntrace: {destination: none}\n")
(home / "pf_version_check.json").write_text('{"last_check_time": "9000-01-01 00:00:00.0"}')
os.environ["PF_HOME_DIRECTORY"] = str(home)
os.environ["XDG_DATA_HOME"] = str(home)
os.environ["PYTHON_KEYRING_BACKEND"] = "keyrings.alt.file.PlaintextKeyring"
os.environ["PF_LOGGING_LEVEL"] = "CRITICAL"
os.environ["APPLICATIONINSIGHTS_CONTROLPLANE_DISABLED"] = "true"
# --8<-- [end:home]
