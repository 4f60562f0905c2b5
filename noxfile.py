"""What can be done with this project: ``nox --list``; ``nox`` alone does what a commit needs."""

import argparse
import os
import re
import shutil
from pathlib import Path

import nox

nox.needs_version = ">=2026.10"
nox.options.default_venv_backend = "uv"

PROJECT = nox.project.load_toml("pyproject.toml")
TOOLS = Path("tools").absolute()  # programs that are not Python's, each locked in its own folder
QUICK = {
    "GOGC": "800",  # Helm 4 within the tests' process: a third faster, for some memory
    "PYTHONDONTWRITEBYTECODE": "",  # processes that tests start compile no library again
}
PARALLEL = ("--numprocesses=auto", "--dist=loadgroup")  # tests of a group share a worker
JUDGES = {  # those that need no network, so that `nox -s tests` asks them too
    "kubernetes": "kubernetes or every_kind",
    "helm-lint": "lint",
    "yamllint": "clean",
    "chart-yaml": "chart_yaml or annotation",
    "pod-security": "restricted or rights or root",
}

FRONTEND = Path("tests/e2e/app/frontend").absolute()
FOR_PIP = {"nox": "requirements-nox.txt", "app": "tests/e2e/app/backend/requirements.txt"}
QUIET = ("--no-audit", "--no-fund", "--loglevel=error")
PYTHONS = nox.project.python_versions(PROJECT)
COMPATIBLE = (
    *("tests/unit", "tests/cases", "tests/examples"),
    "tests/documents/test_blocks.py",
)  # what `compat` runs


def install(session: nox.Session, *groups: str, project: bool = True) -> None:
    """Install what uv.lock has of these dependency groups, with the project or without it.

    What else is in the environment is removed, and no index is asked for a newer version.
    """
    chosen = [f"--group={group}" if project else f"--only-group={group}" for group in groups]
    location = {"UV_PROJECT_ENVIRONMENT": session.virtualenv.location}
    session.run_install("uv", "sync", "--frozen", "--no-default-groups", *chosen, env=location)
    session.env["LOCKED"] = " ".join(["--no-default-groups", *chosen])  # for tests/house


@nox.session(tags=["check"])
def lint(session: nox.Session) -> None:
    """Check style and YAML; ``nox -s lint -- --fix`` fixes what can be fixed."""
    install(session, "lint", project=False)
    fix = "--fix" in session.posargs
    session.run("ruff", "check", *(["--fix"] if fix else []))
    session.run("ruff", "format", *([] if fix else ["--check"]))
    session.run("yamllint", "--strict", ".")


@nox.session(tags=["check"])
def typecheck(session: nox.Session) -> None:
    """Check types, strictly, with mypy and pyright."""
    install(session, "typing")
    session.run("mypy")
    quiet = {"PYRIGHT_PYTHON_IGNORE_WARNINGS": "1"}
    session.run("pyright", env=quiet)
    session.run("pyright", "--verifytypes", "todo_k8s", "--ignoreexternal", env=quiet)


@nox.session(tags=["check"])
def tests(session: nox.Session) -> None:
    """Run the tests; arguments go to pytest: ``nox -s tests -- -k probes``."""
    install(session, "test")
    session.run("pytest", *PARALLEL, *session.posargs, env=QUICK)


@nox.session(default=False)
def editors(session: nox.Session) -> None:
    """Ask the servers of editors to complete, explain and check values files and Python."""
    install(session, "typing", "synth")
    folder = npm_tool(session, "yaml-language-server")
    program = folder / "node_modules/yaml-language-server/bin/yaml-language-server"
    env = {"YAML_LANGUAGE_SERVER": str(program)}
    session.run("pytest", "tests/editors", *session.posargs, env=env)


@nox.session(default=False)
def bare(session: nox.Session) -> None:
    """Run the tests with nothing of the machine on PATH: no Node.js, no Helm, no kubectl."""
    install(session, "test")
    session.run("pytest", *PARALLEL, *session.posargs, env={"PATH": session.bin, **QUICK})


@nox.session(default=False, python=PYTHONS)
@nox.parametrize(
    "resolution", [nox.param("lowest-direct", id="lowest"), nox.param("highest", id="newest")]
)
def compat(session: nox.Session, resolution: str) -> None:
    """Run tests on the wheel with the oldest, or the newest, of what its ranges allow."""
    folder = Path(session.create_tmp()).absolute()
    ends, environment = folder / "ends.txt", f"--python={session.virtualenv.location}"
    session.run("uv", "build", "--quiet", "--wheel", "--clear", f"--out-dir={folder / 'dist'}")
    compiling = ("uv", "pip", "compile", "--quiet", environment, f"--resolution={resolution}")
    session.run(*compiling, f"--output-file={ends}", "pyproject.toml")
    wheel = next((folder / "dist").glob("*.whl"))
    newer = ("lines",) if resolution == "highest" else ()  # these want a new `constructs`
    groups = nox.project.dependency_groups(PROJECT, "test", *newer)
    session.install(str(wheel), f"--requirements={ends}", *groups)
    session.run("uv", "pip", "freeze", environment)
    session.run("pytest", "--numprocesses=auto", *(session.posargs or COMPATIBLE))


