// Makes and uses passkeys: asks the API for options, the browser for an answer, and sends it back.
// Their buttons are hidden where the browser has none.
(() => {
  const AGAIN = "That didn’t work. Try again, or use another way.";
  const OFFLINE = "The connection was lost. Try again.";
  const FLOWS = {
    "sign-in": ["/api/auth/passkeys/options", "/api/auth/passkeys"],
    "second-factor": ["/api/auth/signin/second-factor/options", "/api/auth/signin/second-factor"],
    confirm: ["/api/auth/confirm/options", "/api/auth/confirm"],
    register: ["/api/user/passkeys/options", "/api/user/passkeys"],
  };
  if (!window.isSecureContext || !window.PublicKeyCredential) return;
  document.documentElement.classList.add("passkeys");

  const bytes = (text) => Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const listed = (credentials) => (credentials || []).map((one) => ({ ...one, id: bytes(one.id) }));

  const make = async (options) => {
    const made = await navigator.credentials.create({ publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      user: { ...options.user, id: bytes(options.user.id) },
      excludeCredentials: listed(options.excludeCredentials),
    } });
    return { id: made.id, rawId: text(made.rawId), type: made.type, response: {
      clientDataJSON: text(made.response.clientDataJSON),
      attestationObject: text(made.response.attestationObject),
    } };
  };
  const use = async (options) => {
    const found = await navigator.credentials.get({ publicKey: {
      ...options,
      challenge: bytes(options.challenge),
      allowCredentials: listed(options.allowCredentials),
    } });
    const { clientDataJSON, authenticatorData, signature, userHandle } = found.response;
    return { id: found.id, rawId: text(found.rawId), type: found.type, response: {
      clientDataJSON: text(clientDataJSON),
      authenticatorData: text(authenticatorData),
      signature: text(signature),
      userHandle: userHandle && text(userHandle),
    } };
  };

  const post = async (path, body) => {
    const answer = await fetch(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    const found = answer.status === 204 ? {} : await answer.json();
    if (!answer.ok) throw new Error(found.detail || AGAIN);
    return found;
  };

  const done = (box) => {
    const button = box.querySelector("[data-passkey-done]");
    if (button) button.click();
    else location.assign(box.querySelector("[name=next]")?.value || "/dashboard");
  };
  const run = async (button) => {
    const flow = button.dataset.passkey, [optionsPath, answerPath] = FLOWS[flow];
    const box = button.closest("[data-passkey-box]");
    const problem = box.querySelector("[data-passkey-problem]");
    const name = box.querySelector("[data-passkey-name]");
    if (name && !name.reportValidity()) return;
    if (button.getAttribute("aria-busy") === "true") return;
    button.setAttribute("aria-busy", "true");
    problem.textContent = "";
    try {
      const options = await post(optionsPath, {});
      const credential = await (flow === "register" ? make : use)(options);
      await post(answerPath, name ? { name: name.value, credential } : { credential });
      done(box);
    } catch (error) {
      // The browser's own errors are no sentences for people.
      const told = error instanceof DOMException ? AGAIN : error instanceof TypeError ? OFFLINE : error.message;
      problem.textContent = told;
    } finally {
      button.removeAttribute("aria-busy");
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-passkey]");
    if (button) run(button);
  });
  // Enter in the name makes the passkey.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-passkey-name]")) return;
    event.preventDefault();
    event.target.closest("[data-passkey-box]").querySelector("[data-passkey]").click();
  });
})();
