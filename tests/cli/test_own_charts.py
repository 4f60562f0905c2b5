"""The command line for a user's own chart, as processes in a folder of the user's."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

SHOP = '''\
"""The shop."""

from constructs import Construct

from todo_k8s.helm import ChartMetadata, ChartValues, Check, HelmChart, Manifest, Release, rule
from todo_k8s.helm.functions import is_set

print("the shop is imported")


class ShopValues(ChartValues):
    """What can be set."""

    text: str = "hello"
    """What it says."""

    count: int = 1
    """How often."""

    @rule
    def says_something(self) -> Check:
        """Return whether it does."""
        return Check(is_set(self.text), "must be set", "text")


class Shop(HelmChart):
    """The shop."""

    metadata = ChartMetadata(name="shop", version="1.0.0", app_version="2", description="A shop")
    default_release = Release("corner", "street")

    def __init__(
        self, scope: Construct, id: str, *, values: ShopValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        metadata = {"name": self.release.name, "namespace": self.release.namespace}
        data = {"text": values.text, "count": f"{values.count} times"}
        content = {"apiVersion": "v1", "kind": "ConfigMap", "metadata": metadata, "data": data}
        Manifest(self, "shop", content)


class Unsound(Shop):
    """A chart that no export takes."""

    def __init__(
        self, scope: Construct, id: str, *, values: ShopValues, release: Release | None = None
    ) -> None:
        super().__init__(scope, id, values=values, release=release)
        if values.text == "hello":
            print("hello")


class Nested:
    """No chart, but one is in it."""

    Shop = Shop
'''


MISTAKES = (
    SHOP
    + '''

class NoMetadata(HelmChart):
    """A chart without metadata."""

    def __init__(self, scope, id, *, values: ShopValues, release=None):
        super().__init__(scope, id, values=values, release=release)


class Map(Shop):
    """A map in place of metadata."""

    metadata = {"name": "shop"}


class Text(Shop):
    """A text in place of a release."""

    default_release = "corner"


class TruthValues(ShopValues):
    """A rule that gives no check."""

    @rule
    def holds(self):
        """Return a boolean."""
        return True


class Truth(Shop):
    """A chart whose rule gives a boolean."""

    def __init__(self, scope, id, *, values: TruthValues, release=None):
        super().__init__(scope, id, values=values, release=release)


def make():
    """Return a chart whose values class has no name in the module."""

    class LocalValues(ShopValues):
        """Values."""

    class Made(Shop):
        """A chart."""

        def __init__(self, scope, id, *, values: "LocalValues", release=None):
            super().__init__(scope, id, values=values, release=release)

    return Made


Made = make()
'''
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a module, and with a package that holds another one."""
    folder = tmp_path_factory.mktemp("work")
    (folder / "shop.py").write_text(SHOP)
    package = folder / "company" / "charts"
    package.mkdir(parents=True)
    for each in (folder / "company", package):
        (each / "__init__.py").write_text('"""A package."""\n')
    (package / "names.py").write_text('NAME = "relative"\n')
    (package / "shop.py").write_text(f"from .names import NAME\n{SHOP}\nassert NAME\n")
    (folder / "fails.py").write_text("def f():\n    return 1 / 0\n\n\nf()\n")
    (folder / "refuses.py").write_text(
        "from todo_k8s.values import SecretsValues\n\nSecretsValues()\n"
    )
    (folder / "syntax.py").write_text("a = (\n")
    (folder / "needs.py").write_text("import a_module_that_nobody_has\n")
    (folder / "leaves.py").write_text("raise SystemExit(3)\n")
    (folder / "within.py").write_text(
        "import sys\n\nexec(compile('1 / 0', f'{sys.prefix}/app/shop.py', 'exec'))\n"
    )
    (folder / "nameless.py").write_text(SHOP.replace('name="shop", ', ""))
    (folder / "mistakes.py").write_text(MISTAKES)
    (folder / "json.py").write_text(SHOP)
    (folder / "my-shop.py").write_text(SHOP)
    return folder