@nox.session(default=False)
def law(session: nox.Session) -> None:
    """Try the law on generated values: ``nox -s law -- --examples 20000 --seed 1``."""
    parser = argparse.ArgumentParser(prog="nox -s law --")
    parser.add_argument("--examples", help="how many values files to try, as many as `tests` else")
    parser.add_argument("--seed", default="0", help="where to start; the same seed tries the same")
    options = parser.parse_args(session.posargs)
    install(session, "test")
    seed = f"--hypothesis-seed={options.seed}"
    env = {**QUICK, "LAW_SEED": options.seed}
    if options.examples:
        env["LAW_EXAMPLES"] = options.examples
    session.run("pytest", "tests/generated", "--numprocesses=auto", seed, env=env)


@nox.session(default=False)
def bench(session: nox.Session) -> None:
    """Measure what people wait for, and write docs/performance.md; ``-- --quick`` to try it out."""
    install(session, "bench")
    session.run("python", "-m", "benchmarks", *session.posargs)


@nox.session(default=False)
def lock(session: nox.Session) -> None:
    """Write uv.lock, and its parts for pip, after a change of pyproject.toml; keep all else."""
    write_locks(session)


@nox.session(default=False)
def upgrade(session: nox.Session) -> None:
    """Renew every lock as far as the ranges allow, then run what a new version can break."""
    install(session, "synth", project=False)
    write_locks(session, "--upgrade")
    for lock_file in (*TOOLS.glob("*/package-lock.json"), FRONTEND / "package-lock.json"):
        with session.chdir(lock_file.parent):
            session.run("npm", "update", "--package-lock-only", "--ignore-scripts", *QUIET)
    for module in TOOLS.glob("*/go.mod"):
        text = module.read_text(encoding="utf-8")
        with session.chdir(module.parent):
            if "\ntool " in text:
                session.run("go", "get", "tool", external=True)
                session.run("go", "mod", "tidy", external=True)
            else:  # modules that are only read, which tidy would drop
                paths = re.findall(r"(?m)^\t(\S+) v", text)
                session.run("go", "get", *(f"{path}@upgrade" for path in paths), external=True)
                session.run("go", "mod", "download", *paths, external=True)  # for their sums
    session.warn("for a new nox or uv: .venv/bin/pip install -r requirements-nox.txt")
    judges = ("kube-score", "definitions", "checkov")
    for name in ("lint", "typecheck", "synth", *judges, "versions", "tests"):
        session.notify(name)


def write_locks(session: nox.Session, *flags: str) -> None:
    """Write uv.lock, and the files with the parts of it that pip installs."""
    session.run("uv", "lock", *flags)
    for group, file in FOR_PIP.items():
        export = ("uv", "export", "--quiet", "--frozen", "--no-header", f"--only-group={group}")
        session.run(*export, f"--output-file={file}", silent=True)


def npm_tool(session: nox.Session, name: str) -> Path:
    """Install a program of ``tools/`` from npm, and return its folder."""
    folder = session.cache_dir.absolute() / name
    shutil.copytree(TOOLS / name, folder, dirs_exist_ok=True)
    with session.chdir(folder):
        session.run("npm", "ci", "--ignore-scripts", *QUIET)
    return folder


def need_go(session: nox.Session, purpose: str) -> None:
    """Skip the session without Go."""
    if shutil.which("go") is None:
        session.skip(f"there is no Go on PATH to {purpose} with")


def need_gpg(session: nox.Session) -> None:
    """Fail without GnuPG, which holds the keys that charts are signed with."""
    if shutil.which("gpg") is None:
        session.error("there is no gpg on PATH; install GnuPG")


def go_tool(session: nox.Session, name: str, folder: Path, **env: str) -> None:
    """Build the program of a module in ``tools/`` into a folder; skip the session without Go."""
    need_go(session, f"build {name}")
    build = ("go", "build", "-mod=readonly", f"-o={folder}/", "tool")
    with session.chdir(TOOLS / name):
        session.run(*build, external=True, env=env)


@nox.session(default=False)
def versions(session: nox.Session) -> None:
    """Try the law, and that nothing leaks, on other versions of Helm, which Go builds once."""
    install(session, "test")
    folders = [session.cache_dir.absolute() / name for name in ("helm3", "helm4")]
    for folder in folders:
        go_tool(session, folder.name, folder)
    helms = {"HELMS": os.pathsep.join(str(folder / "helm") for folder in folders)}
    tests = ("tests/versions", "tests/leaks")
    session.run("pytest", *tests, "--numprocesses=auto", *session.posargs, env=helms)


@nox.session(default=False, tags=["judges"])
@nox.parametrize("name", [nox.param(name, id=name) for name in JUDGES])
def judge(session: nox.Session, name: str) -> None:
    """Ask one outside judge: ``nox -s "judge(helm-lint)"``; all of them: ``nox -t judges``."""
    install(session, "test")
    session.run("pytest", "tests/judges", "-k", JUDGES[name], *session.posargs)


