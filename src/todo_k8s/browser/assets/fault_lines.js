// Lines that say what is wrong with values: the path as it is written, and never a value.

/** Return the path of what is at a place, as an operator writes it. */
export function writtenPath(path) {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`));
  const text = steps.join("");
  return text.startsWith(".") ? text.slice(1) : text;
}

/** Return the line that says an error: the path as it is written, and what is wrong. */
export function faultLine({ path, field, message }) {
  const around = writtenPath(path);
  if (field === undefined) return `${around || "values"}: ${message}`;
  const where = joined(around, field);
  return where ? `${where}: ${message}` : message;
}

function joined(path, field) {
  if (!path || !field) return path + (field.startsWith(".") ? field.slice(1) : field);
  return path + (field[0] === "." || field[0] === "[" ? field : `.${field}`);
}
