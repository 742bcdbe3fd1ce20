// Small helps that no page depends on: everything works without this file.
"use strict";

// Screen-reader and keyboard users land on what went wrong.
document.querySelector("[data-focus-first]")?.focus();

// A second tap on a submit button sends nothing; the form's key would make it harmless anyway.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});

// Coming back with the back button shows a page that may be sent again.
window.addEventListener("pageshow", () => {
  document.querySelectorAll("form[data-sent]").forEach((form) => delete form.dataset.sent);
});

// What is worth printing says so.
document.querySelectorAll("[data-print]").forEach((button) => {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
});
