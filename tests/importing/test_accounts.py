"""ServiceAccounts that several services and jobs share, of which the chart has one for each."""

from __future__ import annotations

from typing import Any

from tests.importing.reading import deployment, translated

ROLE = {"eks.amazonaws.com/role-arn": "arn:aws:iam::1:role/x"}
ACCOUNT = {"kind": "ServiceAccount", "metadata": {"name": "app", "annotations": ROLE}}


def _job(**spec: Any) -> dict[str, Any]:
    main = {"name": "clean", "image": "acme/clean:1"}
    template = {"spec": {"restartPolicy": "Never", "containers": [main], **spec}}
    job = {"schedule": "0 4 * * *", "jobTemplate": {"spec": {"template": template}}}
    return {"kind": "CronJob", "metadata": {"name": "clean"}, "spec": job}


def _accounts(*names: str) -> list[dict[str, Any]]:
    kind = {"apiVersion": "v1", "kind": "ServiceAccount"}
    return [{**kind, "metadata": {"name": name, "annotations": ROLE}} for name in names]


def test_every_service_of_an_account_has_its_annotations() -> None:
    """What knows the account by its old name is to be corrected."""
    own = {"serviceAccountName": "app"}
    found = translated(ACCOUNT, deployment(**own), deployment("worker", **own))
    made = [each for each in found.wanted if each["kind"] == "ServiceAccount"]
    assert made == _accounts("todo-backend", "todo-worker")
    assert (
        "correct what names the ServiceAccount app outside of the cluster, see its annotations "
        "eks.amazonaws.com/role-arn: it is todo-backend and todo-worker in the chart"
    ) in found.notes.to_do


def test_an_account_with_roles_is_made_once() -> None:
    """It keeps its name, which the others use."""
    subjects = [{"kind": "ServiceAccount", "name": "app"}]
    binding = {"kind": "RoleBinding", "metadata": {"name": "x"}, "subjects": subjects}
    own = {"serviceAccountName": "app"}
    found = translated(ACCOUNT, binding, deployment(**own), deployment("worker", **own))
    made = [each for each in found.wanted if each["kind"] == "ServiceAccount"]
    assert made == _accounts("app")
    assert found.values["services"]["worker"]["serviceAccount"] == {"create": False, "name": "app"}


def test_a_job_has_the_account_of_the_one_service_that_has_it() -> None:
    """Of several, somebody has to choose; the default one stays."""
    own = {"serviceAccountName": "app"}

    def account(*manifests: dict[str, Any]) -> tuple[Any, list[str]]:
        found = translated(*manifests)
        (made,) = (each for each in found.wanted if each["kind"] == "CronJob")
        spec = made["spec"]["jobTemplate"]["spec"]["template"]["spec"]
        return spec.get("serviceAccountName"), found.notes.to_do

    assert account(ACCOUNT, deployment(**own), _job(**own))[0] == "todo-backend"
    assert account(deployment(), _job(serviceAccountName="default"))[0] == "default"
    _, to_do = account(ACCOUNT, deployment(**own), deployment("worker", **own), _job(**own))
    assert (
        "set cronJobs.clean.serviceAccountName: its account app is todo-backend and todo-worker "
        "in the chart"
    ) in to_do
