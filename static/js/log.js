// Helps for typing a paper log. Without this file the grid works with Tab and the Check button.
"use strict";

const sheet = document.querySelector("[data-log]");
const TYPED = "tbody input:not([type=hidden]), tbody select";
const unfolded = (field) => !field.closest("details:not([open])");

// Enter goes on like Tab instead of sending the sheet.
function goOn(from) {
  const fields = [...sheet.querySelectorAll(TYPED)].filter(unfolded);
  fields[fields.indexOf(from) + 1]?.focus();
}

// The same place in the row above or below; a list keeps its arrows.
function changeRow(from, step) {
  const place = from.name.replace(/^\d+/, (row) => Number(row) + step);
  const field = sheet.elements.namedItem(place);
  field?.focus();
  field?.select?.();
}

sheet?.addEventListener("keydown", (event) => {
  if (!event.target.matches(TYPED) || event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter") {
    event.preventDefault();
    goOn(event.target);
  } else if (event.target.matches("input") && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    changeRow(event.target, event.key === "ArrowUp" ? -1 : 1);
  }
});

// A level that is being chosen, or was chosen since the sheet was sent to be checked, is never overwritten.
document.body.addEventListener("htmx:oobBeforeSwap", (event) => {
  const [level, shown] = ["select", "input[type=hidden]"].map((part) => event.detail.target.querySelector(part));
  if (level && (level === document.activeElement || level.value !== shown.value)) event.detail.shouldSwap = false;
});
