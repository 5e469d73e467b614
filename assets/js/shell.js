// What the frame of the studio does by itself: palette, bell, the line to the server.
(() => {
  const on = (kind, act, options) => document.addEventListener(kind, act, options);
  const find = (id) => document.getElementById(id);
  const apple = /Mac|iP(hone|ad)/.test(navigator.platform);

  // The palette.
  const input = () => find("palette")?.querySelector("input");
  const options = () => [...find("palette").querySelectorAll("[role=option]")];
  const open = () => {
    const dialog = find("palette");
    if (!dialog || dialog.open || document.querySelector("dialog[open]")) return;
    dialog.showModal();
  };
  // The letters in their order: at the start of a word they count most, far apart least. -1: not found.
  const score = (letters, words) => {
    let at = -1, points = 0;
    for (const letter of letters) {
      const starts = ` ${words}`.indexOf(` ${letter}`, at + 1);
      const next = words.indexOf(letter, at + 1);
      if (next < 0) return -1;
      const jump = next !== at + 1 && starts >= 0 && starts - next < 12;
      points += jump ? 6 : next === at + 1 ? 5 : 1;
      if (at < 0 && next === 0) points += 4;
      at = jump ? starts : next;
    }
    return points - words.length / 100 + (words.includes(letters) ? 20 : 0);
  };
  const plain = (text) => text.normalize("NFKC").toLowerCase().replaceAll("ß", "ss");
  let shown = [];
  const mark = (chosen) => {
    for (const option of options()) option.setAttribute("aria-selected", String(option === chosen));
    if (chosen) {
      chosen.id ||= `palette-option-${options().indexOf(chosen)}`;
      input().setAttribute("aria-activedescendant", chosen.id);
      chosen.scrollIntoView({ block: "nearest" });
    } else input().removeAttribute("aria-activedescendant");
  };
  const filter = () => {
    const letters = plain(input().value.trim()).replace(/\s+/g, " ");
    const found = options().map((option, index) => {
      const words = plain(option.children[1].textContent);
      return { option, index, points: letters ? score(letters, words) : 0 };
    });
    shown = found.filter(({ points }) => points >= 0)
      .sort((a, b) => b.points - a.points || a.index - b.index).map(({ option }) => option);
    for (const { option } of found) {
      const place = shown.indexOf(option);
      option.hidden = place < 0;
      option.style.order = place;
    }
    find("palette").querySelector("[role=status]").hidden = shown.length > 0;
    mark(shown[0]);
  };
  on("input", (event) => event.target === input() && filter());
  on("keydown", (event) => {
    if (event.key.toLowerCase() === "k" && (apple ? event.metaKey : event.ctrlKey) && !event.shiftKey && !event.altKey) {
      if (!find("palette")) return;
      event.preventDefault();
      if (find("palette").open) find("palette").close(); else open();
      return;
    }
    if (event.key === "?" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
      // The dialog stands outside the lightbox, but is shown above it.
      const dialog = find("shortcuts"), other = document.querySelector("dialog[open]:not(#lightbox)");
      if (!dialog || other) return;
      event.preventDefault();
      dialog.showModal();
      return;
    }
    if (event.target !== input()) return;
    const at = shown.findIndex((option) => option.getAttribute("aria-selected") === "true");
    const next = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
    if (next !== undefined && shown.length) {
      event.preventDefault();
      mark(shown[(next + shown.length) % shown.length]);
    }
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      shown[at]?.click();
    }
  });
  on("pointermove", (event) => {
    const option = event.target instanceof Element && event.target.closest("#palette [role=option]");
    if (option && option.getAttribute("aria-selected") !== "true") mark(option);
  });
  // A sheet that an action shows, once the palette has closed.
  on("click", (event) => {
    const sheet = event.target instanceof Element && event.target.closest("[data-shows]")?.dataset.shows;
    if (sheet) find(sheet)?.showPopover();
  });

  // The bell: how many ended since they were last looked at, here or on another device.
  const told = () => [...document.querySelectorAll("#notices [data-at]")];
  const shows = (path) => /^\/dashboard\/(generate|characters)/.test(path);
  let asked;
  const look = (list) => {
    if (asked === list.dataset.seen) return;
    asked = list.dataset.seen;
    list.querySelector("[data-mark-read]").click();
  };
  const count = () => {
    const bell = find("bell"), list = find("notices");
    if (!bell || !list?.dataset.seen) return;
    const open = list.matches(":popover-open");
    const seen = Date.parse(list.dataset.seen);
    const fresh = told().filter((row) => Date.parse(row.dataset.at) > seen);
    // While the sheet is open its marks stay, so that one sees what was new.
    for (const row of told()) if (!open || fresh.includes(row)) row.toggleAttribute("data-new", fresh.includes(row));
    if (fresh.length && (open || (!document.hidden && shows(location.pathname)))) look(list);
    const number = open ? 0 : fresh.length;
    bell.toggleAttribute("data-new", number > 0);
    bell.setAttribute("aria-label", number ? `Notifications, ${number} new` : "Notifications");
  };
  on("toggle", (event) => event.target.id === "notices" && count(), true);
  on("visibilitychange", count);

  // Another page without a load: the focus goes where its content begins, unless it is kept.
  let place = find("title")?.textContent;
  const arrived = () => {
    const title = find("title")?.textContent;
    if (!title || title === place) return;
    const first = !place;
    place = title;
    if (first) return;
    const lost = document.activeElement === document.body || document.activeElement?.closest(".rail, #palette");
    if (lost && !document.querySelector("dialog[open]")) find("content").focus({ preventScroll: true });
  };

  // The line to the server: told when it is there again.
  let again;
  const line = () => {
    const status = find("connection");
    if (!status) return;
    const lost = Boolean(status.querySelector("[data-lost]"));
    const back = status.querySelector("p[hidden], p:not([data-lost])");
    if (!lost && status.dataset.was === "lost" && back) {
      back.hidden = false;
      again = setTimeout(() => (back.hidden = true), 4000);
    }
    if (lost) { clearTimeout(again); if (back) back.hidden = true; }
    status.dataset.was = lost ? "lost" : "there";
  };

  // Another page is loaded when the server says so, once each time: a page that comes back still has it.
  const leave = () => {
    const leaving = document.querySelector("[data-leaving]")?.dataset.leaving;
    if (!leaving || sessionStorage.getItem("left") === leaving) return;
    sessionStorage.setItem("left", leaving);
    location.assign(leaving.slice(leaving.indexOf(" ") + 1));
  };

  const dressed = () => document.querySelectorAll("[data-keys]").forEach((keys) => {
    const words = apple ? "⌘ K" : "Ctrl K";
    if (keys.hasChildNodes() && keys.textContent !== words) keys.textContent = words;
  });
  new MutationObserver((changes) => {
    const touched = (selector) => changes.some(({ target, addedNodes }) => target instanceof Element
      && (target.closest(selector) || [...addedNodes].some((node) => node instanceof Element && node.querySelector(selector))));
    arrived();
    if (touched("#notices")) count();
    if (touched("#connection")) line();
    if (touched("[data-keys]")) dressed();
    if (find("palette")?.open && touched("#palette-list")) filter();
  }).observe(document, { subtree: true, childList: true });
  new MutationObserver((changes) => changes.forEach(({ target }) => {
    if (target.id === "notices") count();
    if (target.matches("[data-leaving]")) leave();
    if (target.id !== "palette" || !target.open) return;
    input().focus();
    input().value = "";
    filter();
  })).observe(document, { subtree: true, attributes: true, attributeFilter: ["open", "data-seen", "data-leaving"] });
  count();
  dressed();
})();
