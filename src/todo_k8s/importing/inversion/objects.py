"""Which manifest is which object of a compiled chart, and what all of them come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from todo_k8s.helm.compiled.compiled import CompiledObject
from todo_k8s.helm.compiled.evaluation import Evaluation
from todo_k8s.helm.plain.shapes import is_list, is_map
from todo_k8s.helm.symbolic.expressions import Expr, Ref
from todo_k8s.helm.symbolic.nodes import Each, Entries, Filled, If, Spread
from todo_k8s.importing.inversion.contents import Inverter
from todo_k8s.importing.inversion.fits import Fit, Scope, Setting, leaves, together
from todo_k8s.importing.inversion.loops import Turns
from todo_k8s.importing.inversion.worths import is_known

_INSTANCE = "app.kubernetes.io/instance"
_NO_SCOPE: Scope = {}


def inverted(
    evaluation: Evaluation,
    manifests: Sequence[dict[str, Any]],
    *,
    exact: bool = True,
    invents: bool = False,
) -> tuple[list[Setting], list[Setting]]:
    """Return which values could make a compiled chart give manifests, and other ways for some.

    They are proposals: several may be of one value.

    Args:
        evaluation: The chart, with the values that are known so far.
        manifests: What it should give.
        exact: Whether it should give nothing else.
        invents: Whether an entry with an invented key is likelier than another part of the chart.
    """
    inverter = Inverter(evaluation, exact=exact, invents=invents)
    found = _Objects(inverter, manifests).fit().settings
    places = (
        (inverter.roots.get(f"{path[0]}", path[:1]), path, value) for path, value in inverter.others
    )
    others = [Setting((*place, *path[1:]), value) for place, path, value in places]
    sure = [one for one in found if one.value is not None]
    others += (one for one in found if one.value is None)
    return [*filter(_is_placed, sure)], [*filter(_is_placed, others)]


def _is_placed(setting: Setting) -> bool:
    return setting.path[0] in {"Values", "Release"}


def release_of(manifests: Sequence[dict[str, Any]]) -> str | None:
    """Return the release that most manifests say to belong to, by Kubernetes' common label."""
    labels = (_labels(each).get(_INSTANCE) for each in manifests)
    names = Counter(name for name in labels if isinstance(name, str) and name)
    return names.most_common(1)[0][0] if names else None


def _labels(manifest: dict[str, Any]) -> dict[str, Any]:
    metadata = manifest.get("metadata")
    labels = metadata.get("labels") if is_map(metadata) else None
    return labels if is_map(labels) else {}


