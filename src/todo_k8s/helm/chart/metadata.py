"""What Chart.yaml says of a chart, and the files that go with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from todo_k8s.errors import ValuesError
from todo_k8s.helm.chart.chart_yaml import chart_yaml
from todo_k8s.helm.chart.dependencies import Dependency, faults_among
from todo_k8s.helm.chart.forms import (
    APP_VERSION,
    EMAIL,
    NAME,
    OPTIONAL_RANGE,
    OPTIONAL_URL,
    SOME_TEXT,
    TEXT,
    URL,
    VERSION,
    faults_of,
)
from todo_k8s.helm.chart.further_files import crd_faults, crd_files, file_faults

_FORMS = {
    "name": NAME,
    "version": VERSION,
    "app_version": APP_VERSION,
    "description": TEXT,
    "kube_version": OPTIONAL_RANGE,
    "home": OPTIONAL_URL,
    "icon": OPTIONAL_URL,
    "sources": URL,
    "keywords": SOME_TEXT,
    "readme": TEXT,
    "license_text": TEXT,
}
_OF_MAINTAINERS = {"name": SOME_TEXT, "url": OPTIONAL_URL, "email": EMAIL}


@dataclass(frozen=True)
class Maintainer:
    """A person or team to ask.

    Raises:
        ValuesError: If there is no name, or `helm lint` refuses the URL or the address.
    """

    name: str
    url: str = ""
    email: str = ""

    def __post_init__(self) -> None:
        if faults := [*faults_of(self, _OF_MAINTAINERS, "maintainer")]:
            raise ValuesError(*faults)


@dataclass(frozen=True)
class ChartMetadata:
    """The fields of Chart.yaml, and the files that go with a chart.

    Args:
        name: The chart's name, a DNS label.
        version: The chart's version, by SemVer 2.
        app_version: The application's version in any form, or empty: the label
            ``app.kubernetes.io/version`` and the default tag of images.
        description: What the chart is, in a sentence, or empty.
        kube_version: The range of Kubernetes' versions that it can be installed on, as Helm reads
            it. End a lower bound in ``-0`` (``>=1.30.0-0``), as clouds add to their versions.
        home: The URL of the project.
        icon: The URL of an image.
        sources: URLs of the source.
        keywords: Words to find the chart by.
        maintainers: Who to ask.
        annotations: Text for text, such as ``artifacthub.io/license``.
        readme: What the chart's README.md says between its description and its values.
        license_text: The text of LICENSE.
        type: ``application``. A library chart renders nothing, so none can be exported.
        deprecated: Whether nobody should install the chart any more; Helm says so.
        dependencies: The charts that Helm installs together with this one.
        crds: CustomResourceDefinitions, each as YAML text or as a map, for ``crds/``. Helm installs
            those before all else, and neither changes nor deletes them later.
        files: Further files: path within the chart → text, such as ``files/motd.txt``. No template
            reads them.

    Raises:
        ValuesError: If Helm or Kubernetes refuses a field, or Helm would change it; one line for
            each.

    References:
        https://helm.sh/docs/topics/charts/#the-chartyaml-file
    """

    name: str
    version: str
    app_version: str = ""
    description: str = ""
    kube_version: str = ""
    home: str = ""
    icon: str = ""
    sources: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    maintainers: tuple[Maintainer, ...] = ()
    annotations: dict[str, str] = field(default_factory=dict[str, str])
    readme: str = ""
    license_text: str = ""
    type: str = "application"
    deprecated: bool = False
    dependencies: tuple[Dependency, ...] = ()
    crds: Sequence[str | Mapping[str, Any]] = ()
    files: Mapping[str, str] = field(default_factory=dict[str, str])

    def __post_init__(self) -> None:
        self._check()

    def _check(self) -> None:
        if faults := [*faults_of(self, _FORMS, "metadata"), *self._faults()]:
            raise ValuesError(*faults)

    def _faults(self) -> Iterator[str]:
        annotations: Mapping[Any, Any] = vars(self)["annotations"]
        if not isinstance(cast("Any", annotations), Mapping):
            yield "metadata.annotations: must be a map of texts to texts"
        elif not all(TEXT.fits(text) for pair in annotations.items() for text in pair):
            yield "metadata.annotations: must be text for text; quote what is none"
        if self.type != "application":
            yield (
                "metadata.type: must be application: a chart class makes objects, and a library "
                "chart renders none; share code between charts in Python"
            )
        if type(vars(self)["deprecated"]) is not bool:
            yield "metadata.deprecated: must be True or False"
        for name, kind in _TUPLES.items():
            found: tuple[Any, ...] = vars(self)[name]
            if type(found) is not tuple or not all(isinstance(each, kind) for each in found):
                yield f"metadata.{name}: must be a tuple of {kind.__name__}"
                return
        yield from faults_among(self.name, self.dependencies)
        yield from crd_faults(self.crds)
        yield from file_faults(self.files)

    def further_files(self) -> dict[str, str]:
        """Return the files that are no part of what is compiled: path within the chart → text.

        Raises:
            ValuesError: If what the metadata holds was changed to what a chart cannot have.
        """
        self._check()  # maps and lists are not frozen
        return {**crd_files(self.crds), **self.files}

    def to_yaml(self) -> str:
        """Return the text of Chart.yaml; fields without content are left out."""
        maintainers = [
            {key: value for key, value in vars(person).items() if value}
            for person in self.maintainers
        ]
        return chart_yaml(
            {
                "apiVersion": "v2",
                "name": self.name,
                "description": self.description,
                "type": self.type,
                "version": self.version,
                "appVersion": self.app_version,
                "kubeVersion": self.kube_version,
                "deprecated": self.deprecated,
                "home": self.home,
                "icon": self.icon,
                "sources": list(self.sources),
                "keywords": list(self.keywords),
                "maintainers": maintainers,
                "annotations": dict(self.annotations),
                "dependencies": [each.as_yaml() for each in self.dependencies],
            }
        )


_TUPLES: dict[str, Any] = {
    "sources": str,
    "keywords": str,
    "maintainers": Maintainer,
    "dependencies": Dependency,
}
