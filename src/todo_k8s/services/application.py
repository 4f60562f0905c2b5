"""Names and labels of the objects of one release."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from constructs import Construct

from todo_k8s.helm.chart import HelmChart
from todo_k8s.helm.chart.given import check_attributes
from todo_k8s.helm.chart.places import place, scopes
from todo_k8s.helm.content import Content, named_map, with_entries
from todo_k8s.helm.functions import (
    choose,
    contains,
    is_set,
    label,
    lower,
    merge,
    named,
    object_name,
    replace,
    trim_suffix,
    truncate,
)
from todo_k8s.helm.symbolic.as_expressions import is_symbolic

NAME_LIMIT = 63
"""Longest name of a Service, and longest value of a label."""


@dataclass(frozen=True)
class Application:
    """What the objects of one release have in common.

    Args:
        name: The application's name, ``app.kubernetes.io/name``. Selectors hold it, so that two
            copies of a chart in one release select their own pods only.
        instance: The release's name, ``app.kubernetes.io/instance``.
        fullname: The prefix of the names of all objects.
        version: The application's version, if it has one.
        chart: Name and version of the chart, ``helm.sh/chart``, if there is one.
        common_labels: More labels of every object.
        common_annotations: Annotations of every object.
        image_pull_secrets: References to Secrets of image registries.
        image_registry: The registry of images that name none, or empty.
        assigns_users: Whether the platform chooses user and group ids, as OpenShift does.

    References:
        https://helm.sh/docs/chart_best_practices/labels/
        https://kubernetes.io/docs/concepts/overview/working-with-objects/common-labels/
    """

    name: str
    instance: str
    fullname: str
    version: str | None = None
    chart: str | None = None
    managed_by: str = "cdk8s"
    common_labels: Mapping[str, str] = field(default_factory=dict[str, str])
    common_annotations: Mapping[str, str] = field(default_factory=dict[str, str])
    image_pull_secrets: Content = None
    image_registry: str = ""
    assigns_users: bool = False

    @staticmethod
    def of(scope: Construct) -> Application:
        """Return the application that a construct belongs to.

        It is the ``application`` of the nearest construct around it that has one, or that of the
        `HelmChart` around it; in a plain cdk8s chart one is made from the chart's id.

        Raises:
            TemplateError: If that `HelmChart` has no metadata.
        """
        around = [*scopes(scope)]
        for construct in around:
            found = getattr(construct, "application", None)
            if isinstance(found, Application):
                return found
            if isinstance(construct, HelmChart):
                chart = cast("HelmChart", construct)
                check_attributes(type(chart))
                return Application.of_chart(chart)
        names = [own for construct in reversed(around) if (own := place(construct)[1])]
        return Application(name=names[0], instance=names[0], fullname=names[0])

    @staticmethod
    def of_chart(
        chart: HelmChart,
        *,
        name_override: str = "",
        fullname_override: str = "",
        common_labels: Mapping[str, str] | None = None,
        common_annotations: Mapping[str, str] | None = None,
        image_pull_secrets: Content = None,
        image_registry: str = "",
        assigns_users: bool = False,
    ) -> Application:
        """Return the application that a Helm chart installs: one for each release.

        Args:
            chart: The chart, with its metadata and release.
            name_override: A name in place of the chart's or its alias, or empty.
            fullname_override: A full name in place of release and name, or empty.
            common_labels: More labels of every object.
            common_annotations: Annotations of every object.
            image_pull_secrets: References to Secrets of image registries.
            image_registry: The registry of images that name none, or empty.
            assigns_users: Whether the platform chooses user and group ids, as OpenShift does.
        """
        name, release = application_name(chart.chart_name, name_override), chart.release.name
        return Application(
            name=name,
            instance=release,
            fullname=release_fullname(name, release, fullname_override),
            version=chart.app_version if chart.metadata.app_version else None,
            chart=chart_label(chart.metadata.name, chart.chart_version),
            managed_by="Helm",
            common_labels={} if common_labels is None else common_labels,
            common_annotations={} if common_annotations is None else common_annotations,
            image_pull_secrets=image_pull_secrets,
            image_registry=image_registry,
            assigns_users=assigns_users,
        )

    def object_name(self, component: str) -> str:
        """Return the name of a component's objects: ``<fullname>-<component>``, within 63."""
        if is_symbolic(component) or len(component) >= NAME_LIMIT:  # the key of an entry
            return named(f"{component}.fullname", object_name(self.fullname, component))
        prefix = trim_suffix(truncate(self.fullname, NAME_LIMIT - len(component) - 1), "-")
        return named(f"{component}.fullname", f"{prefix}-{component}")

    def selector(self, component: str) -> dict[str, str]:
        """Return the labels that select a component's pods."""
        return {
            "app.kubernetes.io/name": self.name,
            "app.kubernetes.io/instance": self.instance,
            "app.kubernetes.io/component": component,
        }

    def selector_labels(self, component: str) -> Mapping[str, str]:
        """Return `selector` as content."""
        return named_map(f"{component}.selectorLabels", self.selector(component))

    def labels(self, component: str) -> Mapping[str, str]:
        """Return the labels of a component's objects."""
        content = with_entries(self.own_labels(component), self.common_labels)
        return named_map(f"{component}.labels", content)

    def own_labels(self, component: str) -> dict[str, str]:
        """Return the labels of a component's objects without those that an operator adds."""
        more = {
            "app.kubernetes.io/part-of": self.name,
            "app.kubernetes.io/managed-by": self.managed_by,
        }
        if self.version is not None:
            more["app.kubernetes.io/version"] = named("version", label(self.version))
        if self.chart is not None:
            more["helm.sh/chart"] = self.chart
        return {**self.selector(component), **more}

    def metadata(
        self,
        component: str,
        *,
        name: str | None = None,
        own: Mapping[str, Any] | None = None,
        annotations: Mapping[str, str] | None = None,
    ) -> dict[str, Any]:
        """Return the metadata of a component's object.

        Args:
            component: The component.
            name: The object's name, if it is not the component's.
            own: Annotations that the chart sets, such as a hook's.
            annotations: Annotations of the values, before the common ones.
        """
        common = self.common_annotations
        more = common if annotations is None else merge(annotations, common)
        return {
            "name": self.object_name(component) if name is None else name,
            "labels": self.labels(component),
            "annotations": with_entries(own or {}, more),
        }


def application_name(chart: str, override: str) -> str:
    """Return the name that tells apart the copies of a chart in one release.

    Args:
        chart: The chart's name, or its alias in a parent chart, which may have
            capitals, and dashes at its ends.
        override: A name in place of it, or empty.
    """
    own = label(replace(lower(chart), "_", "-"))
    return named("name", choose(is_set(override), override, own))


def release_fullname(name: str, release: str, override: str) -> str:
    """Return Helm's full name of a release, at most 63 characters.

    Args:
        name: The application's name.
        release: The release's name.
        override: A full name in place of release and name, or empty.

    References:
        https://helm.sh/docs/chart_template_guide/named_templates/
    """
    instance = replace(release, ".", "-")  # a release may have dots in its name, a Service may not
    return named(
        "fullname",
        choose(
            is_set(override),
            override,
            choose(contains(instance, name), _limited(instance), _limited(f"{instance}-{name}")),
        ),
    )


def chart_label(name: str, version: str) -> str:
    """Return the label ``helm.sh/chart``."""
    return named("chart", label(f"{name}-{version}"))


def _limited(text: str) -> str:
    return trim_suffix(truncate(text, NAME_LIMIT), "-")
