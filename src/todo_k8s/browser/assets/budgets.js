// How long a restart, a drain and a rollout take at the most, and what pods ask of the nodes, as
// todo_k8s.explained.budgets works it out.

import { FUNCTIONS } from "./functions.js";
import { at } from "./manifests.js";
import { share, wholeAt, workloadsIn } from "./workloads.js";

const GRACE = 30;
const LEAST_AFTER_HOOK = 2;

/** Return what each workload among manifests comes to, as `todo-k8s explain --json` has it. */
export const budgetsOf = (manifests) =>
  workloadsIn(manifests).map((workload) => budgetOf(workload, manifests));

function budgetOf(workload, manifests) {
  const { kind, name, pod, fewest, most } = workload;
  const rollout = rolloutOf(workload);
  return {
    kind,
    name,
    pods: { fewest, most, ofRollout: most === null ? null : most + (rollout?.more ?? 0) },
    requests: resourcesOf(pod, "requests"),
    limits: resourcesOf(pod, "limits"),
    restart: restartsOf(workload),
    rollout,
    drain: {
      seconds: wholeAt(pod, "terminationGracePeriodSeconds", GRACE),
      servingSeconds: Math.max(...pod.get("containers").map(sleepOf)),
    },
    evictable: evictableOf(workload, manifests),
  };
}

const sleepOf = (container) => wholeAt(at(container, "lifecycle", "preStop", "sleep"), "seconds", 0);

function restartsOf({ pod, isLasting }) {
  if (!isLasting) return [];
  const grace = wholeAt(pod, "terminationGracePeriodSeconds", GRACE);
  const probed = pod.get("containers").filter((each) => each.has("livenessProbe"));
  return probed.map((container) => ({
    container: container.get("name"),
    noticedSeconds: failing(container.get("livenessProbe")),
    killedSeconds: killed(container, grace),
    startedSeconds: startingOf(container) ?? 0,
  }));
}

/** Return after how many seconds a probe has failed for good, at the most. */
function failing(probe) {
  const period = wholeAt(probe, "periodSeconds", 10);
  const timeout = wholeAt(probe, "timeoutSeconds", 1);
  const failures = wholeAt(probe, "failureThreshold", 3);
  return period + (failures - 1) * Math.max(period, timeout) + timeout;
}

/** Return how many seconds it takes to end a container that does not react. */
function killed(container, graceOfPod) {
  const probe = container.get("livenessProbe");
  const grace = wholeAt(probe, "terminationGracePeriodSeconds", graceOfPod);
  return Math.max(grace, Math.min(sleepOf(container), grace) + LEAST_AFTER_HOOK);
}

/** Return how many seconds a container has to start; null if nothing bounds it. */
function startingOf(container) {
  const probe = container.get("startupProbe");
  return probe ? wholeAt(probe, "initialDelaySeconds", 0) + failing(probe) : null;
}

function rolloutOf(workload) {
  const { manifest, pod, isLasting, most } = workload;
  if (!isLasting || most === null) return null;
  const spec = manifest.get("spec");
  const [more, fewer] = stepsOf(workload);
  const atOnce = Math.max(1, Math.min(most, more + fewer));
  const starting = pod.get("containers").map(startingOf);
  const each = Math.max(...starting) + wholeAt(spec, "minReadySeconds", 0);
  const seconds = starting.includes(null) ? null : Math.ceil(most / atOnce) * each;
  return { atOnce, more, fewer, seconds, deadlineSeconds: wholeAt(spec, "progressDeadlineSeconds", 600) };
}

/** Return how many pods there may be beside the wanted ones, and how many may be missing. */
function stepsOf({ manifest, kind, most }) {
  if (kind === "StatefulSet") return [0, 1];
  const strategy = at(manifest, "spec", "strategy");
  if (strategy.get("type") === "Recreate") return [0, most];
  const rolling = at(strategy, "rollingUpdate");
  const surge = share(rolling.get("maxSurge") ?? "25%", most, { up: true });
  return [surge, share(rolling.get("maxUnavailable") ?? "25%", most, { up: false })];
}

/** Return how many pods a drain of nodes may take away; null without a PodDisruptionBudget. */
function evictableOf({ manifest, fewest }, manifests) {
  if (fewest === null) return null;
  const labels = at(manifest, "spec", "template", "metadata", "labels");
  const found = manifests.find((each) => {
    const wanted = at(each, "spec", "selector", "matchLabels");
    const isAbout = wanted.size && [...wanted].every(([key, value]) => labels.get(key) === value);
    return each.get("kind") === "PodDisruptionBudget" && isAbout;
  });
  return found ? allowed(found.get("spec"), fewest) : null;
}

function allowed(budget, pods) {
  if (budget.has("maxUnavailable")) {
    return Math.min(pods, share(budget.get("maxUnavailable"), pods, { up: true }));
  }
  return Math.max(0, pods - share(budget.get("minAvailable") ?? 1, pods, { up: true }));
}

/** Return what a pod asks for or may use; of what ends before the others start, the largest. */
function resourcesOf(pod, which) {
  const first = pod.get("initContainers") ?? [];
  const isSidecar = (each) => each.get("restartPolicy") === "Always";
  const found = summed([...first.filter(isSidecar), ...pod.get("containers")], which);
  for (const container of first.filter((each) => !isSidecar(each))) {
    for (const [name, amount] of summed([container], which)) {
      if (found.has(name)) found.set(name, Math.max(found.get(name), amount));
    }
  }
  return Object.fromEntries(found);
}

/** Return the sum of each resource over containers; one that a container leaves open has none. */
function summed(containers, which) {
  const each = containers.map((container) => at(container, "resources", which));
  const names = [...(each[0]?.keys() ?? [])].filter((name) => each.every((has) => has.has(name)));
  const worth = (has, name) => FUNCTIONS.quantity(String(has.get(name)));
  return new Map(
    names.sort().map((name) => [name, each.reduce((sum, has) => sum + worth(has, name), 0)]),
  );
}
