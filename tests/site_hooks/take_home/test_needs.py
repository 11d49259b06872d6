"""What a page takes with it is what its programs name, and nothing that a run has left beside them."""

from pathlib import Path

import pytest
from site_hooks.errors import SiteError
from site_hooks.take_home.needs import SampleNeeds

FILES = {
    "workspace/connect.py": "client = 1\n",
    "workspace/names.py": "NAME = 'a'\n",
    "workspace/other.py": "",
    "jobs/submit.py": "from jobs import shared\nimport os.path\ncode = 'jobs/code'\nword = 'models'\n",
    "jobs/shared.py": "data = ['data/people.csv', 'data/missing.csv', '/etc/passwd', '../outside.txt']\n",
    "jobs/code/train.py": "import helper\n",
    "jobs/code/helper.py": "",
    "jobs/code/__pycache__/helper.pyc": "",
    "jobs/code/left.csv": "",
    "jobs/run.sh": "az job create --file jobs/job.yml --name x/y\n",
    "jobs/job.yml": "code: code\ninputs: [{path: ../data/people.csv}]\ncommand: python train.py\n",
    "jobs/submit.py.all.out": "printed\n",
    "data/people.csv": "1\n",
    "data/README.md": "Whose they are.\n",
    "models/model.json": "{}\n",
    "models/read.py": "from pathlib import Path\nmodel = Path(__file__).with_name('model.json')\n",
    ".gitignore": "downloads/\njobs/*/*.csv\n",
}
ALWAYS = {"workspace/connect.py", "workspace/names.py"}
CODE = {"jobs/code/helper.py", "jobs/code/train.py"}
DATA = {"data/README.md", "data/people.csv"}


@pytest.fixture
def samples(tmp_path: Path) -> Path:
    (tmp_path / "outside.txt").write_text("not ours")
    for name, text in FILES.items():
        path = tmp_path / "samples" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path / "samples"


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("jobs/submit.py", {"jobs/shared.py"} | CODE | DATA),
        ("jobs/run.sh", {"jobs/job.yml"} | CODE | DATA),
        ("jobs/job.yml", CODE | DATA),
        ("jobs/code/train.py", {"jobs/code/helper.py"}),
        ("models/model.json", set[str]()),
        ("models/read.py", {"models/model.json"}),
    ],
)
def test_a_sample_needs_what_it_names(samples: Path, name: str, needed: set[str]) -> None:
    assert SampleNeeds(samples).of_samples([name]) == sorted({name} | needed | ALWAYS)


@pytest.mark.parametrize(
    ("also", "variables"),
    [("", ["KEY", "SERVICE"]), ("from workspace import connect\n", [])],
)
def test_programs_reach_a_service_by_variables_or_a_workspace_by_connecting(
    samples: Path, also: str, variables: list[str]
) -> None:
    text = "import os\nos.environ['SERVICE'], os.environ['KEY'], os.getenv('MORE')\nos.environ['SET'] = ''\n"
    (samples / "jobs/submit.py").write_text(also + text)
    names = SampleNeeds(samples).of_samples(["jobs/submit.py"])
    assert SampleNeeds(samples).variables(names) == variables


def test_no_sample_needs_nothing(samples: Path) -> None:
    assert SampleNeeds(samples).of_samples([]) == []


def test_samples_that_name_each_other_are_found_once(samples: Path) -> None:
    (samples / "jobs/shared.py").write_text("from jobs import submit\n")
    assert SampleNeeds(samples).of_samples(["jobs/shared.py"]).count("jobs/submit.py") == 1


@pytest.mark.parametrize(("name", "text"), [("jobs/submit.py", "a =\n"), ("jobs/job.yml", "a: [\n")])
def test_a_sample_that_cannot_be_read_is_named_with_the_line(samples: Path, name: str, text: str) -> None:
    (samples / name).write_text(text)
    with pytest.raises(SiteError, match=rf"{name}:\d: "):
        SampleNeeds(samples).of_samples([name])
