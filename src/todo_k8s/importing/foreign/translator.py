"""Translates the manifests of another chart into what todo-chatbot would have to render.

Roles and names become the chart's. What the chart has a value for in another shape, such as an
Ingress, becomes that value at once; all else is found by inversion and comparison.
"""

from __future__ import annotations

from todo_k8s.importing.foreign.accounts import tell_accounts
from todo_k8s.importing.foreign.databases import close_databases
from todo_k8s.importing.foreign.deployments import add_deployment
from todo_k8s.importing.foreign.jobs import add_cron_job
from todo_k8s.importing.foreign.leftovers import add_others, leave_servers
from todo_k8s.importing.foreign.localhost import tell_localhost
from todo_k8s.importing.foreign.monitors import add_monitors
from todo_k8s.importing.foreign.policies import add_policies, tell_open
from todo_k8s.importing.foreign.routes import add_routes
from todo_k8s.importing.foreign.scaling import add_budgets, add_scalers
from todo_k8s.importing.foreign.seeds import add_seeds
from todo_k8s.importing.foreign.services import add_services
from todo_k8s.importing.foreign.translation import Translation


def translate(translation: Translation) -> None:
    """Translate all that is read; what is left is carried as it is, or noted as lost.

    The order matters: each step takes what is its own, and the last ones what is left.
    """
    for workload in translation.own:
        add_deployment(translation, workload)
        add_services(translation, workload)
    for job in translation.jobs:
        add_cron_job(translation, job)
    tell_accounts(translation)
    ranks = [*translation.roles.slots]  # a budget of several services goes to the first role
    for workload in sorted(translation.own, key=lambda each: ranks.index(each.name)):
        add_scalers(translation, workload)
        add_budgets(translation, workload)
    add_routes(translation)
    add_policies(translation)
    add_monitors(translation)
    leave_servers(translation)
    add_seeds(translation)
    close_databases(translation)
    add_others(translation)
    tell_open(translation)
    tell_localhost(translation)
