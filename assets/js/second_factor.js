// Shows secrets that the page's state never holds: the key of an authenticator app, and recovery codes.
(() => {
  const OFFLINE = "The connection was lost. Try again.";
  const post = async (path, body) => {
    const answer = await fetch(path, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: body && JSON.stringify(body),
    });
    const found = await answer.json();
    if (!answer.ok) throw new Error(found.detail || OFFLINE);
    return found;
  };
  const tell = (panel, error) => {
    const told = error instanceof TypeError ? OFFLINE : error.message;
    panel.querySelector("[data-problem]").textContent = told;
  };
  const show = (panel, name) => {
    for (const part of panel.querySelectorAll("[data-part]")) part.hidden = part.dataset.part !== name;
  };
  const showCodes = (panel, { recovery_codes: codes }) => {
    panel.querySelector("#recovery-codes").textContent = codes.join("\n");
    show(panel, "codes");
    panel.querySelector("[data-part=codes] h3").focus();
  };

  const starts = {
    async totp(panel) {
      const { secret, qr_code: code } = await post("/api/user/totp");
      panel.querySelector("[data-qr]").src = code;
      panel.querySelector("#totp-secret").textContent = secret.match(/.{1,4}/g).join(" ");
      show(panel, "setup");
      panel.querySelector("[data-code]").focus({ preventScroll: true });
    },
    async codes(panel) {
      showCodes(panel, await post("/api/user/recovery-codes"));
    },
  };
  // A panel is filled once, when the page has opened it.
  const fill = async (panel) => {
    if ("filled" in panel.dataset) return;
    panel.dataset.filled = "";
    try { await starts[panel.dataset.factor](panel); } catch (error) { tell(panel, error); }
  };
  const look = () => document.querySelectorAll("[data-factor]").forEach(fill);
  new MutationObserver(look).observe(document, { subtree: true, childList: true });
  look();

  const confirm = async (panel) => {
    const field = panel.querySelector("[data-code]");
    panel.querySelector("[data-problem]").textContent = "";
    try {
      showCodes(panel, await post("/api/user/totp/confirm", { code: field.value }));
    } catch (error) {
      tell(panel, error);
      field.select();
    }
  };
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-confirm-code]");
    if (button) confirm(button.closest("[data-factor]"));
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !event.target.matches?.("[data-code]")) return;
    event.preventDefault();
    confirm(event.target.closest("[data-factor]"));
  });
})();
