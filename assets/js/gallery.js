// What the gallery does by itself: the address of the open picture, the height of the rows.
(() => {
  const box = () => document.getElementById("lightbox");
  const ours = () => Boolean(history.state?.lightbox);
  const named = () => new URL(location.href).searchParams.get("picture") || "";
  const address = (picture) => {
    const url = new URL(location.href);
    if (picture) url.searchParams.set("picture", picture);
    else url.searchParams.delete("picture");
    return url;
  };
  const close = () => box().querySelector("[data-close]")?.click();
  // What going back has closed, until the person opens one, may still be on its way to the page; so may what
  // going forward asks for.
  let leaving = false, page = "", shown = named(), left = "", wanted = "";

  // An open picture has an address: back closes it, a reload shows it again.
  const follow = () => {
    const dialog = box();
    if (dialog?.dataset.ready !== "true") return;
    page = location.pathname;
    const picture = dialog.dataset.open === "true" ? dialog.dataset.picture : "";
    if (named() === picture) { shown = picture; wanted = ""; }
    else if (picture && picture === left) close();
    else if (picture) {
      if (ours()) history.replaceState(history.state, "", address(picture));
      else history.pushState({ ...history.state, lightbox: true }, "", address(picture));
      shown = picture;
    }
    else if (wanted && wanted === named()) return;
    else if (ours()) { leaving = true; history.back(); }
    else history.replaceState(history.state, "", address(""));
  };
  // The router need not know: the page below is the same. It ignores an address that it takes for its own
  // (that of the last load), so a picture that comes again is opened here.
  addEventListener("popstate", (event) => {
    const picture = named(), dialog = box();
    left = picture ? "" : left || shown;
    shown = wanted = picture;
    if (leaving) { leaving = false; event.stopImmediatePropagation(); return; }
    if (dialog?.dataset.ready !== "true" || location.pathname !== page) return;
    const card = picture && document.querySelector(`[data-output="${CSS.escape(picture)}"] button`);
    if (picture ? !card : dialog.dataset.open !== "true") return;
    event.stopImmediatePropagation();
    if (card) card.click();
    else close();
  }, true);
  for (const kind of ["pointerdown", "keydown"]) {
    addEventListener(kind, (event) => { if (event.isTrusted) left = wanted = ""; }, true);
  }
  new MutationObserver((changes) => changes.some(({ target }) => target.id === "lightbox") && follow())
    .observe(document, { subtree: true, attributes: true, attributeFilter: ["data-open", "data-picture", "data-ready"] });

  // Zoom: the picture at its own size; another picture begins at the size of the window.
  const zoom = (stage, on) => {
    if (!stage) return;
    stage.toggleAttribute("data-zoomed", on);
    stage.querySelector("[data-zoom]")?.setAttribute("aria-pressed", String(on));
    const box = stage.querySelector(".lightbox-zoomed");
    if (on && box) box.scrollTo((box.scrollWidth - box.clientWidth) / 2, (box.scrollHeight - box.clientHeight) / 4);
  };
  document.addEventListener("click", ({ target }) => {
    const stage = target instanceof Element
      && target.closest("[data-zoom], .lightbox-zoomed, .lightbox-frame .picture")?.closest(".lightbox-stage");
    if (stage?.querySelector("[data-zoom]")) zoom(stage, !stage.hasAttribute("data-zoomed"));
  });
  new MutationObserver((changes) => changes.forEach(({ target }) => target.id === "lightbox"
    && zoom(target.querySelector(".lightbox-stage"), false)))
    .observe(document, { subtree: true, attributes: true, attributeFilter: ["data-picture"] });

  // The height of the rows is this browser's alone.
  const KEY = "gallery-rows";
  const rows = (height) => document.documentElement.style.setProperty("--rows", `${height}px`);
  const known = localStorage.getItem(KEY);
  if (known) rows(known);
  document.addEventListener("input", (event) => {
    if (!event.target.matches("[data-rows]")) return;
    rows(event.target.value);
    localStorage.setItem(KEY, event.target.value);
  });
  new MutationObserver((changes) => changes.forEach(({ addedNodes }) => addedNodes.forEach((node) => {
    const slider = known && node instanceof Element && node.querySelector("[data-rows]");
    if (slider) slider.value = localStorage.getItem(KEY);
  }))).observe(document, { subtree: true, childList: true });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select, dialog")) return;
    const field = document.querySelector("[data-search]");
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
})();
