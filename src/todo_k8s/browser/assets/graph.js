// The graph of manifests, as todo_k8s.graph makes it: { title, nodes, edges, notes }.

import { Flows } from "./graph_flows.js";
import { routesIn } from "./graph_routes.js";
import { sourcesOf } from "./graph_sources.js";
import { edgesOfServices, graphServices, graphWorkloads, testPlaces } from "./graph_workloads.js";
import { flat, unique } from "./manifests.js";
import { policiesIn } from "./policies.js";

const NO_POLICIES =
  "there are no NetworkPolicies: every pod may connect to every pod, and anywhere";
const NO_DNS = "DNS is left out";

/** Return edges with one for those of the same ends and kind, that has the labels of all. */
function joined(edges) {
  const found = new Map();
  for (const edge of edges) {
    const key = JSON.stringify([edge.source, edge.target, edge.kind]);
    const labels = unique([...(found.get(key)?.labels ?? []), ...edge.labels]);
    found.set(key, { ...edge, labels });
  }
  return [...found.values()];
}

/**
 * Return the graph of manifests. No value of a variable or a Secret is in it.
 *
 * @param manifests Documents, lists among them.
 * @param namespace The namespace of objects that name none.
 * @param title What all of it is called.
 */
export function graphOf(manifests, namespace = "", title = "") {
  const known = flat(manifests);
  const workloads = graphWorkloads(known, namespace);
  const services = graphServices(known, workloads, namespace);
  const tests = testPlaces(known, namespace);
  const flows = new Flows(policiesIn(known), workloads, services, namespace, tests);
  const [routes, fromOutside] = routesIn(known, services, namespace);
  const [strangers, ofStrangers] = flows.strangers();
  const [sources, reading] = sourcesOf(known, workloads, namespace);
  const pods = workloads.map((each) => {
    const details = [...each.node.details, ...unique(flows.openness(each))];
    return { ...each.node, details };
  });
  const edges = [fromOutside, edgesOfServices(services), flows.edges(), ofStrangers, reading].flat();
  const own = services.map(({ node }) => node);
  const nodes = [...routes, ...own, ...pods, ...strangers, ...sources];
  return {
    title,
    nodes: [...new Map(nodes.map((node) => [node.id, node])).values()],
    edges: joined(edges),
    notes: workloads.length ? [flows.policies.length ? NO_DNS : NO_POLICIES] : [],
  };
}
