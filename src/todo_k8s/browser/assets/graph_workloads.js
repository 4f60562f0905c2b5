// The workloads of a graph and the Services before them, as todo_k8s.graph.workloads finds them.

import { at, containersOf, hookOf, identityOf, itemsAt, runsPods, templateOf } from "./manifests.js";
import { hasLabels } from "./policies.js";

const JOBS = ["Job", "CronJob", "Pod"];
const SCALED = ["Deployment", "StatefulSet", "ReplicaSet"];

const isTest = (manifest) => hookOf(manifest).startsWith("test");

/** Return a node: what it is in the picture, to Kubernetes, by name, and further lines. */
export const nodeOf = (id, kind, title, name, details = []) => ({ id, kind, title, name, details });

/** Return an edge, with labels such as ports and paths. */
export const edgeOf = (source, target, kind, labels = []) => ({ source, target, kind, labels });

/** Return { node, template, place, ports } of what runs pods, but for the tests of a release. */
export const graphWorkloads = (manifests, namespace) =>
  manifests
    .filter((each) => runsPods(each) && !isTest(each))
    .map((each) => workload(each, manifests, namespace));

/** Return the pods of the tests of a release. */
export const testPlaces = (manifests, namespace) =>
  manifests
    .filter((each) => runsPods(each) && isTest(each))
    .map((each) => workload(each, [], namespace).place);

function workload(manifest, manifests, namespace) {
  const identity = identityOf(manifest, namespace);
  const template = templateOf(manifest);
  const { kind, name } = identity;
  const id = `${kind}/${identity.namespace}/${name}`;
  const shown = JOBS.includes(kind) ? "job" : "workload";
  const ports = portsOf(template);
  const named = ports.filter((port) => port.name).map((port) => [port.name, port.number]);
  const labels = at(template, "metadata", "labels");
  return {
    node: nodeOf(id, shown, kind, name, detailsOf(manifest, manifests)),
    template,
    place: { labels, namespace: identity.namespace, ports: new Map(named) },
    ports,
  };
}

function detailsOf(manifest, manifests) {
  const [kind, spec, hook] = [manifest.get("kind"), at(manifest, "spec"), hookOf(manifest)];
  const lines = [];
  if (kind === "CronJob" && spec.get("schedule")) {
    lines.push(`at ${spec.get("schedule")}${spec.get("timeZone") ? ` ${spec.get("timeZone")}` : ""}`);
  }
  if (hook) lines.push(`hook: ${hook}`);
  const scaler = scalerOf(manifest, manifests);
  if (scaler) lines.push(scaler);
  else if (SCALED.includes(kind)) {
    const count = spec.get("replicas") ?? 1;
    lines.push(count === 1 ? "1 pod" : `${count} pods`);
  } else if (kind === "DaemonSet") lines.push("a pod on each node");
  return lines;
}

/** Return between how many pods an autoscaler chooses; undefined if there is none. */
function scalerOf(manifest, manifests) {
  const name = at(manifest, "metadata").get("name");
  const found = manifests.find((each) => {
    const target = at(each, "spec", "scaleTargetRef");
    const isSame = target.size && target.get("name") === name;
    return isSame && (target.get("kind") ?? "Deployment") === manifest.get("kind");
  });
  if (!found) return undefined;
  const spec = at(found, "spec");
  const fewest = spec.get("minReplicas") ?? spec.get("minReplicaCount") ?? 1;
  const most = spec.get("maxReplicas") ?? spec.get("maxReplicaCount") ?? "…";
  return `${fewest}–${most} pods (${found.get("kind")})`;
}

function portsOf(template) {
  const found = containersOf(template).flatMap((each) => itemsAt(each, "ports"));
  return found
    .filter((port) => Number.isInteger(port.get("containerPort")))
    .map((port) => ({
      number: port.get("containerPort"),
      protocol: port.get("protocol") ?? "TCP",
      name: port.get("name") ?? "",
    }));
}

/** Return { node, manifest, behind, aliases } of Services; one like another is an alias of it. */
export function graphServices(manifests, workloads, namespace) {
  const found = new Map();
  for (const manifest of manifests) {
    const isCore = !String(manifest.get("apiVersion") ?? "").includes("/");
    if (manifest.get("kind") !== "Service" || !isCore) continue;
    const made = service(manifest, workloads, namespace);
    const known = found.get(made.key);
    if (!known) found.set(made.key, made);
    else {
      known.node.details.push(`also ${made.node.name}`);
      known.aliases.push(made.node.name);
    }
  }
  return [...found.values()];
}

function service(manifest, workloads, namespace) {
  const [identity, spec] = [identityOf(manifest, namespace), at(manifest, "spec")];
  const id = `Service/${identity.namespace}/${identity.name}`;
  const selector = at(spec, "selector");
  const behind = workloads.filter(
    ({ place }) =>
      place.namespace === identity.namespace && selector.size && hasLabels(selector, place.labels),
  );
  const ids = behind.map(({ node }) => node.id);
  const same = JSON.stringify([identity.namespace, ids, portTexts(spec), isPublic(spec)]);
  const node = nodeOf(id, "service", "Service", identity.name, [serviceDetail(spec)]);
  return { key: behind.length ? same : id, node, manifest, behind, aliases: [] };
}

/** Tell whether a Service can be reached from outside of the cluster. */
export const isPublic = (spec) =>
  ["LoadBalancer", "NodePort"].includes(spec.get("type")) || (spec.get("externalIPs") ?? []).length > 0;

function serviceDetail(spec) {
  const kind = spec.get("type") ?? "ClusterIP";
  if (kind === "ExternalName") return `ExternalName ${spec.get("externalName")}`;
  const shown = spec.get("clusterIP") === "None" ? "headless" : kind;
  return `${shown} ${portTexts(spec).join(", ")}`.trim();
}

function portTexts(spec) {
  return itemsAt(spec, "ports").map((port) => {
    const protocol = port.get("protocol") ?? "TCP";
    return `:${port.get("port")}${protocol === "TCP" ? "" : `/${protocol}`}`;
  });
}

/** Return where each Service sends to. */
export const edgesOfServices = (services) =>
  services.flatMap(({ node, manifest, behind }) => {
    const ports = itemsAt(manifest, "spec", "ports");
    const targets = ports.map((port) => String(port.get("targetPort") ?? port.get("port")));
    return behind.map((each) => edgeOf(node.id, each.node.id, "selects", targets));
  });
