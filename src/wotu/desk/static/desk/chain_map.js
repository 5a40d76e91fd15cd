/* The map of a chain, drawn by ECharts from the page's data block; the table below says the same without it.

   [data-chain]                      the part shown only where it can be drawn; scrolls within itself
   [data-chain-zoom=in|out|fit]      how near
   [data-chain-picture=png|svg]      the whole chain as a picture
   a[data-choose=id]                 opens a link's panel, which the server sends into #link
   #chain-filter                     works at once on the drawing and the table */
(() => {
  "use strict";

  const part = document.querySelector("[data-chain]");
  const block = document.getElementById("chain-data");
  if (!part || !block || !window.echarts || !window.wotuChain) return;

  const { HEAD, NEAR, option, told } = window.wotuChain;
  const ZOOM = [0.12, 1.6];
  const MANY = 60;

  const data = JSON.parse(block.textContent);
  const byId = new Map(data.nodes.map((node) => [node.id, node]));
  const scroll = document.getElementById("drawing");
  const canvas = part.querySelector("[data-chain-canvas]");
  const said = part.querySelector("[data-chain-said]");
  const form = document.getElementById("chain-filter");
  const paper = document.querySelector("[data-chain-paper]");

  let chart = null;
  let zoom = 1;
  let fitted = true;
  let matching = new Set(byId.keys());
  let at = new URLSearchParams(location.search).get("link");
  if (!byId.has(at)) at = null;

  /* Drawing, and how near. */

  const draw = () => {
    const [width, height] = [data.size[0] * zoom, data.size[1] * zoom + HEAD + 8];
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    if (chart) chart.resize({ width, height });
    else {
      chart = window.echarts.init(canvas, null, { renderer: "svg", width, height });
      chart.on("click", { seriesId: "links" }, ({ dataIndex }) => choose(data.nodes[dataIndex].id));
    }
    chart.setOption(option({ data, byId, zoom, at, matching, top: HEAD }), true);
    canvas.querySelector("svg")?.setAttribute("aria-hidden", "true");
    part.dataset.chain = zoom >= NEAR ? "near" : "far";
  };

  /* At first as near as one can read, and no nearer than fits; the whole chain on demand. */

  const settle = () => {
    if (!fitted) return;
    const least = data.nodes.length > MANY ? 0.45 : NEAR + 0.05;
    zoom = Math.min(1, Math.max(scroll.clientWidth / data.size[0], least));
    draw();
  };

  const fit = () => {
    const high = parseFloat(getComputedStyle(scroll).maxHeight) - HEAD - 24;
    zoom = Math.min(1, Math.max(ZOOM[0], Math.min(scroll.clientWidth / data.size[0], high / data.size[1])));
    fitted = false;
    draw();
  };

  const zoomBy = (factor) => {
    const [w, h] = [scroll.clientWidth / 2, scroll.clientHeight / 2];
    const [x, y] = [(scroll.scrollLeft + w) / zoom, (scroll.scrollTop + h) / zoom];
    zoom = Math.min(ZOOM[1], Math.max(ZOOM[0], zoom * factor));
    fitted = false;
    draw();
    scroll.scrollTo(x * zoom - w, y * zoom - h);
  };

  const show = (node) => {
    const into = (side, middle, half, room) => {
      if (middle - half < scroll[side] || middle + half > scroll[side] + room) scroll[side] = middle - room / 2;
    };
    into("scrollLeft", node.x * zoom, (data.cell[0] * zoom) / 2, scroll.clientWidth);
    into("scrollTop", HEAD + node.y * zoom, (data.cell[1] * zoom) / 2, scroll.clientHeight);
  };

  /* Choosing a link: its panel comes from the server. */

  const stand = (id) => {
    at = id;
    draw();
    if (!id) return;
    show(byId.get(id));
    said.textContent = told(byId.get(id), data);
  };

  const address = (id) => {
    const url = new URL(location.href);
    if (id) url.searchParams.set("link", id);
    else url.searchParams.delete("link");
    url.hash = "";
    return url;
  };

  const choose = async (id, focus = false) => {
    stand(id);
    const url = address(id);
    await window.htmx.ajax("GET", `${url.pathname}${url.search}`, { target: "#link", swap: "innerHTML" });
    history.replaceState(null, "", url);
    settle();
    const panel = document.getElementById("link-panel");
    if (focus) panel?.focus();
    else panel?.scrollIntoView({ block: "nearest" });
    show(byId.get(id));
  };

  const close = () => {
    document.getElementById("link").replaceChildren();
    history.replaceState(null, "", address(null));
    stand(null);
    settle();
    scroll.focus();
  };

  document.addEventListener("click", (event) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    const link = event.target.closest("[data-choose]");
    if (link && byId.has(link.dataset.choose)) choose(link.dataset.choose, true);
    else if (event.target.closest("[data-chain-close]")) close();
    else return;
    event.preventDefault();
  });

  /* Keys: arrows walk from link to link, Enter opens. */

  const nearest = (nodes, { y }) => nodes.reduce((a, b) => (a && Math.abs(a.y - y) <= Math.abs(b.y - y) ? a : b), null);

  const next = (key) => {
    const here = byId.get(at);
    if (!here) return nearest(data.nodes.filter((node) => node.column === 0), { y: 0 });
    const way = { ArrowRight: 1, ArrowLeft: -1 }[key];
    const down = key === "ArrowDown" ? 1 : -1;
    if (!way) return nearest(data.nodes.filter((node) => node.column === here.column && (node.y - here.y) * down > 0), here);
    return nearest(data.nodes.filter((node) => node.column === here.column + way), here);
  };

  const keys = {
    Enter: () => at && choose(at, true),
    " ": () => at && choose(at, true),
    "+": () => zoomBy(1.3),
    "=": () => zoomBy(1.3),
    "-": () => zoomBy(1 / 1.3),
  };
  for (const key of ["ArrowRight", "ArrowLeft", "ArrowDown", "ArrowUp"]) keys[key] = () => stand((next(key) ?? byId.get(at)).id);

  scroll.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !(event.key in keys)) return;
    keys[event.key]();
    event.preventDefault();
  });

  const pinched = (event) => {
    if (!event.ctrlKey) return;
    event.preventDefault();
    zoomBy(event.deltaY < 0 ? 1.1 : 1 / 1.1);
  };
  scroll.addEventListener("wheel", pinched, { passive: false });

  /* The filter. */

  const filter = () => {
    const given = new FormData(form);
    const [words, state, use] = [given.get("q").trim().toLowerCase(), given.get("state"), given.get("use")];
    const wanted = (node) => (!state || node.state === state) && (!use || node.uses.includes(use)) && node.search.includes(words);
    matching = new Set(data.nodes.filter(wanted).map((node) => node.id));
    document.querySelectorAll("tr[data-link]").forEach((row) => (row.hidden = !matching.has(row.dataset.link)));
    document.querySelectorAll("[data-chain-none]").forEach((none) => (none.hidden = matching.size > 0));
    said.textContent = data.words.shown.replace("{n}", data.nodes.length).replace("{m}", matching.size);
  };

  form.addEventListener("input", () => {
    filter();
    draw();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const first = data.nodes.find((node) => matching.has(node.id));
    if (first) show(first);
  });

  /* Pictures: the whole chain at full size, with its title, what it rests on and what its shapes mean. */

  const picture = (renderer) => {
    const svg = renderer === "svg";
    const top = HEAD + 124;
    const [width, height] = [Math.max(data.size[0], 960), top + data.size[1] + 16];
    const sharp = width * height > 6e6 ? 1 : 2;
    const made = window.echarts.init(svg ? null : document.createElement("div"), null, { renderer, ssr: svg, width, height, devicePixelRatio: sharp });
    made.setOption(option({ data, byId, zoom: 1, at: null, matching: new Set(byId.keys()), top, width, picture: true }));
    const drawn = svg ? made.renderToSVGString() : made.getDataURL({ type: "png" });
    made.dispose();
    return drawn;
  };

  const save = (kind) => {
    const link = document.createElement("a");
    link.download = `${data.title}.${kind}`;
    if (kind === "png") link.href = picture("canvas");
    else link.href = URL.createObjectURL(new Blob([picture("svg")], { type: "image/svg+xml" }));
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };

  /* For paper it has to be there before somebody prints: a browser does not wait for it. */

  const later = window.requestIdleCallback ?? ((run) => setTimeout(run, 500));
  later(() => {
    paper.src = `data:image/svg+xml,${encodeURIComponent(picture("svg"))}`;
    paper.hidden = false;
  });

  part.addEventListener("click", ({ target }) => {
    const { chainZoom, chainPicture } = target.closest("button")?.dataset ?? {};
    if (chainZoom === "fit") fit();
    else if (chainZoom) zoomBy(chainZoom === "in" ? 1.3 : 1 / 1.3);
    else if (chainPicture) save(chainPicture);
  });

  part.hidden = false;
  filter();
  settle();
  if (at) show(byId.get(at));
  said.textContent = "";
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  window.addEventListener("resize", settle);
})();
