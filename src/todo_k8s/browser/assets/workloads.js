// The workloads among manifests and how many pods they have, as todo_k8s.explained.workloads.

import { isMap } from "./data.js";
import { at } from "./manifests.js";

const WITH_PODS = ["Deployment", "StatefulSet", "DaemonSet", "Job", "CronJob", "Pod"];
const LASTING = ["Deployment", "StatefulSet", "DaemonSet"];

/** Return a whole number at a key, or what is said instead. */
export const wholeAt = (map, key, otherwise) => Math.trunc(Number(map.get(key) ?? otherwise));

/** Return { manifest, kind, name, pod, path, isLasting, fewest, most } of each workload. */
export function workloadsIn(manifests) {
  const known = manifests.filter((each) => WITH_PODS.includes(each.get("kind")));
  return known
    .filter((each) => isMap(each.get("spec")))
    .map((manifest) => workload(manifest, manifests))
    .filter(({ pod }) => (pod.get("containers") ?? []).length);
}

function workload(manifest, manifests) {
  const kind = manifest.get("kind");
  const [fewest, most] = podsOf(manifest, manifests);
  return {
    manifest,
    kind,
    name: String(at(manifest, "metadata").get("name")),
    pod: at(manifest, ...pathOf(kind)),
    path: pathOf(kind),
    isLasting: LASTING.includes(kind),
    fewest,
    most,
  };
}

function pathOf(kind) {
  if (kind === "Pod") return ["spec"];
  return [...(kind === "CronJob" ? ["spec", "jobTemplate"] : []), "spec", "template", "spec"];
}

function podsOf(manifest, manifests) {
  const [kind, spec] = [manifest.get("kind"), manifest.get("spec")];
  if (kind === "DaemonSet") return [null, null];
  if (kind === "Job" || kind === "CronJob") {
    const job = kind === "Job" ? spec : at(spec, "jobTemplate", "spec");
    return [0, wholeAt(job, "parallelism", 1)];
  }
  const scaled = scalingOf(manifest, manifests);
  if (scaled) return [wholeAt(scaled, "minReplicas", 1), wholeAt(scaled, "maxReplicas", 1)];
  const replicas = wholeAt(spec, "replicas", 1);
  return [replicas, replicas];
}

function scalingOf(manifest, manifests) {
  const name = at(manifest, "metadata").get("name");
  const found = manifests.find((each) => {
    const target = at(each, "spec", "scaleTargetRef");
    const isScaler = each.get("kind") === "HorizontalPodAutoscaler";
    return isScaler && target.get("kind") === manifest.get("kind") && target.get("name") === name;
  });
  return found?.get("spec");
}

/** Return a number of pods, or a percentage of them, rounded up or down. */
export function share(part, whole, { up }) {
  if (typeof part !== "string") return Math.trunc(Number(part));
  const exact = (Number(part.replace(/%$/, "")) * whole) / 100;
  return up ? Math.ceil(exact) : Math.floor(exact);
}
