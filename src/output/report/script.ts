/**
 * What a report's page does: draws its charts from the specifications beside it, hands choices to their signals, shows
 * tooltips, and moves the time of the timeline. It asks for nothing that is not in the page.
 */

export const SCRIPT = `
"use strict";
(() => {
  const specs = JSON.parse(document.getElementById("charts").textContent);
  const views = {};
  const tip = document.getElementById("vg-tooltip-element");
  const tooltip = (handler, event, item, value) => {
    tip.hidden = value === null || value === undefined || value === "";
    if (tip.hidden) return;
    tip.replaceChildren();
    const entries = typeof value === "object" ? Object.entries(value) : [["", value]];
    for (const [name, cell] of entries) {
      const line = document.createElement("div");
      const label = document.createElement("b");
      label.textContent = name === "" ? "" : name.replaceAll("_", " ") + ": ";
      line.append(label, typeof cell === "number" ? String(Number(cell.toPrecision(4))) : String(cell));
      tip.append(line);
    }
    const room = document.documentElement.clientWidth - tip.offsetWidth - 8;
    tip.style.left = Math.max(4, Math.min(event.clientX + 12, room)) + "px";
    tip.style.top = event.clientY + 12 + "px";
  };
  const draw = ([id, spec]) => {
    const view = new vega.View(vega.parse(spec), { renderer: "svg", container: "#chart-" + id, hover: true, tooltip, logLevel: vega.Warn });
    views[id] = view;
    return view.runAsync();
  };
  const choose = async (select) => {
    const id = select.dataset.chart;
    const chosen = Array.from(document.querySelectorAll('select[data-chart="' + id + '"]'), (one) => [one.dataset.signal, one.value]);
    const data = specs[id].data.find((one) => Array.isArray(one.values)).values;
    const some = data.some((row) => chosen.every(([name, value]) => row[name] === value));
    const empty = document.getElementById(id + "-empty");
    if (empty !== null) empty.hidden = some;
    document.getElementById("chart-" + id).hidden = !some;
    if (!some) return;
    for (const [name, value] of chosen) views[id].signal(name, value);
    await views[id].runAsync();
  };
  const player = () => {
    const range = document.getElementById("moment");
    if (range === null) return;
    const [button, clock] = [document.getElementById("play"), document.getElementById("clock")];
    const events = Array.from(document.querySelectorAll("#told li"));
    const pad = (number) => String(number).padStart(2, "0");
    const lines = Object.keys(views).filter((id) => id.startsWith("timeline"));
    let timer = null;
    const show = () => {
      const now = Number(range.value);
      const minutes = Math.floor(now / 60);
      clock.textContent = Math.floor(minutes / 1440) + " d " + pad(Math.floor(minutes / 60) % 24) + ":" + pad(minutes % 60);
      for (const item of events) item.hidden = Number(item.dataset.time) > now;
      const list = document.getElementById("told");
      list.scrollTop = list.scrollHeight;
      for (const id of lines) views[id].signal("now", now / 3600).runAsync();
    };
    const stop = () => { clearInterval(timer); timer = null; button.textContent = "Play"; };
    const step = () => {
      const next = Number(range.value) + Number(range.max) / 240;
      range.value = String(next);
      show();
      if (next >= Number(range.max)) stop();
    };
    button.addEventListener("click", () => {
      if (timer !== null) return stop();
      if (Number(range.value) >= Number(range.max)) range.value = "0";
      button.textContent = "Pause";
      timer = setInterval(step, 80);
    });
    range.addEventListener("input", show);
    show();
  };
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = Array.from(document.querySelectorAll("details:not([open])"));
    for (const one of opened) one.open = true;
    for (const item of document.querySelectorAll("#told li")) item.hidden = false;
  });
  addEventListener("afterprint", () => { for (const one of opened) one.open = false; });
  Promise.all(Object.entries(specs).map(draw)).then(() => {
    for (const select of document.querySelectorAll("select[data-chart]")) select.addEventListener("change", () => choose(select));
    player();
    document.documentElement.dataset.drawn = "yes";
  });
})();
`;
