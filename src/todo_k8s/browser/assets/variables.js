// Where the variables and files of containers come from, as todo_k8s.explained.variables says it.

import { at, itemsAt } from "./manifests.js";
import { workloadsIn } from "./workloads.js";

const WHOLE = [["secretRef", "Secret"], ["configMapRef", "ConfigMap"]];
const KEYS = [["secretKeyRef", "Secret"], ["configMapKeyRef", "ConfigMap"]];

/** Return { workload, container, name, source, key, path } of each variable; secrets in files too. */
export function variablesOf(manifests) {
  return workloadsIn(manifests).flatMap(({ kind, name, pod, path }) => {
    const ofContainers = ["initContainers", "containers"].flatMap((group) =>
      itemsAt(pod, group).flatMap((each, at) => variablesIn(each, [...path, group, at])),
    );
    const made = [...ofContainers, ...filesIn(pod, path)];
    return made.map((each) => ({ workload: `${kind} ${name}`, ...each }));
  });
}

function variablesIn(container, path) {
  const own = { container: container.get("name") };
  const taken = itemsAt(container, "envFrom").flatMap((source, at) =>
    WHOLE.filter(([field]) => source.has(field)).map(([field, kind]) => ({
      ...own,
      name: `${source.get("prefix") ?? ""}*`,
      source: `${kind} ${source.get(field).get("name")}`,
      key: "*",
      path: [...path, "envFrom", at],
    })),
  );
  const each = itemsAt(container, "env").map((variable, index) => {
    const [source, key] = sourceOf(at(variable, "valueFrom"));
    return { ...own, name: variable.get("name"), source, key, path: [...path, "env", index] };
  });
  return [...taken, ...each];
}

/** Return what a variable is taken from, and the key in that. */
function sourceOf(taken) {
  for (const [field, kind] of KEYS) {
    const found = taken.get(field);
    if (found) return [`${kind} ${found.get("name")}`, String(found.get("key"))];
  }
  if (taken.has("fieldRef")) return ["field", String(taken.get("fieldRef").get("fieldPath"))];
  if (taken.has("resourceFieldRef")) {
    return ["field", String(taken.get("resourceFieldRef").get("resource"))];
  }
  return ["value", null];
}

/** Return the Secrets that are mounted as files. */
function filesIn(pod, path) {
  return itemsAt(pod, "volumes").flatMap((volume, index) => {
    const sources = [volume, ...itemsAt(volume, "projected", "sources")];
    const secrets = sources.map((each) => each.get("secret")).filter((each) => each?.size);
    const where = [...path, "volumes", index];
    return secrets.flatMap((secret) => mountsOf(pod, volume.get("name"), secret, where));
  });
}

function mountsOf(pod, volume, secret, path) {
  const source = `Secret ${secret.get("secretName") || secret.get("name")}`;
  const key = itemsAt(secret, "items").map((item) => item.get("key")).join(", ") || "*";
  return itemsAt(pod, "containers").flatMap((container) =>
    itemsAt(container, "volumeMounts")
      .filter((mount) => mount.get("name") === volume)
      .map((mount) => {
        const name = `file ${mount.get("mountPath")}`;
        return { container: container.get("name"), name, source, key, path };
      }),
  );
}
