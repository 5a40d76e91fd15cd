/* How the map of a chain is drawn: links, arrows and bands as shapes of ECharts.

   A view says how: `data` as the page gave it and `byId` its links, how near (`zoom`) and from where (`top`), the
   link one stands `at`, those `matching` the filter, and whether it is a `picture` to take along. Near, a link is a
   box with its makers; far away, a mark with its name, and names give way where they would touch. A state is told
   by colour, by shape and by its word. */
(() => {
  "use strict";

  const HEAD = 36;
  const NEAR = 0.7;
    const LINE = 15;
  const DASH = { component: [9, 4], equipment: [2, 4], energy: [10, 3, 2, 3], service: [16, 5], unknown: [1, 7] };

  /* Colours are the page's own, by day and by night; a picture is always of the day. */

  const colours = (picture) => {
    const night = picture ? document.querySelector('link[href*="look/dark"]')?.sheet : null;
    if (night) night.disabled = true;
    const found = palette();
    if (night) night.disabled = false;
    return found;
  };

  const palette = () => {
    const style = getComputedStyle(document.documentElement);
    const token = (name) => style.getPropertyValue(`--${name}`).trim();
    return {
      strong: [token("entitled"), token("entitled-soft"), token("entitled-edge")],
      weak: [token("nearly"), token("nearly-soft"), token("nearly-edge")],
      missing: [token("fault"), token("fault-soft"), token("fault-edge")],
      unneeded: [token("not"), token("surface"), token("not-edge")],
      ink: token("ink"),
      soft: token("ink-soft"),
      line: token("line-strong"),
      surface: token("surface"),
      page: token("page"),
      brand: token("brand"),
      focus: token("focus"),
      font: getComputedStyle(document.body).fontFamily,
    };
  };

  const place = (node, view) => [node.x * view.zoom, view.top + node.y * view.zoom];

  const label = (view, text, [x, y], fontSize, fill, width, style = {}) => ({
    type: "text",
    silent: true,
    style: { text, x, y, fill, fontSize, width, fontFamily: view.colours.font, overflow: "truncate", ellipsis: "…", textVerticalAlign: "middle", ...style },
  });

  const bold = { fontWeight: 600 };

  /* A full disc, a diamond, an open square, a small ring. */

  const mark = (view, state, [x, y], r) => {
    const [ink, soft] = view.colours[state];
    const style = { fill: state === "strong" || state === "weak" ? ink : soft, stroke: ink, lineWidth: 2 };
    const points = [[x, y - r - 1], [x + r + 1, y], [x, y + r + 1], [x - r - 1, y]];
    if (state === "weak") return { type: "polygon", shape: { points }, style };
    const square = { x: x - r, y: y - r, width: 2 * r, height: 2 * r };
    if (state === "missing") return { type: "rect", shape: square, style };
    return { type: "circle", shape: { cx: x, cy: y, r: state === "strong" ? r : r - 1.5 }, style };
  };

  /* Near: a box. Round for strong, corners cut for weak, dashed for missing, thin for nobody needs it. */

  const size = (view) => [(view.data.cell[0] - 44) * view.zoom, (view.data.cell[1] - 16) * view.zoom];

  const frame = (node, [left, top], [w, h], view) => {
    const [, fill, stroke] = view.colours[node.state];
    const lineDash = { missing: [6, 4], unneeded: [2, 3] }[node.state];
    const style = { fill, stroke, lineWidth: node.state === "unneeded" ? 1 : 2, lineDash };
    const [cut, right, bottom] = [10 * view.zoom, left + w, top + h];
    const points = [[left + cut, top], [right - cut, top], [right, top + cut], [right, bottom - cut], [right - cut, bottom], [left + cut, bottom], [left, bottom - cut], [left, top + cut]];
    if (node.state === "weak") return { type: "polygon", shape: { points }, style };
    return { type: "rect", shape: { x: left, y: top, width: w, height: h, r: node.state === "strong" ? 12 * view.zoom : 2 }, style };
  };

  const box = (node, view) => {
    const { colours, zoom, data } = view;
    const [w, h] = size(view);
    const [x, y] = place(node, view);
    const [left, top] = [x - w / 2, y - h / 2];
    const firms = node.inside.length > 0;
    const font = Math.max(11, 13 * zoom);
    const second = top + h * (firms ? 0.53 : 0.81);
    const count = node.insideAll ? ` · ${data.words.inside} ${data.words.firms.replace("{n}", node.insideAll)}` : "";
    const name = { ...bold, textVerticalAlign: "top", lineHeight: font * 1.2, ...(firms ? {} : { overflow: "break", height: font * 2.4, lineOverflow: "truncate" }) };
    const shapes = [
      frame(node, [left, top], [w, h], view),
      label(view, node.name, [left + 10, top + h * 0.1], font, colours.ink, w - 20, name),
      mark(view, node.state, [left + 15, second], 4),
      label(view, `${node.word}${count}`, [left + 26, second], Math.max(10.5, 12 * zoom), colours[node.state][0], w - 36, bold),
    ];
    if (!firms) return shapes;
    return [...shapes, label(view, node.inside.join("、"), [left + 10, top + h * 0.81], Math.max(10, 11.5 * zoom), colours.soft, w - 20)];
  };

  /* Far away: a mark, and its name where there is room. */

  const dot = (node, view) => {
    const { colours, zoom } = view;
    const width = view.data.cell[0] * zoom;
    const [x, y] = place(node, view);
    const left = x - width / 2 + 12;
    const shapes = [mark(view, node.state, [left, y], zoom > 0.35 ? 5 : 4)];
    if (width < 50 || !(view.named.has(node.id) || node.id === view.at)) return shapes;
    const size = zoom > 0.4 ? 11 : 10;
    const style = { stroke: colours.surface, lineWidth: 3, lineHeight: size * 1.15 };
    const lines = zoom * view.data.cell[1] > 34 ? { overflow: "break", lineOverflow: "truncate", height: size * 2.3 } : {};
    return [...shapes, label(view, node.name, [left + 9, y], size, colours.ink, width - 26, { ...style, ...lines })];
  };

  const named = (data, zoom) => {
    const last = new Map();
    const kept = [...data.nodes]
      .sort((a, b) => a.y - b.y)
      .filter((node) => {
        const above = last.get(node.column);
        const room = above === undefined || (node.y - above) * zoom >= LINE;
        if (room) last.set(node.column, node.y);
        return room;
      });
    return new Set(kept.map((node) => node.id));
  };

  const ring = (node, view) => {
    const [x, y] = place(node, view);
    const [w, h] = view.near ? size(view).map((side) => side + 10) : [view.data.cell[0] * view.zoom - 4, 20];
    const style = { fill: "none", stroke: view.colours.focus, lineWidth: 3 };
    return { type: "rect", silent: true, shape: { x: x - w / 2, y: y - h / 2, width: w, height: h, r: 8 }, style };
  };

  const link = (node, view) => {
    const shapes = view.near ? box(node, view) : dot(node, view);
    const shown = view.matching.has(node.id) ? shapes : shapes.map((one) => ({ ...one, style: { ...one.style, opacity: 0.2 } }));
    return { type: "group", children: node.id === view.at ? [...shown, ring(node, view)] : shown };
  };

  /* Arrows: how an input is used is told by the line, a critical one is thick. */

  const opacity = (arrow, chosen, view) => {
    const dim = view.at ? !chosen : !(view.matching.has(arrow.from) && view.matching.has(arrow.to));
    if (dim) return 0.12;
    return view.near || chosen ? 1 : 0.3;
  };

  /* Straight out of its own layer, between the others of it; then bent; then straight into the other layer. */

  const way = (arrow, view) => {
    const [a, b] = [view.byId.get(arrow.from), view.byId.get(arrow.to)];
    const [[ax, ay], [bx, by]] = [place(a, view), place(b, view)];
    const off = (view.data.cell[0] * view.zoom) / 2 - 12;
    const [start, end] = view.near ? [ax + size(view)[0] / 2, bx - size(view)[0] / 2] : [ax - off + 6, bx - off - 7];
    const edge = view.near ? (view.data.cell[0] * view.zoom - size(view)[0]) / 2 : 0;
    const out = Math.max(start, view.near ? a.layer[1] * view.zoom - edge : start);
    const into = Math.min(end, view.near ? b.layer[0] * view.zoom + edge : end);
    return { start, out, into, end, ay, by };
  };

  const line = (arrow, view) => {
    const chosen = arrow.from === view.at || arrow.to === view.at;
    const { start, out, into, end, ay, by } = way(arrow, view);
    const tip = view.near || chosen ? 7 : 5;
    const bend = Math.max(18, Math.abs(into - out) * 0.5);
    const stroke = chosen ? view.colours.brand : view.colours.line;
    const paint = { stroke, fill: "none", opacity: opacity(arrow, chosen, view), lineDash: DASH[arrow.use] };
    const style = { ...paint, lineWidth: (arrow.critical ? 2 : 1) * (view.near ? 1.3 : 0.9) + (chosen ? 0.8 : 0) };
    const last = into < end ? into : into - tip;
    const pathData = `M${start} ${ay}L${out} ${ay}C${out + bend} ${ay} ${last - bend} ${by} ${last} ${by}L${end - tip} ${by}`;
    const points = [[end, by], [end - tip - 2, by - tip / 1.7], [end - tip - 2, by + tip / 1.7]];
    const children = [
      { type: "path", shape: { pathData }, style },
      { type: "polygon", shape: { points }, style: { fill: stroke, opacity: paint.opacity } },
    ];
    return { type: "group", silent: true, children };
  };

  const band = (one, view, number) => {
    const shape = { x: one.x * view.zoom, y: view.top - HEAD, width: one.width * view.zoom, height: view.height + HEAD };
    const style = { fill: number % 2 ? view.colours.surface : view.colours.page };
    const head = label(view, one.name, [shape.x + 12, view.top - HEAD / 2], 13, view.colours.soft, shape.width - 16, bold);
    return { type: "group", silent: true, children: [{ type: "rect", shape, style }, head] };
  };

  /* A picture says its title, what it rests on, and what shapes and lines mean. */

  const caption = (_, view) => {
    const { data, colours, width } = view;
    const states = data.legend.flatMap(([state, word], n) => [mark(view, state, [24 + n * 230, 80], 5), label(view, word, [38 + n * 230, 80], 12, colours.ink, 200)]);
    const lines = data.lines.flatMap(([use, word], n) => {
      const x1 = 16 + n * 150;
      const style = { stroke: colours.line, lineWidth: 1.6, lineDash: DASH[use] };
      return [{ type: "line", shape: { x1, y1: 106, x2: x1 + 40, y2: 106 }, style }, label(view, word, [x1 + 48, 106], 12, colours.ink, 96)];
    });
    const title = label(view, data.title, [16, 24], 18, colours.ink, width - 32, { fontWeight: 700 });
    const note = label(view, data.note, [16, 52], 12, colours.soft, width - 32);
    return { type: "group", silent: true, children: [title, note, ...states, ...lines] };
  };

  /* What a link says when it is pointed at, or stood on. */

  const told = (node, { words }) => {
    const more = node.insideAll > node.inside.length ? " …" : "";
    const firms = (n) => words.firms.replace("{n}", n);
    return [
      `${node.name} — ${node.word}`,
      `${words.inside}: ${node.inside.length ? node.inside.join("、") + more : words.nobody}`,
      `${words.outside}: ${firms(node.outside)}`,
      `${words.buyers}: ${firms(node.buyers)}`,
      ...(node.value ? [`${words.value}: ${node.value}`] : []),
    ].join("\n");
  };

  const option = (given) => {
    const view = { ...given, colours: colours(given.picture), near: given.zoom >= NEAR, named: named(given.data, given.zoom), height: given.data.size[1] * given.zoom };
    const { data } = view;
    const ink = view.colours;
    const series = (id, items, draw) => ({
      id,
      type: "custom",
      coordinateSystem: "none",
      data: items.map((_, n) => [n]),
      renderItem: ({ dataIndex }) => draw(items[dataIndex], view, dataIndex),
      silent: id !== "links",
      tooltip: { show: id === "links" },
    });
    return {
      animation: false,
      backgroundColor: view.picture ? ink.page : undefined,
      tooltip: {
        renderMode: "richText", // as HTML it would carry style attributes, which the page's policy forbids
        confine: true,
        backgroundColor: ink.surface,
        borderColor: ink.line,
        textStyle: { color: ink.ink, fontSize: 13, fontFamily: ink.font },
        formatter: ({ dataIndex }) => told(data.nodes[dataIndex], data),
      },
      series: [
        series("bands", data.bands, band),
        series("arrows", data.arrows, line),
        series("links", data.nodes, link),
        ...(view.picture ? [series("caption", [0], caption)] : []),
      ],
    };
  };

  window.wotuChain = { HEAD, NEAR, option, told };
})();
