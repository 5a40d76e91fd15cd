/* Ties a page's passkey form to allauth's script; nothing is written inline, so that the policy stays strict. */
(function () {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential) return;
  const button = document.getElementById("passkey-button");
  const failed = document.getElementById("passkey-failed");
  button.hidden = false;
  document.getElementById("passkey-needs").hidden = true;
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    failed.hidden = false;
  });
  const credential = form.querySelector("[name=credential]");
  const passwordless = form.querySelector("[name=passwordless]");
  window.allauth.webauthn.forms[form.dataset.passkey]({
    ids: {
      login: button.id,
      add: button.id,
      authenticate: button.id,
      credential: credential.id,
      passwordless: passwordless ? passwordless.id : "",
      data: "passkey-data",
    },
  });
})();
