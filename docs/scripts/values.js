// Show the rows of the table of values that hold every word that is typed.
"use strict";
const filter = document.getElementById("values-filter");
const rows = [...document.querySelectorAll("table tbody tr")];
filter.hidden = false;
filter.addEventListener("input", () => {
  const words = filter.value.toLowerCase().split(/\s+/);
  for (const row of rows) {
    const text = row.textContent.toLowerCase();
    row.hidden = !words.every((word) => text.includes(word));
  }
});