class _Objects:
    def __init__(self, inverter: Inverter, manifests: Sequence[dict[str, Any]]) -> None:
        self._inverter = inverter
        self._left = [*manifests]
        self._known: set[str] = set()
        self._held: list[Expr] = []
        """What holds, as objects are there that need it."""

    def fit(self) -> Fit:
        made = [*self._inverter.evaluation.chart.objects.values()]
        single = [each for each in made if not _loops(each.content)]
        loops = [each for each in made if _loops(each.content) and _kind(each.content)]
        rest = [each for each in made if _loops(each.content) and not _kind(each.content)]
        free = [each for each in single if isinstance(_name(each.content), Ref)]
        bound = [each for each in single if each not in free]
        fits: list[Fit] = []
        for some, by_name in ((single, True), (bound, False)):
            fits += [fit for each in some if (fit := self._single(each, by_name=by_name))]
        fits += [fit for each in free if (fit := self._single(each, by_name=False, whole=True))]
        fits += [self._several(each) for each in loops]
        fits += [fit for each in free if (fit := self._single(each, by_name=False))]
        fits += [self._others(each) for each in rest]
        return together(fits)

    def _single(self, made: CompiledObject, *, by_name: bool, whole: bool = False) -> Fit | None:
        """Return what an object comes from that is there once, or not; None if it is known.

        Args:
            made: The object.
            by_name: Whether it has the name that is known.
            whole: Whether all of it must be explained.
        """
        if made.path in self._known:
            return None
        inverter = self._inverter
        fits = [(inverter.solved(made.content, each, _NO_SCOPE), each) for each in self._of(made)]
        named = [each for each in fits if self._is_named(made, each[1], by_name=by_name)]
        named = [each for each in named if not whole or not each[0].misses]
        if not named:
            return self._absent(made) if not whole and inverter.exact and not by_name else None
        self._known.add(made.path)
        self._held += made.conditions
        fit, chosen = min(named, key=lambda each: each[0].misses)
        self._left = [each for each in self._left if each is not chosen]
        return fit.and_(
            *(inverter.held(each, wanted=True, scope=_NO_SCOPE) for each in made.conditions)
        )

    def _of(self, made: CompiledObject) -> list[dict[str, Any]]:
        kind = _kind(made.content)
        return [each for each in self._left if each.get("kind") == kind]

    def _is_named(self, made: CompiledObject, manifest: dict[str, Any], *, by_name: bool) -> bool:
        """Tell whether an object can have the name of a manifest."""
        name = _name(made.content)
        metadata = manifest.get("metadata")
        given = metadata.get("name") if is_map(metadata) else None
        fit = self._inverter.solved(name, given, _NO_SCOPE)
        if by_name or not self._inverter.exact:
            return bool(self._inverter.worth(name, _NO_SCOPE) == given)
        return fit.misses == 0

    def _absent(self, made: CompiledObject) -> Fit:
        inverter = self._inverter
        worths = [inverter.worth(each, _NO_SCOPE) for each in made.conditions]
        if any(is_known(worth) and not worth for worth in worths):
            return Fit()
        free = [each for each in made.conditions if each not in self._held]
        ways = [
            inverter.held(each, wanted=False, scope=_NO_SCOPE)
            for each in (free or made.conditions)[::-1]
        ]
        return inverter.either(ways) if ways else Fit()

    def _several(self, made: CompiledObject) -> Fit:
        """Return what objects come from that are there for each entry of a map."""
        each = _each(made.content)
        if each is None:
            return Fit()
        turns = Turns(self._inverter, each, _NO_SCOPE)
        for manifest in self._of(made):
            if turns.take(manifest, most_misses=leaves(manifest) // 2, outside=True):
                self._left = [other for other in self._left if other is not manifest]
        return turns.fit().and_(
            *(self._inverter.held(c, wanted=True, scope=_NO_SCOPE) for c in made.conditions)
        )

    def _others(self, made: CompiledObject) -> Fit:
        """Return what objects come from that the values have as they are."""
        found = self._inverter.solved(made.content, self._left, _NO_SCOPE)
        self._left = []
        return found


def _loops(content: Any) -> bool:
    return _each(content) is not None or any(isinstance(each, Spread) for each in _parts(content))


def _each(content: Any) -> Each | None:
    return next((each for each in _parts(content) if isinstance(each, Each)), None)


def _parts(content: Any) -> Iterator[Any]:
    """Yield content and the content that it stands around, down to a manifest."""
    yield content
    match content:
        case If(then=then, otherwise=otherwise):
            yield from _parts(then)
            yield from _parts(otherwise)
        case Filled(content=inner):
            yield from _parts(inner)
        case Each(body=body):
            yield from _parts(body)
        case Entries(own=own):
            yield own
        case _ if is_list(content):
            for each in content:
                yield from _parts(each)
        case _:
            pass


def _manifest(content: Any) -> dict[Any, Any]:
    none: dict[Any, Any] = {}
    return next((each for each in _parts(content) if is_map(each) and "kind" in each), none)


def _kind(content: Any) -> Any:
    return _manifest(content).get("kind")


def _name(content: Any) -> Any:
    metadata = _manifest(content).get("metadata")
    own = metadata.own if isinstance(metadata, Entries) else metadata
    return own.get("name") if is_map(own) else None
