// Passkeys: what a form asks of the browser, and the answer sent back in its field "credential".
//   <form data-passkey="create">   make one, from the options in #passkey-options
//   <form data-passkey="get">      show one of those that the options name
//   <form data-passkey="sign-in">  show any; the options are asked for at the moment they are needed
"use strict";

const WHY_NOT = {
  NotAllowedError: "Your browser ended it, or it took too long. Try again.",
  InvalidStateError: "This passkey is set up already.",
  SecurityError: "Passkeys do not work at this address. Open the site by its name, not by a number.",
};
const SOMETHING_ELSE = "That did not work. Try again, or take another way.";

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const named = (credentials) => credentials?.map((one) => ({ ...one, id: toBytes(one.id) }));

function decoded({ publicKey }) {
  const options = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (publicKey.user) options.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) options.excludeCredentials = named(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) options.allowCredentials = named(publicKey.allowCredentials);
  return { publicKey: options };
}

function encoded(credential) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (credential.response[name]) response[name] = toText(credential.response[name]);
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    response,
    clientExtensionResults: credential.getClientExtensionResults(),
  };
}

const written = () => JSON.parse(document.getElementById("passkey-options").textContent);

async function made(form) {
  const options = decoded(written().creation_options);
  if (form.elements.passwordless?.checked) {
    Object.assign(options.publicKey.authenticatorSelection, {
      residentKey: "required",
      requireResidentKey: true,
      userVerification: "required",
    });
  }
  return navigator.credentials.create(options);
}

async function asked(form) {
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return navigator.credentials.get(decoded((await answer.json()).request_options));
}

const ceremonies = { create: made, get: () => navigator.credentials.get(decoded(written().request_options)), "sign-in": asked };

async function send(form) {
  const said = form.querySelector("[data-passkey-said]");
  said.textContent = "";
  try {
    form.elements.credential.value = JSON.stringify(encoded(await ceremonies[form.dataset.passkey](form)));
    form.submit();
  } catch (error) {
    said.textContent = WHY_NOT[error.name] ?? SOMETHING_ELSE;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.querySelector("[data-passkey-start]").addEventListener("click", () => send(form));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
} else {
  for (const said of document.querySelectorAll("[data-passkey-said]")) {
    said.textContent = "This browser has no passkeys. Take another way.";
  }
}
