"""What holds of all paths of an Ingress or HTTPRoute together: no two are the same, and so on."""

from collections.abc import Sequence
from typing import Any

from todo_k8s.helm.content import Content, each, named_list, only_if, spread
from todo_k8s.helm.functions import (
    all_of,
    any_of,
    at_most,
    equals,
    includes,
    is_set,
    less,
    not_,
)
from todo_k8s.helm.model import Check
from todo_k8s.services.routes.paths import ServicePath


def paths_differ(paths: Sequence[ServicePath], backend_paths: Sequence[str]) -> Any:
    """Return the checks that no host has a path twice.

    Args:
        paths: The paths.
        backend_paths: Prefixes that lead to the backend, of all hosts.
    """

    def check(later: int, path: ServicePath) -> list[Any]:
        field = f"paths[{later}].path"

        def differs(earlier: int, other: ServicePath) -> list[Any]:
            same = all_of(equals(path.path, other.path), equals(path.type, other.type))
            told = f"is the path of item {earlier} too; remove one of the two"
            neither = not_(any_of(is_set(path.own_hosts), is_set(other.own_hosts)))
            apart = any_of(at_most(later, earlier), not_(same))
            return [
                Check(any_of(apart, not_(neither)), told, field),
                each(
                    path.own_hosts,
                    lambda host: Check(
                        any_of(apart, not_(includes(other.own_hosts, host))), told, field
                    ),
                ),
            ]

        also = all_of(
            equals(path.type, "Prefix"),
            includes(backend_paths, path.path),
            not_(is_set(path.own_hosts)),
        )
        return [
            each(paths, differs),
            Check(not_(also), "is in backendPaths too; remove it there or here", field),
        ]

    return each(paths, check)


def shared_paths(paths: Sequence[ServicePath]) -> Any:
    """Return the paths of the hosts of all paths."""
    return each(paths, lambda path: only_if(not_(is_set(path.own_hosts)), path.path))


def hosts_of_paths(paths: Sequence[ServicePath]) -> Content:
    """Return the hosts that lead to single paths, each once.

    Args:
        paths: The paths.
    """

    def new(index: int, path: ServicePath) -> Content:
        before: Any = each(
            paths, lambda earlier, other: only_if(less(earlier, index), spread(other.own_hosts))
        )
        return each(path.own_hosts, lambda host: only_if(not_(includes(before, host)), host))

    return each(paths, new)


def hosts_are_apart(paths: Sequence[ServicePath], of_all: Sequence[str], name: str) -> Any:
    """Return the checks that the hosts of a path's own are no hosts of all paths.

    Args:
        paths: The paths.
        of_all: The hosts of all other paths.
        name: What the hosts are called, such as ``hosts`` of an Ingress.
    """

    def check(number: int, path: ServicePath) -> Any:
        return each(
            path.own_hosts,
            lambda index, host: Check(
                not_(includes(of_all, host)),
                f"is in {name} too, where all paths lead somewhere; remove it there or here",
                f"paths[{number}].{name}[{index}]",
            ),
        )

    return each(paths, check)


def root_is_left(name: str, paths: Sequence[ServicePath]) -> bool:
    """Return whether no path of all hosts is `/` itself, so that it leads to the frontend.

    Args:
        name: A name for the list of those that are.
        paths: The paths.
    """

    def root(path: ServicePath) -> Content:
        of_all = not_(is_set(path.own_hosts))
        return only_if(all_of(equals(path.path, "/"), equals(path.type, "Prefix"), of_all), "/")

    return not_(is_set(named_list(name, [each(paths, root)])))
