// Who may connect to whom, as todo_k8s.graph.flows finds it by policies and variables.

import { edgeOf, nodeOf } from "./graph_workloads.js";
import { at, containersOf, itemsAt } from "./manifests.js";
import {
  hasPeer,
  hasPort,
  namespaceIn,
  passes,
  peersOf,
  policiesAbout,
  rulesOf,
  selectorText,
  spaceOf,
} from "./policies.js";

const DNS = [53, 5353];
const EVERYWHERE = ["0.0.0.0/0", "::/0"];

/** The connections of what is deployed; see todo_k8s.graph.flows.Flows for what it asks. */
export class Flows {
  constructor(policies, workloads, services, namespace, leftOut) {
    Object.assign(this, { policies, workloads, services, namespace, leftOut });
  }

  /** Return the connections between workloads, to the Service of one that has one. */
  edges() {
    return this.workloads.flatMap((source) => {
      const others = this.workloads.filter((target) => target !== source);
      return others.flatMap((target) => this.between(source, target));
    });
  }

  between(source, target) {
    const names = mentions(source, target, this.services);
    const sends = (door) => this.names("Egress", source, target, door);
    const { place } = target;
    const doors = target.ports.map(({ number, protocol }) => ({ place, port: number, protocol }));
    const meant = doors.filter(
      (door) => names.length || sends(door) || this.names("Ingress", target, source, door),
    );
    const may = meant.filter((door) => passes(this.policies, source.place, door, this.namespace));
    const made = (kind, labels) => [edgeOf(source.node.id, this.entrance(target), kind, labels)];
    if (may.length) return made("allowed", [...may.map(doorText), ...names]);
    if (meant.length && (names.length || meant.some(sends))) return made("blocked", names);
    return names.length && !doors.length ? made("allowed", names) : [];
  }

  /** Tell whether a rule about one workload names another one. */
  names(direction, own, other, door) {
    return this.rules(direction, own).some(
      ([space, rule]) =>
        hasPort(rule, door) && hasPeer(selecting(peersOf(rule, direction)), other.place, space),
    );
  }

  /** Return [namespace, rule] of the policies about a workload. */
  rules(direction, own) {
    const about = policiesAbout(this.policies, direction, own.place, this.namespace);
    return about.flatMap((policy) =>
      rulesOf(policy, direction).map((rule) => [spaceOf(policy, this.namespace), rule]),
    );
  }

  /** Return the node that connections to a workload go to. */
  entrance(target) {
    const isOwn = ({ behind }) => behind.length === 1 && behind[0] === target;
    return (this.services.find(isOwn) ?? target).node.id;
  }

  /** Return [nodes, edges]: those outside of the graph whom policies name. */
  strangers() {
    const [nodes, edges] = [new Map(), []];
    for (const own of this.workloads) {
      for (const direction of ["Ingress", "Egress"]) {
        for (const [node, labels] of this.outside(direction, own)) {
          if (!nodes.has(node.id)) nodes.set(node.id, node);
          const ends = [node.id, own.node.id];
          edges.push(edgeOf(...(direction === "Egress" ? ends.reverse() : ends), "allowed", labels));
        }
      }
    }
    return [[...nodes.values()], edges];
  }

  outside(direction, own) {
    return this.rules(direction, own)
      .filter(([, rule]) => !isDns(rule))
      .flatMap(([space, rule]) => {
        const ports = portsOf(rule);
        const labels = ports.length ? ports : ["any port"];
        return this.peers(direction, space, rule).map((node) => [node, labels]);
      });
  }

  /** Return those whom a rule names and who are no workload of the graph. */
  peers(direction, space, rule) {
    const peers = peersOf(rule, direction);
    const side = direction === "Ingress" ? "outside" : "external";
    if (peers === null) {
      return direction === "Egress" ? [nodeOf("to/anything", "external", "outside", "anything")] : [];
    }
    const known = [...this.workloads.map(({ place }) => place), ...this.leftOut];
    const isKnown = (peer) => !peer.has("ipBlock") && known.some((each) => hasPeer([peer], each, space));
    return peers
      .filter((peer) => !isKnown(peer))
      .map((peer) => {
        const [title, name, details] = peerText(peer, space);
        return nodeOf(`${side}/${title}/${name}`, side, title, name, details);
      });
  }

  /** Return what everybody may do with the pods of a workload, and what they may do. */
  openness(own) {
    if (!this.policies.length) return [];
    const isOpen = (direction) =>
      !policiesAbout(this.policies, direction, own.place, this.namespace).length;
    const toAll = this.rules("Ingress", own)
      .filter(([, rule]) => peersOf(rule, "Ingress") === null)
      .map(([, rule]) => `open to everybody: ${portsOf(rule).join(", ") || "any port"}`);
    return [
      ...(isOpen("Ingress") ? ["open to every pod"] : []),
      ...toAll,
      ...(isOpen("Egress") ? ["may connect to anything"] : []),
    ];
  }
}

const selecting = (peers) =>
  (peers ?? []).filter((peer) => at(peer, "podSelector").size || at(peer, "namespaceSelector").size);

const doorText = ({ port, protocol }) => `${port}${protocol === "TCP" ? "" : `/${protocol}`}`;

function portsOf(rule) {
  return itemsAt(rule, "ports").map((port) => {
    const protocol = port.get("protocol") ?? "TCP";
    const last = port.get("endPort") ? `–${port.get("endPort")}` : "";
    const number = `${port.get("port") ?? "any port"}${last}`;
    return protocol === "TCP" ? number : `${number}/${protocol}`;
  });
}

function isDns(rule) {
  const ports = itemsAt(rule, "ports");
  return ports.length > 0 && ports.every((port) => DNS.includes(port.get("port")));
}

/** Return what a peer is, what it is called, and further lines about it. */
function peerText(peer, space) {
  if (peer.has("ipBlock")) return blockText(peer.get("ipBlock"));
  const [spaces, pods] = [peer.get("namespaceSelector") ?? null, at(peer, "podSelector")];
  if (spaces === null) return ["pods", selectorText(pods), space ? [`namespace ${space}`] : []];
  const name = namespaceIn(spaces);
  if (!pods.size) return name ? ["namespace", name, []] : ["namespaces", selectorText(spaces), []];
  const where = name ? `namespace ${name}` : `namespaces ${selectorText(spaces)}`;
  return ["pods", selectorText(pods), [where]];
}

function blockText(block) {
  const [cidr, leftOut] = [String(block.get("cidr")), block.get("except") ?? []];
  if (EVERYWHERE.includes(cidr)) {
    return ["addresses", "any address", leftOut.length ? ["but for cloud metadata and the like"] : []];
  }
  return ["addresses", cidr, leftOut.length ? [`but for ${leftOut.join(", ")}`] : []];
}

const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\/-]/g, "\\$&");

/** Return the variables of a workload with the address of another one's Service. */
function mentions(source, target, services) {
  const before = services.filter(({ behind }) => behind.includes(target));
  return before.flatMap(({ node, aliases }) => {
    const names = [node.name, ...aliases].map(escaped).join("|");
    const domain = `(?:\\.${escaped(target.place.namespace)}(?:\\.svc(?:\\.[a-z0-9.-]+)?)?)?`;
    const address = new RegExp(`(?:^|[/@,\\s])(?:${names})${domain}(?=[:/,\\s]|$)`);
    const own = variablesOf(source).filter((each) => address.test(each.get("value")));
    return own.map((each) => String(each.get("name")));
  });
}

const variablesOf = ({ template }) =>
  containersOf(template)
    .flatMap((each) => itemsAt(each, "env"))
    .filter((each) => typeof each.get("value") === "string");
