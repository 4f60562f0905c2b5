// Label selectors and what NetworkPolicies let through, as todo_k8s.manifests has them.

import { at, itemsAt, textAt } from "./manifests.js";

const NAMESPACE_LABEL = "kubernetes.io/metadata.name";

/** Tell whether all of some labels are among others. */
export const hasLabels = (wanted, labels) =>
  [...wanted].every(([key, value]) => labels.has(key) && labels.get(key) === value);

const FITS = {
  In: (labels, key, values) => labels.has(key) && values.includes(labels.get(key)),
  NotIn: (labels, key, values) => !labels.has(key) || !values.includes(labels.get(key)),
  Exists: (labels, key) => labels.has(key),
  DoesNotExist: (labels, key) => !labels.has(key),
};

function selects(selector, labels) {
  const fits = (each) =>
    FITS[each.get("operator")]?.(labels, String(each.get("key")), each.get("values") ?? []) ?? false;
  return hasLabels(at(selector, "matchLabels"), labels) && itemsAt(selector, "matchExpressions").every(fits);
}

const SIGNS = { In: "in", NotIn: "notin" };

/** Return a selector as `kubectl get --selector` takes it; * for one of everything. */
export function selectorText(selector) {
  const labels = [...at(selector, "matchLabels")].map(([key, value]) => `${key}=${value}`);
  const more = itemsAt(selector, "matchExpressions").map((each) => {
    const [key, operator] = [each.get("key"), each.get("operator")];
    if (SIGNS[operator]) return `${key} ${SIGNS[operator]} (${(each.get("values") ?? []).join(",")})`;
    return operator === "Exists" ? key : `!${key}`;
  });
  return [...labels, ...more].join(",") || "*";
}

/** Return the name of the namespace that a selector is about; undefined if it is by other labels. */
export const namespaceIn = (selector) => at(selector, "matchLabels").get(NAMESPACE_LABEL);

/** Return the NetworkPolicies among manifests. */
export const policiesIn = (manifests) => manifests.filter((each) => each.get("kind") === "NetworkPolicy");

/** Return the namespace of a policy. */
export const spaceOf = (policy, namespace) => textAt(at(policy, "metadata"), "namespace") || namespace;

function typesOf(policy) {
  const spec = at(policy, "spec");
  const given = spec.get("policyTypes") ?? [];
  return given.length ? given : ["Ingress", ...(spec.has("egress") ? ["Egress"] : [])];
}

/** Return the policies that select a pod for a direction; one that has none is open. */
export function policiesAbout(policies, direction, place, namespace) {
  return policies.filter(
    (policy) =>
      place.namespace === spaceOf(policy, namespace) &&
      typesOf(policy).includes(direction) &&
      selects(at(policy, "spec", "podSelector"), place.labels),
  );
}

/** Return the rules of a policy for a direction. */
export const rulesOf = (policy, direction) => itemsAt(policy, "spec", direction.toLowerCase());

/** Return those whom a rule lets through; null for everybody. */
export function peersOf(rule, direction) {
  const found = itemsAt(rule, direction === "Egress" ? "to" : "from");
  return found.length ? found : null;
}

/** Tell whether a rule is about a door, { place, port, protocol }. */
export function hasPort(rule, door) {
  const ports = itemsAt(rule, "ports");
  const isIt = (port) => (port.get("protocol") ?? "TCP") === door.protocol && isPort(port, door);
  return !ports.length || ports.some(isIt);
}

function isPort(port, door) {
  const wanted = port.get("port") ?? null;
  if (wanted === null) return true;
  if (typeof wanted === "string") return door.place.ports.get(wanted) === door.port;
  return wanted <= door.port && door.port <= (port.get("endPort") ?? wanted);
}

/** Tell whether a pod is among those whom a rule lets through; addresses of pods are not known. */
export const hasPeer = (peers, place, namespace) =>
  peers === null || peers.some((peer) => isPeer(peer, place, namespace));

function isPeer(peer, place, namespace) {
  if (peer.has("ipBlock")) return false;
  const spaces = peer.get("namespaceSelector") ?? null;
  const named = new Map([[NAMESPACE_LABEL, place.namespace]]);
  const isHere = spaces === null ? place.namespace === namespace : selects(spaces, named);
  return isHere && selects(peer.get("podSelector") ?? new Map(), place.labels);
}

/** Tell whether policies let a pod connect to a door. */
export const passes = (policies, source, door, namespace) =>
  lets(policies, "Egress", source, door.place, door, namespace) &&
  lets(policies, "Ingress", door.place, source, door, namespace);

function lets(policies, direction, own, other, door, namespace) {
  const about = policiesAbout(policies, direction, own, namespace);
  const allows = (policy) =>
    rulesOf(policy, direction).some(
      (rule) =>
        hasPort(rule, door) && hasPeer(peersOf(rule, direction), other, spaceOf(policy, namespace)),
    );
  return !about.length || about.some(allows);
}
