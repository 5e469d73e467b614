// The face in the form of a character follows what is chosen. It is asked for a moment after the last change,
// and the older face stays until the new one is there.
(() => {
  const PAUSE = 200, AGAIN = 1500, TRIES = 3;
  let timer, wanted = "";

  const show = (place, url) => {
    const image = place.querySelector("img");
    image.src = url || image.dataset.fallback;
    delete place.dataset.busy;
    place.toggleAttribute("data-drawn", Boolean(url));
  };
  const ask = (place, url, tries) => {
    const next = new Image();
    const still = () => place.isConnected && url === wanted;
    next.onload = () => still() && show(place, url);
    next.onerror = () => {
      if (!still()) return;
      if (tries > 1) { timer = setTimeout(() => still() && ask(place, url, tries - 1), AGAIN); return; }
      delete place.dataset.busy;
      place.dataset.failed = "";
    };
    next.src = url;
  };
  const follow = (place) => {
    const url = place.dataset.preview;
    if (url === wanted && place.querySelector("img").src) return;
    const first = !wanted;
    wanted = url;
    clearTimeout(timer);
    delete place.dataset.failed;
    if (!url) { show(place, ""); return; }
    place.dataset.busy = "";
    timer = setTimeout(() => ask(place, url, TRIES), first ? 0 : PAUSE);
  };
  const all = (node) => node instanceof Element ? [
    ...(node.matches("[data-preview]") ? [node] : []), ...node.querySelectorAll("[data-preview]"),
  ] : [];

  // What was refused: the first wrong field gets the focus, once the errors stand there.
  let sent = null;
  document.addEventListener("submit", (event) => {
    if (event.target.matches("[data-first-wrong]")) sent = event.target;
  }, true);
  document.addEventListener("input", () => { sent = null; }, true);

  new MutationObserver((changes) => {
    changes.forEach(({ type, target, addedNodes }) =>
      (type === "attributes" ? [target] : [...addedNodes]).flatMap(all).forEach(follow));
    const wrong = sent?.querySelector("[aria-invalid=true]");
    if (wrong) { sent = null; wrong.focus(); }
  }).observe(document, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-preview", "aria-invalid"],
  });
  document.querySelectorAll("[data-preview]").forEach(follow);
})();
