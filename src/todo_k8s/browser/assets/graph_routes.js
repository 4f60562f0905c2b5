// How requests from outside reach Services, as todo_k8s.graph.routes finds it.

import { edgeOf, isPublic, nodeOf } from "./graph_workloads.js";
import { at, identityOf, itemsAt, textAt, unique } from "./manifests.js";

const GATEWAY = ["HTTPRoute", "GRPCRoute", "TLSRoute", "TCPRoute", "UDPRoute"];
const KINDS = ["Ingress", "Route", ...GATEWAY];
const MOST = 4;
const USERS = "users";

/** Return [nodes, edges]: routes, the users before them, and where they lead. */
export function routesIn(manifests, services, namespace) {
  const byName = new Map(
    services.flatMap(({ node, aliases }) =>
      [node.name, ...aliases].map((name) => [`${node.id.split("/")[1]}/${name}`, node.id]),
    ),
  );
  const [nodes, edges] = [[], []];
  for (const manifest of manifests.filter((each) => KINDS.includes(each.get("kind")))) {
    const identity = identityOf(manifest, namespace);
    const id = `${identity.kind}/${identity.namespace}/${identity.name}`;
    nodes.push(nodeOf(id, "route", identity.kind, identity.name, detailsOf(manifest)));
    edges.push(edgeOf(USERS, id, "route"));
    for (const [name, space, label] of backendsOf(manifest)) {
      const target = byName.get(`${space || identity.namespace}/${name}`);
      if (target) edges.push(edgeOf(id, target, "route", label ? [label] : []));
    }
  }
  for (const { node, manifest } of services) {
    const spec = at(manifest, "spec");
    const ports = itemsAt(spec, "ports").map((port) => String(port.get("port")));
    if (isPublic(spec)) edges.push(edgeOf(USERS, node.id, "route", ports));
  }
  const users = edges.length ? [nodeOf(USERS, "outside", "outside", "users")] : [];
  return [[...users, ...nodes], edges];
}

function detailsOf(manifest) {
  const spec = at(manifest, "spec");
  const named = itemsAt(spec, "rules").map((rule) => textAt(rule, "host"));
  const more = [...(spec.get("hostnames") ?? []).map(String), textAt(spec, "host")];
  const hosts = unique([...named, ...more].filter(Boolean));
  const lines = hosts.slice(0, MOST);
  const left = hosts.length - MOST;
  if (left > 0) lines.push(`and ${left} more host${left > 1 ? "s" : ""}`);
  for (const parent of itemsAt(spec, "parentRefs")) {
    lines.push(`at ${parent.get("kind") ?? "Gateway"} ${parent.get("name")}`);
  }
  const name = spec.get("ingressClassName");
  return name ? [...lines, `class ${name}`] : lines;
}

/** Return the names of the Secrets with the certificates of an Ingress. */
export function tlsSecrets(manifest) {
  if (manifest.get("kind") !== "Ingress") return [];
  return unique(itemsAt(manifest, "spec", "tls").map((each) => textAt(each, "secretName"))).filter(Boolean);
}

/** Return [name, namespace, path] of the Services that a route sends to. */
function backendsOf(manifest) {
  const spec = at(manifest, "spec");
  if (manifest.get("kind") === "Ingress") return ofIngress(spec);
  if (manifest.get("kind") === "Route") {
    const targets = [at(spec, "to"), ...itemsAt(spec, "alternateBackends")];
    return targets.map((target) => [String(target.get("name")), "", textAt(spec, "path")]);
  }
  return itemsAt(spec, "rules").flatMap((rule) =>
    itemsAt(rule, "backendRefs").map((target) => [
      String(target.get("name")),
      textAt(target, "namespace"),
      pathsOf(rule),
    ]),
  );
}

function ofIngress(spec) {
  const standard = textAt(at(spec, "defaultBackend", "service"), "name");
  const paths = itemsAt(spec, "rules").flatMap((rule) => itemsAt(rule, "http", "paths"));
  const found = paths.map((path) => {
    const name = at(path, "backend", "service").get("name");
    return [String(name), "", textAt(path, "path") || "/"];
  });
  return standard ? [[standard, "", "otherwise"], ...found] : found;
}

const pathsOf = (rule) =>
  unique(itemsAt(rule, "matches").map((each) => textAt(at(each, "path"), "value")).filter(Boolean)).join(" ");
