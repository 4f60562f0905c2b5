// Manifests: parts of them, what identifies one, and their pods, as todo_k8s.manifests has them.

import { isList, isMap } from "./data.js";

const HOOK = "helm.sh/hook";

/** Return the part of a manifest at a path of keys; an empty map where there is none. */
export function at(content, ...path) {
  let found = content;
  for (const key of path) found = isMap(found) ? found.get(key) : null;
  return found ?? new Map();
}

/** Return the maps in the list at a path of keys; none where there is no list. */
export function itemsAt(content, ...path) {
  const found = at(content, ...path);
  return isList(found) ? found.filter(isMap) : [];
}

/** Return a part of a map as a text; empty if it is absent, null, or empty. */
export const textAt = (map, key) => (isMap(map) && map.get(key) ? String(map.get(key)) : "");

/** Return the objects among documents, and those in lists such as kind: List. */
export function flat(manifests) {
  return manifests.filter(isMap).flatMap((each) => {
    const isOfMany = String(each.get("kind") ?? "").endsWith("List") && isList(each.get("items"));
    if (isOfMany) return flat(each.get("items"));
    return each.get("kind") ? [each] : [];
  });
}

/** Return { kind, name, namespace } of an object. */
export function identityOf(manifest, namespace) {
  const metadata = at(manifest, "metadata");
  return {
    kind: textAt(manifest, "kind"),
    name: textAt(metadata, "name") || `${textAt(metadata, "generateName")}*`,
    namespace: textAt(metadata, "namespace") || namespace,
  };
}

/** Return when Helm runs an object as a hook; empty if it does not. */
export const hookOf = (manifest) => textAt(at(manifest, "metadata", "annotations"), HOOK);

const LASTING = ["Deployment", "StatefulSet", "DaemonSet", "ReplicaSet", "ReplicationController"];
const TEMPLATES = new Map([
  ["Pod", []],
  ...[...LASTING, "Job"].map((kind) => [kind, ["spec", "template"]]),
  ["CronJob", ["spec", "jobTemplate", "spec", "template"]],
]);

/** Tell whether an object runs pods. */
export const runsPods = (manifest) => TEMPLATES.has(manifest.get("kind"));

/** Return the template of the pods that an object runs; a Pod is its own. */
export function templateOf(manifest) {
  const found = at(manifest, ...TEMPLATES.get(manifest.get("kind")));
  return isMap(found) ? found : new Map();
}

/** Return the containers of a pod, those that start before it first. */
export const containersOf = (template) => [
  ...itemsAt(template, "spec", "initContainers"),
  ...itemsAt(template, "spec", "containers"),
];

/** Return texts, each once. */
export const unique = (texts) => [...new Set(texts)];
