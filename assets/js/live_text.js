// What the studio's pages compute by themselves, so that nothing has to be sent for it.
(() => {
  // Times. The server writes words that are true when they are sent; here they stay true.
  const plural = (number, word) => `${number} ${word}`;
  const length = (seconds) => {
    const minutes = Math.round(seconds / 60);
    if (seconds < 60) return plural(Math.max(0, Math.floor(seconds)), "s");
    if (minutes < 60) return plural(minutes, "min");
    if (minutes < 1440) return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
    return plural(Math.floor(minutes / 1440), minutes < 2880 ? "day" : "days");
  };
  const sameDay = (a, b) => a.toDateString() === b.toDateString();
  const capital = (text) => text.charAt(0).toLocaleUpperCase() + text.slice(1);
  const near = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
  const midnight = (moment) => new Date(moment.getFullYear(), moment.getMonth(), moment.getDate());
  const date = (moment, now) => {
    const away = Math.round((midnight(moment) - midnight(now)) / 86400000);
    if (away === 0 || away === -1) return near.format(away, "day");
    const year = moment.getFullYear() === now.getFullYear() ? {} : { year: "numeric" };
    return moment.toLocaleDateString([], { day: "numeric", month: "short", ...year });
  };
  const hour = (moment) => moment.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" });
  const day = (moment, now) => capital(date(moment, now));
  const words = {
    day,
    date,
    moment: (moment, now) => `${date(moment, now)}, ${hour(moment)}`,
    on: (moment, now) => (sameDay(moment, now) ? `at ${hour(moment)}` : `on ${date(moment, now)}`),
    at: (moment, now) => `${day(moment, now)}, ${hour(moment)}`,
    left: (moment, now) => length(Math.max(60, (moment - now) / 1000)),
    since: (moment, now) => `${length((now - moment) / 1000)} ago`,
    until: (moment, now) => `in ${length(Math.max(60, (moment - now) / 1000))}`,
    clock: (moment, now) => sameDay(moment, now)
      ? moment.toLocaleTimeString([], { hour: "numeric", minute: "2-digit" })
      : moment.toLocaleDateString([], { day: "numeric", month: "short" }),
  };
  // The innermost element: a text may have one of its own, and a browser that translates adds more.
  const put = (element, said) => {
    while (element.firstElementChild) element = element.firstElementChild;
    if (said && element.textContent !== said) element.textContent = said;
  };
  const tell = () => {
    const now = new Date();
    document.querySelectorAll("time[data-time-format]").forEach((element) => {
      put(element, words[element.dataset.timeFormat]?.(new Date(element.dateTime), now));
    });
    document.querySelectorAll("data[data-number]").forEach((element) => {
      if (element.hasChildNodes()) put(element, Number(element.value).toLocaleString());
    });
  };
  // The server groups by days of this place: it learns which at the next connection.
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  if (zone) document.cookie = `zone=${zone}; path=/; max-age=31536000; samesite=lax`;
  setInterval(tell, 1000);

  const narrow = () => innerWidth < 1024;
  let waiting = false;
  const added = (node) => node instanceof Element && (node.matches("[data-generation]") ? node : node.querySelector("[data-generation]"));
  new MutationObserver((changes) => {
    const nodes = changes.flatMap((change) => [...change.addedNodes]);
    const times = (node) => node instanceof Element && (node.matches("time") || node.querySelector("time"));
    if (changes.some(({ type }) => type === "attributes") || nodes.some(times)) tell();
    // What unfolds below the edge comes into sight.
    const unfolded = nodes.find((node) => node.id === "advanced");
    if (unfolded && document.activeElement?.matches("[aria-expanded]")) unfolded.scrollIntoView({ block: "nearest" });
    // On a phone the new job lies below what was typed: show it once.
    const job = waiting && narrow() && nodes.map(added).find(Boolean);
    if (!job) return;
    waiting = false;
    job.scrollIntoView({ behavior: "smooth", block: "start" });
  }).observe(document, { subtree: true, childList: true, attributes: true, attributeFilter: ["datetime"] });
  document.addEventListener("submit", (event) => { waiting = event.target.id === "composer"; }, true);

  // What stands in the composer is kept a moment after a change, and at once before the page is left.
  let unkept = 0;
  const keep = () => {
    if (!unkept) return;
    clearTimeout(unkept);
    unkept = 0;
    document.getElementById("save-draft")?.click();
  };
  const touched = (event) => {
    if (!(event.target instanceof Element) || !event.target.closest("#composer")) return;
    clearTimeout(unkept);
    unkept = setTimeout(keep, 700);
  };
  for (const kind of ["input", "change", "click"]) document.addEventListener(kind, touched);
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("a[href]")) keep();
  }, true);
  document.addEventListener("visibilitychange", () => document.hidden && keep());
  addEventListener("pagehide", keep);

  // On a phone the foot of the composer makes room once the composer has left the screen.
  const follow = () => {
    const box = document.getElementById("composer-top")?.getBoundingClientRect();
    document.documentElement.dataset.composer = box && box.bottom < 120 ? "away" : "here";
  };
  addEventListener("scroll", follow, { passive: true });

  // Buttons that lead back to the composer.
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest("[data-goto]");
    if (!button) return;
    const target = document.getElementById(button.dataset.goto);
    target?.scrollIntoView({ behavior: "smooth", block: target.matches("textarea") ? "center" : "start" });
    if (target?.matches("textarea")) target.focus({ preventScroll: true });
  });

  // Keys of an open dialog press the button that names them.
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest("input, textarea, select")) return;
    const button = document.querySelector(`dialog[open] [data-key="${CSS.escape(event.key)}"]`);
    if (!button) return;
    event.preventDefault();
    button.click();
  });
})();