def todo_k8s(folder: Path, *arguments: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    """Run the program in a folder."""
    command = [sys.executable, "-P", "-m", "todo_k8s", *arguments]
    return subprocess.run(
        command, cwd=folder, input=stdin, check=False, capture_output=True, text=True
    )


ASKING = """
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart, Manifest
from todo_k8s.helm.content import only_if


class Asking(HelmChart[ChartValues]):
    metadata = ChartMetadata(
        name="asking", version="1.0.0", app_version="", description="Asks", kube_version=">=1.30-0"
    )

    def build(self):
        ask = self.capabilities
        apis = [only_if(ask.has(api), api) for api in ("a.b/v1", "a.b/v2", "c.d/v1/E", "f.g/v1")]
        spec = {"new": ask.kube_version_at_least("1.31"), "apis": apis}
        metadata = {"name": "asking"}
        Manifest(self, "x", {"apiVersion": "x/v1", "kind": "X", "metadata": metadata, "spec": spec})
"""


def test_render_is_told_of_a_cluster(folder: Path) -> None:
    """By the options of `helm template`; a cluster that is too old is refused."""
    (folder / "asking.py").write_text(ASKING)
    told = ("--kube-version", "v1.30.9", "--api-versions", "a.b/v1,c.d/v1/E", "-a", "f.g/v1")
    done = todo_k8s(folder, "render", "asking.py:Asking", *told)
    assert done.returncode == 0, done.stderr
    spec = yaml.safe_load(done.stdout)["spec"]
    assert spec == {"new": False, "apis": ["a.b/v1", "c.d/v1/E", "f.g/v1"]}
    assert yaml.safe_load(todo_k8s(folder, "render", "asking.py:Asking").stdout)["spec"] == {
        "new": True
    }
    for version, why in (("1.29.1", "requires >=1.30-0"), ("new", "must be a version")):
        refused = todo_k8s(folder, "check", "asking.py:Asking", "--kube-version", version)
        assert refused.returncode == 1
        heard = refused.stdout + refused.stderr
        assert "capabilities.kube_version: " in heard
        assert why in heard


KEEPING = """
from todo_k8s.constructs import GeneratedSecret
from todo_k8s.helm import ChartMetadata, ChartValues, HelmChart


class Keeping(HelmChart[ChartValues]):
    metadata = ChartMetadata(name="keeping", version="1.0.0", app_version="1", description="Keeps")

    def build(self):
        GeneratedSecret(self, "a", keys={"password": 32})
        GeneratedSecret(self, "b", keys={"password": 16})
"""


def test_render_is_told_what_exists(folder: Path) -> None:
    """By what kubectl prints, in JSON and YAML, or by what an earlier `render` printed."""
    (folder / "keeping.py").write_text(KEEPING)
    render = ("render", "keeping:Keeping")
    first = todo_k8s(folder, *render)
    assert first.returncode == 0, first.stderr
    items = [*yaml.safe_load_all(first.stdout)]
    assert len(items) == 2
    listed: dict[str, object] = {"apiVersion": "v1", "kind": "List", "items": items}
    (folder / "list.json").write_text(json.dumps(listed, indent=4))
    (folder / "list.yaml").write_text(yaml.safe_dump(listed))
    (folder / "earlier.yaml").write_text(f"---\n{first.stdout}")
    for name in ("list.json", "list.yaml", "earlier.yaml", "-"):
        again = todo_k8s(folder, *render, "--existing", name, stdin=first.stdout)
        assert again.stdout == first.stdout, again.stderr
    assert todo_k8s(folder, *render).stdout != first.stdout
    for wrong, why in (("- a", "must be a map"), ("items: [x]", "existing[0].items[0]: must be")):
        refused = todo_k8s(folder, *render, "--existing", "-", stdin=wrong)
        assert refused.returncode == 1
        assert why in refused.stderr


def test_render_lays_files_over_one_another(folder: Path) -> None:
    """Several files and standard input; what the module prints is no part of the manifests."""
    (folder / "one.yaml").write_text("text: one\ncount: 2\n")
    arguments = ("-f", "one.yaml", "-f", "-", "--release", "eu", "--namespace", "prod")
    done = todo_k8s(folder, "render", "shop:Shop", *arguments, stdin="text: two\n")
    assert done.returncode == 0, done.stderr
    (manifest,) = yaml.safe_load_all(done.stdout)
    assert manifest["metadata"] == {"name": "eu", "namespace": "prod"}
    assert manifest["data"] == {"text": "two", "count": "2 times"}
    assert done.stderr == "the shop is imported\n"


@pytest.mark.parametrize(
    "chart", ["shop:Nested.Shop", "./company/charts/shop.py:Shop", "company.charts.shop:Shop"]
)
def test_a_chart_is_named_by_module_or_file(chart: str, folder: Path) -> None:
    """A file in a package may import from it; the release is the chart's own."""
    done = todo_k8s(folder, "render", chart)
    assert done.returncode == 0, done.stderr
    assert yaml.safe_load(done.stdout)["metadata"] == {"name": "corner", "namespace": "street"}


def test_export_and_package_write_the_chart(folder: Path, tmp_path: Path) -> None:
    """As for todo-chatbot; what is another chart's, or the user's, stays."""
    to, dist = str(tmp_path / "chart"), str(tmp_path / "dist")
    done = todo_k8s(folder, "package", "shop:Shop", "--to", to, "--dist", dist)
    assert done.stdout == f"{to}\n{dist}/shop-1.0.0.tgz\n"
    (tmp_path / "chart" / "mine.txt").write_text("mine")
    assert todo_k8s(folder, "export", "shop:Shop", "--to", to).returncode == 0
    assert (tmp_path / "chart" / "mine.txt").read_text() == "mine"
    refused = todo_k8s(folder, "export", "--to", to)
    assert refused.returncode == 1
    assert "is the folder of the chart shop, not of todo-chatbot" in refused.stderr


def test_check_names_every_fault(folder: Path) -> None:
    """Field, rule and remedy of each, at its place; nothing is written."""
    before = {path.name for path in folder.iterdir()}
    done = todo_k8s(folder, "check", "shop:Shop", "-f", "-", stdin="count: many\nword: 1\n")
    assert (done.returncode, done.stderr.splitlines()[1:]) == (1, [])
    faults = re.findall(r"(?m)^error: (\w+): .*\n  --> standard input:(\d):(\d)$", done.stdout)
    assert faults == [("count", "1", "8"), ("word", "2", "1")]
    good = todo_k8s(folder, "check", "shop:Shop")
    assert (good.returncode, good.stdout) == (0, "shop 1.0.0: no faults\n")
    assert {path.name for path in folder.iterdir()} <= before | {"__pycache__"}


FAILURES = {
    "shop": "shop: is no chart class; write module:Class or path/to/file.py:Class",
    ":Shop": ":Shop: is no chart class; write module:Class or path/to/file.py:Class",
    "shop:Shop()": "shop:Shop(): is no chart class",
    "nowhere:Shop": "nowhere: there is no such module in ",
    "company.nowhere:Shop": "company.nowhere: there is no such module in ",
    "nowhere.py:Shop": "nowhere.py: is no file",
    "my-shop.py:Shop": "my-shop.py: is no name of a module; rename it",
    "json.py:Shop": "json.py: another module is called json; rename the file",
    "shop:Shoe": "shop: Shoe is no class of it; its charts are Shop, Unsound",
    "shop:ShopValues": "shop: ShopValues is no HelmChart; its charts are Shop, Unsound",
    "company:Shop": "company: Shop is no class of it; it has no chart",
    "fails:Shop": "fails: ZeroDivisionError: division by zero (",
    "refuses:Shop": "refuses: ValidationError: SecretsValues: existingSecret: must name a Secret",
    "syntax:Shop": "syntax: SyntaxError: '(' was never closed (",
    "needs:Shop": "needs: ModuleNotFoundError: No module named 'a_module_that_nobody_has' (",
    "leaves:Shop": "leaves: SystemExit: 3 (",
    "within:Shop": f"within: ZeroDivisionError: division by zero ({sys.prefix}/app/shop.py, line 1",
    "nameless:Shop": "nameless: TypeError: ChartMetadata.__init__() missing 1 required positional",
    "mistakes:NoMetadata": "mistakes:NoMetadata: NoMetadata has no metadata; set it to a Chart",
    "mistakes:Map": "mistakes:Map: Map.metadata is a dict; set it to a ChartMetadata",
    "mistakes:Text": "mistakes:Text: Text.default_release is a str; give a Release",
    "mistakes:Truth": "mistakes:Truth: TruthValues.holds: a rule gives a bool; give a Check",
    "mistakes:make": "mistakes: make is no HelmChart; its charts are Shop, Unsound, NoMetadata",
    "mistakes:Made": "mistakes:Made: make.<locals>.Made: name 'LocalValues' is not defined; define",
    "shop:Unsound": "shop:Unsound: <token .Values.text> is known only at install time; use equals",
    "\x1b[31m:Shop": "\\x1b[31m: is no name of a module",
}


@pytest.mark.parametrize("chart", FAILURES)
def test_what_is_wrong_is_one_line(chart: str, folder: Path) -> None:
    """Whatever it is, the status is 1 and there is no traceback."""
    done = todo_k8s(folder, "check", chart)
    said = [line for line in done.stderr.splitlines() if line != "the shop is imported"]
    assert (done.returncode, done.stdout, len(said)) == (1, "", 1), done.stderr
    assert said[0].startswith(FAILURES[chart])


def test_a_traceback_is_shown_when_asked_for(folder: Path) -> None:
    """With the lines of the user's code, above the same line."""
    done = todo_k8s(folder, "check", "--traceback", "fails:Shop")
    assert done.returncode == 1
    assert "return 1 / 0" in done.stderr
    assert "(fails.py, line 2)" in done.stderr.splitlines()[-1]


def test_names_the_line_that_is_refused(folder: Path) -> None:
    """Also where it is not an error of Python, and the file as the shell knows it."""
    done = todo_k8s(folder, "check", "shop:Unsound")
    lines = (folder / "shop.py").read_text(encoding="utf-8").splitlines()
    line = next(number for number, text in enumerate(lines, 1) if 'values.text == "hello"' in text)
    assert done.stderr.rstrip().endswith(f" (shop.py, line {line})")
