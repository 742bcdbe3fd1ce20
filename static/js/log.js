// Helps for typing a paper log: Enter goes on instead of sending, a finished score moves to the next field.
"use strict";

const sheet = document.querySelector("[data-log]");
const fields = () => [...sheet.querySelectorAll("tbody input, tbody select")].filter((field) => field.offsetParent);

function goOn(from) {
  const all = fields();
  all[all.indexOf(from) + 1]?.focus();
}

sheet?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !event.target.closest("tbody")) return;
  event.preventDefault();
  goOn(event.target);
});

sheet?.addEventListener("input", (event) => {
  const isScore = event.target.matches("[inputmode=numeric]");
  // "1" may become "10": wait for more.
  if (isScore && /^([02-9]|\d\d)$/.test(event.target.value)) goOn(event.target);
});
