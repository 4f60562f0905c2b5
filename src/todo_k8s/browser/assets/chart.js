// A compiled chart on a page: what is wrong with values, or what they give.

import { ChartError, revived } from "./data.js";
import { Evaluation } from "./evaluation.js";
import { faultLine, writtenPath } from "./fault_lines.js";
import { Tracing, originsOf } from "./origins.js";
import { missingIn, overDefaults, without } from "./overlay.js";
import { usePatterns } from "./patterns.js";
import { Reading } from "./reading.js";
import { printable } from "./text.js";
import { unknownKey } from "./unknown_keys.js";

const MOST_FAULTS = 500;

/** A chart, made from the JSON that todo_k8s.browser writes. */
export class Chart {
  constructor(json) {
    this.json = json;
    this.model = withDefaults(json.model);
    this.tree = json.tree;
    usePatterns(json.patterns);
  }

  /**
   * Return what values give: { faults, manifests, notes, warnings, origins }; the last is a function
   * that returns what tells where a variable comes from.
   *
   * @param given The values, as a values file has them: a Map.
   * @param release { name, namespace }
   * @param cluster { kubeVersion, apiVersions }
   */
  judged(given, release, cluster) {
    try {
      const { read, faults } = this.read(given);
      if (!read) return refused([...this.installFaults(release, cluster), ...faults]);
      const roots = this.rootsOf(read, release, cluster);
      const evaluation = new Evaluation(this.tree, roots);
      faults.push(...evaluation.faults());
      const told = [...this.installFaults(release, cluster), ...faults];
      if (!told.length) told.push(...evaluation.unmet());
      if (told.length) return refused(told);
      const [manifests, notes] = [evaluation.manifests(), evaluation.lines()];
      const origins = () => originsOf(new Tracing(this.tree, roots).traced(), given);
      return { faults: [], manifests, notes, warnings: evaluation.warnings(), origins };
    } catch (error) {
      if (error instanceof ChartError) return refused([`the chart: ${error.message}`]);
      if (error instanceof RangeError) return refused(["values: are nested too deep to compute"]);
      throw error;
    }
  }

  /** Return values as the model reads them, or null; and a line for each fault. */
  read(given) {
    const { own, faults } = this.withoutParents(given);
    let values = overDefaults(this.model, own);
    let { read, errors } = this.readWhole(values);
    const unknown = errors.filter((error) => error.unknown);
    for (const { path } of unknown) {
      faults.push(`${writtenPath(path)}: ${unknownKey(this.model.known, path)}`);
    }
    if (unknown.length && unknown.length === errors.length) {
      values = without(values, unknown.map(({ path }) => path));
      ({ read, errors } = this.readWhole(values));
    }
    const lines = errors.filter((error) => !error.unknown).map(faultLine);
    return { read, faults: [...faults, ...this.withMissing(lines, values)] };
  }

  readWhole(values) {
    const reading = new Reading(this.model);
    return { read: reading.whole(values), errors: reading.errors };
  }

  /** Return lines of faults that say of a null that its key must be set. */
  withMissing(lines, values) {
    if (!lines.length) return lines;
    const said = (path) => `${path}: must be set, and not to null`;
    const gone = new Set(missingIn(this.model, values));
    const told = lines.map((line) => {
      const path = line.split(": ")[0];
      return gone.delete(path) ? said(path) : line;
    });
    return [...told, ...[...gone].map(said)];
  }

  /** Return values without what is for a parent chart, and what is wrong with that. */
  withoutParents(given) {
    const own = new Map(given);
    const faults = [];
    for (const [key, { type, fault }] of Object.entries(this.model.parent)) {
      const value = own.get(key) ?? null;
      own.delete(key);
      const isRight = type === "boolean" ? typeof value === "boolean" : value instanceof Map;
      if (value !== null && !isRight) faults.push(`${key}: ${fault}`);
    }
    return { own, faults };
  }

  /** Return what expressions start from. */
  rootsOf(values, release, cluster) {
    const { name, version, appVersion } = this.json.metadata;
    return {
      Values: values,
      Release: new Map([["Name", release.name], ["Namespace", release.namespace]]),
      Capabilities: new Map([
        ["APIVersions", cluster.apiVersions],
        ["KubeVersion", new Map([["Version", cluster.kubeVersion]])],
      ]),
      Chart: new Map([["Name", name], ["Version", version], ["AppVersion", appVersion]]),
    };
  }

  /** Return what is wrong with the name of the release, its namespace, and the cluster. */
  installFaults(release, cluster) {
    const { forms, lowest } = this.json.install;
    const given = { ...release, kubeVersion: cluster.kubeVersion };
    const faults = Object.entries(forms)
      .filter(([key, { pattern }]) => !new RegExp(`^(?:${pattern})$`).test(given[key]))
      .map(([, { fault }]) => fault);
    if (!faults.length && lowest && isOlder(cluster.kubeVersion, lowest.version)) {
      faults.push(lowest.fault);
    }
    return faults;
  }
}

function withDefaults(model) {
  const models = model.models.map((each) => ({
    ...each,
    fields: each.fields.map((field) => ({ ...field, default: revived(field.default ?? null) })),
  }));
  return { ...model, models, defaults: revived(model.defaults) };
}

function isOlder(version, lowest) {
  const numbers = version.match(/[0-9]+/g).slice(0, 3).map(Number);
  const at = numbers.findIndex((number, index) => number !== lowest[index]);
  return at >= 0 && numbers[at] < lowest[at];
}

function refused(faults) {
  const lines = faults.slice(0, MOST_FAULTS).map(printable);
  const more = faults.length - MOST_FAULTS;
  return { faults: more > 0 ? [...lines, `values: ${more} more faults`] : lines };
}
