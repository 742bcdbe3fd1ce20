// Keeps what is typed into a long form on the server, every few seconds and on leaving a field, and says whether that
// worked. Nothing is kept in the browser. Without this file the form works as it is.
"use strict";

const EVERY_SECONDS = 4;
const HERE = "What you typed is still on this page.";

function keepDrafts(state) {
  const form = state.closest("form");
  let version = Number(state.dataset.version);
  let typed = false;
  let refused = false;
  let leaving = false;
  let sending = null;

  const say = (words, isBad = false, ...more) => {
    state.replaceChildren(words, ...more);
    state.classList.toggle("not-saved", isBad);
  };

  const saySignedOut = () => {
    const link = document.createElement("a");
    Object.assign(link, { href: state.dataset.signIn, target: "_blank", rel: "noopener", textContent: "Sign in in a new tab" });
    say(`NOT saved: you have been signed out. ${HERE} `, true, link, ", then come back to this one.");
  };

  const send = () => {
    version += 1;
    const body = new URLSearchParams(new FormData(form));
    body.set("draft_version", version);
    const token = form.elements.namedItem("csrfmiddlewaretoken").value;
    return fetch(state.dataset.draft, { method: "POST", body, redirect: "manual", headers: { "X-CSRFToken": token } });
  };

  // Whoever has signed in anew, in another tab, goes on with a fresh token in every form of this page.
  const renewToken = async () => {
    const draft = form.elements.namedItem("draft").value;
    const answer = await fetch(`${state.dataset.token}?${new URLSearchParams({ draft })}`, { redirect: "manual" });
    if (!answer.ok) return answer;
    const token = await answer.text();
    document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = token; });
    return send();
  };

  // Gives "kept", "signed out", "refused" or "unreachable".
  const deliver = async () => {
    let answer;
    typed = false;
    try {
      answer = await send();
      if (answer.status === 403) answer = await renewToken();
    } catch {
      typed = true;
      say(`NOT saved: the server cannot be reached. ${HERE}`, true);
      return "unreachable";
    }
    if (answer.type === "opaqueredirect") {
      typed = true;
      saySignedOut();
      return "signed out";
    }
    const isPlain = answer.headers.get("content-type")?.startsWith("text/plain");
    const words = isPlain ? await answer.text() : "Something went wrong.";
    if (answer.ok) {
      say(typed ? "Not saved yet" : words);
      return "kept";
    }
    refused = answer.status < 500;
    typed = true;
    say(`NOT saved: ${words} ${HERE}`, true);
    return "refused";
  };

  const keep = () => {
    sending ??= deliver().finally(() => { sending = null; });
    return sending;
  };
  const keepWhatIsNew = () => typed && !refused && !leaving && keep();

  form.addEventListener("input", () => {
    typed = true;
    if (!state.classList.contains("not-saved")) say("Not saved yet");
  });
  form.addEventListener("change", keepWhatIsNew);
  form.addEventListener("focusout", keepWhatIsNew);
  document.addEventListener("visibilitychange", keepWhatIsNew);
  setInterval(keepWhatIsNew, EVERY_SECONDS * 1000);

  // A form is sent only once it is known that it will arrive: to a signed-out page it would be lost.
  form.addEventListener("submit", async (event) => {
    // An untouched form has nothing to be kept first, and a form cannot be sent again while it is being sent.
    if (leaving || !(typed || version || sending)) return;
    event.preventDefault();
    const button = event.submitter;
    await sending;
    const outcome = await keep();
    if (["signed out", "unreachable"].includes(outcome)) return;
    leaving = true;
    form.requestSubmit(button);
  });

  window.addEventListener("pageshow", () => { leaving = false; });
}

document.querySelectorAll("[data-draft]").forEach(keepDrafts);
