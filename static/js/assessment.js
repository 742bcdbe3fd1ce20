// The assessment page saves itself as it is filled in. When that fails it must say so: "Saved" may not stay there.
"use strict";

const notSaved = (why) => {
  const saved = document.getElementById("saved");
  if (!saved) return;
  saved.textContent = `Not saved: ${why}`;
  saved.classList.add("not-saved");
};

document.addEventListener("htmx:sendError", () => notSaved("the server cannot be reached. What you typed is still here."));
document.addEventListener("htmx:timeout", () => notSaved("the server did not answer. What you typed is still here."));
document.addEventListener("htmx:responseError", () => notSaved("something went wrong. Press Save draft."));

// Somebody whose session has ended is sent to the sign-in page, which does not belong into the panel.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (new URL(event.detail.xhr.responseURL).pathname === event.detail.pathInfo.requestPath) return;
  event.detail.shouldSwap = false;
  notSaved("you have been signed out. Sign in again; what was saved before is kept.");
});
