// What pods read, as todo_k8s.graph.sources finds it: Secrets, ConfigMaps and claims.

import { tlsSecrets } from "./graph_routes.js";
import { edgeOf, nodeOf } from "./graph_workloads.js";
import { at, containersOf, identityOf, itemsAt, textAt, unique } from "./manifests.js";

const CLAIM = "PersistentVolumeClaim";
const KINDS = { Secret: "secret", ConfigMap: "config", [CLAIM]: "claim" };
const MAKERS = ["ExternalSecret", "SealedSecret"];

const idOf = (kind, namespace, name) => `${kind}/${namespace}/${name}`;

/** Return [nodes, edges]: what pods read, and which keys become which variables. */
export function sourcesOf(manifests, workloads, namespace) {
  const [edges, names] = [[], new Map()];
  const add = (kind, space, name, target, label) => {
    const source = idOf(kind, space, name);
    names.set(source, [kind, name]);
    edges.push(edgeOf(source, target, "reads", label ? [label] : []));
  };
  for (const workload of workloads) {
    const [space, id] = [workload.place.namespace, workload.node.id];
    for (const { kind, name, label } of readBy(workload.template)) add(kind, space, name, id, label);
    for (const name of claimsOf(manifests, workload)) add(CLAIM, space, name, id, "one for each pod");
  }
  for (const each of manifests) {
    const identity = identityOf(each, namespace);
    const target = idOf(identity.kind, identity.namespace, identity.name);
    for (const name of tlsSecrets(each)) add("Secret", identity.namespace, name, target, "TLS");
  }
  const placed = (each) =>
    idOf(each.get("kind"), identityOf(each, namespace).namespace, at(each, "metadata").get("name"));
  const known = new Map(manifests.map((each) => [placed(each), each]));
  const nodes = [...names].map(([source, [kind, name]]) =>
    nodeOf(source, KINDS[kind], kind, name, detailsOf(source, kind, known)),
  );
  return [nodes, edges];
}

/** Return { kind, name, label } of what the pods of a template read. */
function readBy(template) {
  const volumes = itemsAt(template, "spec", "volumes");
  return [
    ...containersOf(template).flatMap(readByVariables),
    ...volumes.flatMap((volume) => readByVolume(volume, mountsOf(template, volume.get("name")))),
  ];
}

const WHOLE = [["secretRef", "Secret"], ["configMapRef", "ConfigMap"]];
const KEYS = [["secretKeyRef", "Secret"], ["configMapKeyRef", "ConfigMap"]];

function readByVariables(container) {
  const references = (each, kinds, label) =>
    kinds
      .map(([field, kind]) => [at(each, field), kind])
      .filter(([found]) => found.size)
      .map(([found, kind]) => ({ kind, name: String(found.get("name")), label: label(found) }));
  const whole = itemsAt(container, "envFrom").flatMap((each) =>
    references(each, WHOLE, () => "all keys"),
  );
  const keys = itemsAt(container, "env").flatMap((each) => {
    const variable = String(each.get("name"));
    const label = (found) => becoming(textAt(found, "key"), variable);
    return references(at(each, "valueFrom"), KEYS, label);
  });
  return [...whole, ...keys];
}

const becoming = (key, variable) => (key === variable ? key : `${key} → ${variable}`);

function readByVolume(volume, mounts) {
  const label = (key) => [key, mounts && `→ ${mounts}`].filter(Boolean).join(" ");
  const claim = textAt(at(volume, "persistentVolumeClaim"), "claimName");
  const claims = claim ? [{ kind: CLAIM, name: claim, label: label("") }] : [];
  const sources = [volume, ...itemsAt(volume, "projected", "sources")];
  const read = sources.flatMap((source) => [
    ...ofSource(at(source, "secret"), "Secret", source === volume ? "secretName" : "name", label),
    ...ofSource(at(source, "configMap"), "ConfigMap", "name", label),
  ]);
  return [...claims, ...read];
}

function ofSource(found, kind, naming, label) {
  const name = textAt(found, naming);
  if (!name) return [];
  const keys = itemsAt(found, "items").map((item) => String(item.get("key")));
  return (keys.length ? keys : [""]).map((key) => ({ kind, name, label: label(key) }));
}

/** Return where a volume is mounted. */
function mountsOf(template, volume) {
  const mounts = containersOf(template).flatMap((each) => itemsAt(each, "volumeMounts"));
  const own = mounts.filter((mount) => mount.get("name") === volume);
  return unique(own.map((mount) => String(mount.get("mountPath")))).join(", ");
}

/** Return the names of the claims that a StatefulSet makes for each of its pods. */
function claimsOf(manifests, { node }) {
  if (node.title !== "StatefulSet") return [];
  const isOwn = (each) =>
    each.get("kind") === "StatefulSet" && at(each, "metadata").get("name") === node.name;
  const claims = manifests.filter(isOwn).flatMap((each) => itemsAt(each, "spec", "volumeClaimTemplates"));
  return claims.map((claim) => `${at(claim, "metadata").get("name")}-${node.name}`);
}

function detailsOf(source, kind, known) {
  if (known.has(source)) {
    const size = textAt(at(known.get(source), "spec", "resources", "requests"), "storage");
    return size ? [size] : [];
  }
  const maker = makerOf(source, known);
  if (maker) return [maker];
  return kind === CLAIM ? [] : ["not in the chart"];
}

/** Return what makes a Secret in the cluster; undefined if nothing in the manifests does. */
function makerOf(source, known) {
  const [, space, ...rest] = source.split("/");
  const found = [...known.values()].find((each) => {
    const metadata = at(each, "metadata");
    const target = textAt(at(each, "spec", "target"), "name") || metadata.get("name");
    const place = textAt(metadata, "namespace") || space;
    return MAKERS.includes(each.get("kind")) && target === rest.join("/") && place === space;
  });
  if (!found) return undefined;
  const store = at(found, "spec", "secretStoreRef");
  const origin = store.size ? ` from ${store.get("kind") ?? "SecretStore"} ${store.get("name")}` : "";
  return `made by ${found.get("kind")}${origin}`;
}
