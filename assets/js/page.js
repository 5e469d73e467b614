// What HTML and CSS cannot do alone, for all pages. No part of a page needs it to be read.
(() => {
  const root = document.documentElement;
  root.classList.add("js");

  // Pictures fade in over their placeholder.
  const shown = (image) => image.setAttribute("data-shown", "");
  const fades = (node) => node instanceof HTMLImageElement && node.hasAttribute("data-fade");
  for (const kind of ["load", "error"]) {
    document.addEventListener(kind, (event) => fades(event.target) && shown(event.target), true);
  }
  document.querySelectorAll("img[data-fade]").forEach((image) => image.complete && shown(image));

  // Numbers, money and dates of the server's pages, as the person's language writes them.
  const written = (attribute, text) => document.querySelectorAll(`[${attribute}]`).forEach((place) => {
    const found = text(place);
    if (found) place.textContent = found;
  });
  const counted = (place) => Number(place.textContent.replace(/[$,]/g, "") || NaN);
  const number = (place, how) => {
    const value = counted(place);
    return Number.isNaN(value) ? "" : value.toLocaleString(navigator.language, how);
  };
  written("data-number", (place) => number(place));
  written("data-money", (place) => number(place, {
    style: "currency", currency: "USD", currencyDisplay: "narrowSymbol", minimumFractionDigits: 0,
  }));
  written("data-date", (place) => new Date(place.dateTime).toLocaleDateString(navigator.language, {
    dateStyle: "long", timeZone: "UTC",
  }));

  // Clips play while they are seen, and stand still where motion is not wanted.
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const playing = (clip, wanted) => {
    clip.muted = !("heard" in clip.dataset);
    if (wanted && !still.matches && !("stopped" in clip.dataset)) clip.play().catch(() => clip.pause());
    else clip.pause();
  };
  const seen = new IntersectionObserver((changes) =>
    changes.forEach(({ target, isIntersecting }) => playing(target, isIntersecting)));
  document.querySelectorAll("video[data-plays]").forEach((clip) => seen.observe(clip));

  // Dialogs: the page says open or not, the browser traps and returns the focus.
  const follow = (dialog) => {
    const open = dialog.dataset.open === "true";
    if (open && !dialog.open) dialog.showModal();
    if (open || !dialog.open) return;
    dialog.close();
    // What opened it may be gone: the focus is never lost.
    const at = document.activeElement;
    if (at === document.body || dialog.contains(at)) document.getElementById("content")?.focus({ preventScroll: true });
  };
  new MutationObserver((changes) => changes.forEach(({ target }) => target.matches("dialog") && follow(target)))
    .observe(document, { subtree: true, attributes: true, attributeFilter: ["data-open"] });
  document.querySelectorAll("dialog[data-open]").forEach(follow);
  const close = (box) => box.querySelector("[data-close]")?.click();
  document.addEventListener("cancel", (event) => {
    if (!event.target.matches("dialog[data-open]")) return;
    event.preventDefault();
    close(event.target);
  }, true);
  document.addEventListener("pointerdown", (event) => {
    if (event.target instanceof Element && event.target.matches("dialog[data-open]")) close(event.target);
  });

  // Toasts leave when their time is over; pointing at one stops the clock (in CSS).
  document.addEventListener("animationend", (event) => {
    if (event.animationName === "stay") close(event.target);
  });

  // An open menu closes on Escape, on a click elsewhere, and when focus leaves it.
  const menus = (event) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
    const inside = event.target instanceof Node && menu.contains(event.target);
    if (event.type === "keydown") {
      if (event.key !== "Escape") return;
      if (inside) menu.querySelector("summary").focus();
    } else if (inside) return;
    menu.open = false;
  });
  for (const kind of ["click", "focusin", "keydown"]) document.addEventListener(kind, menus);

  // A switch of a clip: the clip, and whether it is on from now on.
  const pressed = (button) => {
    const on = button.getAttribute("aria-pressed") !== "true";
    button.setAttribute("aria-pressed", String(on));
    return [button.closest(".mode-frame").querySelector("video"), on];
  };

  const follows = {
    // The theme on pages without state; the others tell Reflex.
    theme(button) {
      const chosen = button.dataset.theme;
      localStorage.setItem("theme", chosen);
      const dark = matchMedia("(prefers-color-scheme: dark)").matches;
      const name = chosen === "system" ? (dark ? "dark" : "light") : chosen;
      root.classList.remove("light", "dark");
      root.classList.add(name);
      root.style.colorScheme = name;
      marked();
    },
    sound(button) {
      const [clip, heard] = pressed(button);
      if (heard) clip.dataset.heard = "";
      else delete clip.dataset.heard;
      clip.muted = !heard;
    },
    pause(button) {
      const [clip, stop] = pressed(button);
      if (stop) clip.dataset.stopped = "";
      else delete clip.dataset.stopped;
      playing(clip, !stop);
    },
    reveal(button) {
      const field = document.getElementById(button.dataset.reveal);
      const hidden = field.type === "password";
      field.type = hidden ? "text" : "password";
      button.setAttribute("aria-pressed", String(hidden));
    },
  };
  const marked = () => {
    const chosen = localStorage.getItem("theme") || "system";
    document.querySelectorAll("[data-theme]").forEach((button) =>
      button.setAttribute("aria-pressed", String(button.dataset.theme === chosen)));
  };
  marked();
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("button");
    if (!button) return;
    for (const name of Object.keys(follows)) if (name in button.dataset) follows[name](button);
  });

  // Ctrl or Cmd with Enter presses the button that a field names.
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    const field = event.target instanceof Element && event.target.closest("[data-submit]");
    if (field) document.getElementById(field.dataset.submit)?.click();
  });

  // A password's strength: length first, then how many kinds of characters.
  const strength = ({ value: text, minLength }) => {
    const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(text)).length;
    const varied = new Set(text).size;
    if (!text) return 0;
    if (text.length < minLength || varied < 5) return 1;
    return Math.min(4, 2 + (text.length >= 14) + (kinds >= 3));
  };
  document.querySelectorAll("[data-strength]").forEach((meter) => {
    const field = document.getElementById(meter.dataset.strength);
    const words = meter.querySelectorAll("[data-word]");
    const show = () => {
      const level = strength(field);
      meter.dataset.level = level;
      words.forEach((word) => (word.hidden = Number(word.dataset.word) !== level));
    };
    meter.hidden = false;
    field.addEventListener("input", show);
    show();
  });

  // What was wrong with a field is forgotten once it changes.
  document.querySelectorAll("[data-wrong]").forEach((field) => {
    field.addEventListener("input", () => {
      field.removeAttribute("aria-invalid");
      document.getElementById(field.getAttribute("aria-describedby"))
        ?.querySelectorAll("[data-when]").forEach((words) => (words.hidden = true));
    });
  });

  // A form that is on its way is not sent twice.
  document.querySelectorAll("form[data-once]").forEach((form) => {
    form.addEventListener("submit", (event) => {
      const button = form.querySelector("[type=submit]");
      if (button.getAttribute("aria-disabled") === "true") event.preventDefault();
      button.setAttribute("aria-disabled", "true");
    });
  });
  addEventListener("pageshow", (event) => {
    if (event.persisted) document.querySelectorAll("form[data-once] [type=submit]").forEach((b) => b.removeAttribute("aria-disabled"));
  });
})();
