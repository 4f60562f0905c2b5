// What pods come to in words, as `todo-k8s explain` says it.

/** Return a number rounded as Python does: half of one goes to the even number. */
function rounded(number) {
  const below = Math.floor(number);
  if (number - below !== 0.5) return Math.round(number);
  return below % 2 ? below + 1 : below;
}

/** Return a number with a digit after the point, if that is not 0. */
function shortened(number) {
  const isHalf = Math.abs((number * 4) % 2) === 1; // only these lie just between two
  const text = isHalf ? (rounded(number * 10) / 10).toFixed(1) : number.toFixed(1);
  return text.replace(/\.0$/, "");
}

/** Return an amount of CPU: 250m CPU, 2 CPU. */
function shownCpu(cores) {
  const milli = BigInt(rounded(cores * 1000)); // all digits of a large one
  return milli % 1000n ? `${milli}m CPU` : `${milli / 1000n} CPU`;
}

const BINARY = ["", "Ki", "Mi", "Gi", "Ti", "Pi"];

/** Return an amount of memory in the largest unit that fits: 1.5Gi. */
function shownMemory(size) {
  let step = 0;
  let left = size;
  for (; left >= 1024 && step + 1 < BINARY.length; step++) left /= 1024;
  return `${shortened(left)}${BINARY[step]}`;
}

function shownResources({ cpu, memory }, pods = 1) {
  const parts = [];
  if (cpu !== undefined) parts.push(shownCpu(cpu * pods));
  if (memory !== undefined) parts.push(shownMemory(memory * pods));
  return parts.join(", ");
}

function amountRows({ pods, requests, limits }) {
  const rows = [["asks for", requests], ["may use", limits]].filter(([, has]) => shownResources(has));
  return rows.map(([what, has]) => {
    const together = pods.ofRollout ? `; ${shownResources(has, pods.ofRollout)} at the most` : "";
    return [what, `${shownResources(has)} each${together}`];
  });
}

function podsText({ fewest, most, ofRollout }) {
  if (most === null) return "one per node";
  const wanted = fewest === most ? `${most}` : `${fewest} to ${most}`;
  return ofRollout === most ? wanted : `${wanted}; ${ofRollout} in a rollout`;
}

const restartText = ({ container, noticedSeconds, killedSeconds, startedSeconds }) =>
  `${container}: a process that hangs is ended within ${noticedSeconds + killedSeconds} s ` +
  `(noticed in ${noticedSeconds}, ended in ${killedSeconds}); the next one has ${startedSeconds} s ` +
  "to start, at the most";

function rolloutText({ atOnce, more, fewer, seconds, deadlineSeconds }) {
  const within = seconds === null ? "no bound, without a startup probe" : `within ${seconds} s at the most`;
  return (
    `${atOnce} at a time, ${more} more and ${fewer} fewer than wanted; ${within}; ` +
    `failed after ${deadlineSeconds} s without progress`
  );
}

function endText({ seconds, servingSeconds }) {
  return `a pod has ${seconds} s${servingSeconds ? `, of which it serves ${servingSeconds} s more` : ""}`;
}

const LASTING = ["Deployment", "StatefulSet", "DaemonSet"];

/** Return what a workload comes to: rows of what it is about, and what is said of that. */
export function budgetRows(budget) {
  const { kind, pods, restart, rollout, drain, evictable } = budget;
  const rows = [["pods", podsText(pods)], ...amountRows(budget)];
  rows.push(...restart.map((each) => ["restart", restartText(each)]));
  if (rollout) rows.push(["rollout", rolloutText(rollout)]);
  if (LASTING.includes(kind)) rows.push(["end", endText(drain)]);
  if (evictable !== null) rows.push(["drain", `a drain of nodes evicts ${evictable} at a time`]);
  return rows;
}