@nox.session(name="kube-score", default=False, tags=["judges"])
def kube_score(session: nox.Session) -> None:
    """Ask kube-score, which Go builds; what it finds is fixed, or accepted with a reason."""
    install(session)
    go_tool(session, "kube-score", Path(session.bin))
    session.run("python", "-m", "tests.judges.ask_kube_score")


@nox.session(default=False)
def trivy(session: nox.Session) -> None:
    """Ask trivy, which Go builds in ten minutes; what it finds is fixed, or accepted."""
    install(session, "test")
    go_tool(session, "trivy", Path(session.bin), GOEXPERIMENT="jsonv2")
    session.run("python", "-m", "tests.judges.ask_trivy")


@nox.session(default=False, tags=["judges"])
def prometheus(session: nox.Session) -> None:
    """Ask Prometheus' rule engine, which Go builds in a minute, which alerts fire on what."""
    install(session)
    go_tool(session, "promrules", Path(session.bin))
    session.run("python", "-m", "tests.judges.ask_prometheus")


@nox.session(default=False, tags=["judges"])
def definitions(session: nox.Session) -> None:
    """Ask the definitions of custom resources, which Go fetches, whether they take ours."""
    install(session, "test")
    need_go(session, "fetch the definitions")
    session.run("python", "-m", "tests.judges.ask_definitions")


@nox.session(default=False, tags=["judges"])
def checkov(session: nox.Session) -> None:
    """Ask checkov; what it finds is fixed, or accepted with a reason."""
    install(session, "checkov")
    session.run("python", "-m", "tests.judges.ask_checkov")


@nox.session(default=False)
def e2e(session: nox.Session) -> None:
    """Test on the cluster that KUBECONFIG names; ``-- -m "e2e and not timed"`` for minutes only."""
    for name in ("KUBECONFIG", "TODO_K8S_IMAGE_LOADER"):
        if name not in os.environ:
            session.error(f"{name} is not set: the head of tests/e2e/conftest.py says to what")
    install(session, "e2e")
    tests = ("pytest", "tests/e2e", "-m", "e2e", *session.posargs)
    session.run(*tests, interrupt_timeout=600, terminate_timeout=600)  # to clean up the cluster


@nox.session(default=False)
def browser(session: nox.Session) -> None:
    """Try the page of a chart in the Chromium on PATH, or the one that CHROMIUM names."""
    install(session, "browser")
    session.run("pytest", "tests/browser/in_chromium", *session.posargs)


@nox.session(default=False)
def synth(session: nox.Session) -> None:
    """Run the real ``cdk8s synth`` over ``cdk8s.yaml``, and check what it wrote."""
    install(session, "synth")
    cdk8s = npm_tool(session, "cdk8s-cli") / "node_modules/cdk8s-cli/bin/cdk8s"
    session.run("node", cdk8s, "synth", "--no-check-upgrade", *session.posargs)
    if (check := Path("tests/synth_check.py")).exists():
        session.run("python", check, "dist/manifests")


@nox.session(name="package-chart", default=False)
def package_chart(session: nox.Session) -> None:
    """Write ``chart-export/``, and ``dist/todo-chatbot-<version>.tgz`` with its ``.sha256``."""
    install(session, "nox")
    session.run("python", "-m", "releasing", "changes")
    session.run("python", "-m", "todo_k8s", "package", *session.posargs)


@nox.session(default=False)
def registry(session: nox.Session) -> None:
    """Sign the chart, push it to a registry of this machine, and install it from there."""
    install(session, "test")
    need_gpg(session)
    go_tool(session, "registry", Path(session.bin))
    session.run("pytest", "tests/registry/test_registry.py", *session.posargs)


@nox.session(default=False)
def cosign(session: nox.Session) -> None:
    """Sign what is pushed to a registry by cosign, which Go builds in minutes, and verify it."""
    install(session, "test")
    need_gpg(session)
    for name in ("registry", "cosign"):
        go_tool(session, name, Path(session.bin))
    session.run("pytest", "tests/registry/test_cosign.py", *session.posargs)


@nox.session(default=False)
def release(session: nox.Session) -> None:
    """Write a release into ``dist/release/``, or say why not; see docs/how-to/publish.md."""
    install(session, "release")
    session.run("python", "-m", "releasing", "build", *session.posargs)


@nox.session(default=False)
def publish(session: nox.Session) -> None:
    """Sign and push the chart in ``dist/release/``: ``nox -s publish -- oci://ghcr.io/me/charts``."""
    install(session, "release")
    need_gpg(session)
    if "COSIGN_PRIVATE_KEY" in os.environ:
        go_tool(session, "cosign", Path(session.bin))
    session.run("python", "-m", "releasing", "publish", *session.posargs)


@nox.session(default=False)
def docs(session: nox.Session) -> None:
    """Build the documentation site into ``build/site``, strictly and without a network."""
    install(session, "docs")
    session.run("python", "-m", "docs_site")


@nox.session(default=False)
def build(session: nox.Session) -> None:
    """Build the wheel and the source archive twice, compare them, and try the wheel."""
    install(session, "release")
    session.run("pytest", "tests/distribution", *session.posargs)


if __name__ == "__main__":
    nox.main()
