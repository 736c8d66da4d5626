/* Ties the passkey button of a page to allauth's script, and says in words when a passkey cannot be used.
   The page gives: #passkey-button with data-passkey ("login", "authenticate" or "add"), #passkey-trouble, and, but for
   "login", the server's options as JSON in #passkey-data. */
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const button = document.getElementById("passkey-button");
  const trouble = document.getElementById("passkey-trouble");
  const say = (when) => {
    trouble.hidden = false;
    for (const line of trouble.querySelectorAll("[data-when]")) {
      line.hidden = line.dataset.when !== when;
    }
  };
  const isAddressOfNumbers = /^[\d.]+$|^\[/.test(window.location.hostname); // no passkey belongs to a bare IP address
  if (!window.PublicKeyCredential || !window.isSecureContext || isAddressOfNumbers) {
    if (button.dataset.passkey !== "login") say("impossible");
    return;
  }
  const forms = window.allauth.webauthn.forms;
  const credential = button.dataset.credential || "passkey-credential";
  const ids = { credential, data: "passkey-data" };
  if (button.dataset.passkey === "login") {
    forms.loginForm({ ids: { login: button.id, credential } });
  } else if (button.dataset.passkey === "authenticate") {
    forms.authenticateForm({ ids: { ...ids, authenticate: button.id } });
  } else {
    forms.addForm({ ids: { ...ids, add: button.id, passwordless: button.dataset.passwordless } });
  }
  button.hidden = false;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    say("failed");
  });
});
