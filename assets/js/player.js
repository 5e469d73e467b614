// Videos: controls in the house's design, captions above them, hover in the gallery, samples of voices.
(() => {
  const on = (kind, act, options) => document.addEventListener(kind, act, options);
  const within = (target, selector) => (target instanceof Element ? target.closest(selector) : null);
  const box = (target) => within(target, ".player");
  const film = (player) => player.querySelector("video");
  const clock = (seconds) => `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, "0")}`;
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  const set = (player, name, pressed) => player.querySelector(`[data-player=${name}]`)?.setAttribute("aria-pressed", String(pressed));

  const draw = (player) => {
    const video = film(player);
    player.toggleAttribute("data-playing", !video.paused);
    player.querySelector("[data-player=play]").setAttribute("aria-label", video.paused ? "Play" : "Pause");
    set(player, "mute", video.muted);
    const seek = player.querySelector("[data-player=seek]");
    if (Number.isFinite(video.duration)) {
      seek.max = video.duration;
      seek.value = video.currentTime;
      seek.setAttribute("aria-valuetext", `${clock(video.currentTime)} of ${clock(video.duration)}`);
    }
    if (video.currentTime > 0) player.querySelector("[data-player=time]").textContent = clock(video.currentTime);
  };
  // The browser writes captions across the picture's foot; ours stand above the controls.
  const say = (player) => {
    const track = film(player).textTracks[0];
    if (!track) return;
    const wanted = player.dataset.captions !== "off";
    if (track.mode !== "hidden") track.mode = "hidden";
    const said = wanted ? [...(track.activeCues || [])].map((cue) => cue.text).join("\n") : "";
    const place = player.querySelector("[data-player=captions-text]");
    if (place.textContent !== said) place.textContent = said;
  };
  const acts = {
    play: (video) => (video.paused ? video.play().catch(() => video.pause()) : video.pause()),
    mute: (video) => { video.muted = !video.muted; },
    captions: (video, player) => {
      const off = player.dataset.captions !== "off";
      player.dataset.captions = off ? "off" : "on";
      set(player, "captions", !off);
      say(player);
    },
    full: (video, player) => (document.fullscreenElement ? document.exitFullscreen() : player.requestFullscreen()),
  };
  on("click", ({ target }) => {
    const player = box(target);
    if (!player) return;
    const button = within(target, "button[data-player]");
    const act = button ? acts[button.dataset.player] : target === film(player) && acts.play;
    if (act) act(film(player), player);
  });
  on("input", ({ target }) => {
    if (!target.matches?.("[data-player=seek]")) return;
    const video = film(box(target));
    if (Number.isFinite(video.duration)) video.currentTime = Number(target.value);
  });
  for (const kind of ["play", "pause", "timeupdate", "volumechange", "loadedmetadata", "ended", "seeked"]) {
    on(kind, ({ target }) => {
      const player = target instanceof HTMLVideoElement && box(target);
      if (!player) return;
      draw(player);
      say(player);
      const track = target.textTracks[0];
      if (track && !track.oncuechange) track.oncuechange = () => say(player);
    }, true);
  }

  // In the gallery a video plays while one points at it.
  let shown;
  const leave = () => { shown?.remove(); shown = undefined; };
  on("pointerover", ({ target, pointerType }) => {
    const item = within(target, "[data-hover-video]");
    if (!item || pointerType === "touch" || still.matches || shown?.parentElement === item) return;
    leave();
    if (!item.dataset.hoverVideo) return;
    shown = Object.assign(document.createElement("video"), {
      src: item.dataset.hoverVideo, muted: true, loop: true, playsInline: true, className: "hover-video",
    });
    shown.setAttribute("aria-hidden", "true");
    item.append(shown);
    const one = shown;
    one.play().catch(() => one.remove());
  });
  on("pointerout", ({ target, relatedTarget }) => {
    const item = within(target, "[data-hover-video]");
    if (item && !item.contains(relatedTarget)) leave();
  });

  // A sample of the voice that is chosen.
  let voice;
  on("click", ({ target }) => {
    const button = within(target, "[data-listen]");
    if (!button) return;
    const chosen = document.getElementById(button.dataset.listen)?.value || "default";
    voice?.pause();
    voice = new Audio(`/api/voices/${encodeURIComponent(chosen)}/sample`);
    button.setAttribute("aria-busy", "true");
    const ready = () => button.removeAttribute("aria-busy");
    for (const kind of ["playing", "error"]) voice.addEventListener(kind, ready);
    voice.play().catch(ready);
  });
})();
