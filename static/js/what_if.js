// The trial page asks the rules as it is filled in. An old answer may not stand there as if it were the new one.
"use strict";

const noAnswer = (why) => {
  const words = document.createElement("p");
  words.className = "panel ease";
  words.textContent = `No answer: ${why}`;
  document.getElementById("what-if-answer").replaceChildren(words);
  document.getElementById("what-if-said").textContent = "No answer";
};

document.addEventListener("htmx:sendError", () => noAnswer("the server cannot be reached. Try again in a moment."));
document.addEventListener("htmx:timeout", () => noAnswer("the server did not answer. Try again in a moment."));
document.addEventListener("htmx:responseError", () => noAnswer("something went wrong. Open the page again."));

// Where the server leads elsewhere (signed out, or a red flag was recorded meanwhile), the whole page goes there.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, pathInfo } = event.detail;
  if (new URL(xhr.responseURL).pathname === pathInfo.requestPath) return;
  event.detail.shouldSwap = false;
  window.location.assign(xhr.responseURL);
});
