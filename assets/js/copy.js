// Copies the text of the element that a button names, also over plain http, where browsers have no clipboard API.
(() => {
  const SHOWN_MS = 1500;

  // A field of the same dialog: everything outside an open one is inert.
  const copyByField = (text, button) => {
    const field = document.createElement("textarea");
    const focused = document.activeElement;
    field.value = text;
    field.readOnly = true;
    field.style.cssText = "position:fixed;top:0;opacity:0";
    (button.closest("dialog") || document.body).append(field);
    field.select();
    try { return document.execCommand("copy"); } catch { return false; } finally {
      field.remove();
      focused?.focus({ preventScroll: true });
    }
  };
  const copy = async (text, button) => {
    try { await navigator.clipboard.writeText(text); return true; } catch { return copyByField(text, button); }
  };

  document.addEventListener("click", async (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-copy-from]");
    if (!button) return;
    const source = document.getElementById(button.dataset.copyFrom);
    const isField = source instanceof HTMLInputElement;
    const copied = await copy(isField ? source.value : source.textContent, button);
    if (!copied) isField ? source.select() : getSelection().selectAllChildren(source);
    const words = button.querySelector("span");
    button.dataset.label ??= words.textContent;
    words.textContent = copied ? button.dataset.copied : button.dataset.selected;
    clearTimeout(button.restoring);
    button.restoring = setTimeout(() => (words.textContent = button.dataset.label), SHOWN_MS);
  });
})();
