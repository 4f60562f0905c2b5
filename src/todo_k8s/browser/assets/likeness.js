// How alike two keys are, as todo_k8s.helm.plain.likeness measures it.

export const SAME = 100;
export const CLOSE = 60;
const [SAME_LETTERS, BEGUN] = [90, 75];
const LONGEST = 40;
const SHORTEST = 3;

const sorted = (word) => [...word].sort().join("");

/** Return how alike two different keys are, in hundredths. */
export function likeness(word, candidate) {
  if (sorted(word) === sorted(candidate)) return SAME_LETTERS;
  const [edged, whole] = [`^${word}$`, `^${candidate}$`];
  let shared = 0;
  for (let start = 0; start <= word.length; start++) {
    shared += whole.includes(edged.slice(start, start + 2));
  }
  const score = Math.floor((200 * shared) / (word.length + 1 + candidate.length + 1));
  const isBegun = word.length >= SHORTEST && candidate.startsWith(word);
  return isBegun ? Math.max(score, BEGUN) : score;
}

/** Return what of a key is compared. */
export const comparedPart = (key) =>
  key
    .replace(/[^A-Za-z0-9]/g, "")
    .toLowerCase()
    .slice(0, LONGEST);
