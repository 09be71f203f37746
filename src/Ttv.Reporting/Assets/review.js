"use strict";
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var colours = ["#2563eb", "#d97706", "#059669", "#9333ea", "#dc2626", "#0891b2", "#65a30d", "#be185d"];

  function place(id) { return document.getElementById("plot-" + id); }

  function draw(id, title, series, columns, options) {
    var at = place(id);
    if (!at || columns[0].length === 0) return;
    var plot = Object.assign({ title: title, width: Math.min(960, at.clientWidth || 960), height: 320, series: series }, options);
    new uPlot(plot, columns, at);
  }

  function band(colour) { return colour + "22"; }

  // Several step curves on one axis: uPlot joins the tables of x and y by x and leaves gaps undefined.
  function drawCurves() {
    var series = [{ label: "days since sign-up" }], bands = [], tables = [];
    data.curves.forEach(function (curve, i) {
      var colour = colours[i % colours.length], first = 1 + 3 * i;
      var days = [0].concat(curve.days);
      tables.push([days, [0].concat(curve.value), [0].concat(curve.lower), [0].concat(curve.upper)]);
      var step = uPlot.paths.stepped({ align: 1 });
      series.push({ label: curve.key, stroke: colour, width: 2, paths: step, points: { show: false }, spanGaps: true });
      series.push({ label: curve.key + " lower", stroke: band(colour), paths: step, points: { show: false }, spanGaps: true });
      series.push({ label: curve.key + " upper", stroke: band(colour), paths: step, points: { show: false }, spanGaps: true });
      bands.push({ series: [first + 2, first + 1], fill: band(colour) });
    });
    if (tables.length === 0) return;
    draw("curve", "Share at first value (%), with 95 % bands", series, uPlot.join(tables), {
      bands: bands,
      scales: { x: { time: false }, y: { range: [0, 100] } },
      axes: [{ label: "days since sign-up" }, { label: "%" }],
      hooks: { draw: [function (u) {
        mark(u, data.naiveMedianDays, "#dc2626", "naive median (those who got there alone)");
        mark(u, data.medianDays, "#1d2733", "median of all sign-ups");
      }] }
    });
  }

  function mark(u, day, colour, label) {
    if (day === null || day > u.scales.x.max) return;
    var x = u.valToPos(day, "x", true), context = u.ctx;
    context.save();
    context.strokeStyle = colour;
    context.fillStyle = colour;
    context.setLineDash([6, 4]);
    context.beginPath();
    context.moveTo(x, u.bbox.top);
    context.lineTo(x, u.bbox.top + u.bbox.height);
    context.stroke();
    context.textAlign = "left";
    context.fillText(label, x + 4, u.bbox.top + (colour === "#dc2626" ? 14 : 30));
    context.restore();
  }

  function index(values) { return values.map(function (_, i) { return i; }); }

  function named(names) {
    return { values: function (_, splits) { return splits.map(function (s) { return Number.isInteger(s) && names[s] !== undefined ? names[s] : ""; }); } };
  }

  function drawTrend() {
    draw("trend", "Mean time without first value in the first 7 days, by sign-up week (h)", [
      { label: "week", value: function (_, i) { return i === null ? "" : data.weeks[i]; } },
      { label: "mean", stroke: colours[0], width: 2 },
      { label: "lower", stroke: band(colours[0]), points: { show: false } },
      { label: "upper", stroke: band(colours[0]), points: { show: false } }
    ], [index(data.weeks), data.trend, data.trendLower, data.trendUpper], {
      bands: [{ series: [3, 2], fill: band(colours[0]) }],
      scales: { x: { time: false } },
      axes: [Object.assign({ label: "sign-up week" }, named(data.weeks)), { label: "h" }]
    });
  }

  function drawBars(id, title, names, values, unit, range) {
    draw(id, title, [
      { label: "", value: function (_, i) { return i === null ? "" : names[i]; } },
      { label: unit, stroke: colours[0], fill: band(colours[0]), paths: uPlot.paths.bars({ size: [0.7, 80] }), points: { show: false } }
    ], [index(values), values], {
      scales: { x: { time: false, range: [-0.5, values.length - 0.5] }, y: { range: range } },
      axes: [Object.assign({ incrs: [1] }, named(names)), { label: unit }]
    });
  }

  drawCurves();
  drawTrend();
  drawBars("funnel", "Share of accounts that completed each step (%)", data.steps, data.reached, "%", [0, 100]);
  drawBars("risk", "Open accounts by risk score", data.risk.map(function (_, i) { return 10 * i + "–" + (10 * i + 10); }), data.risk, "accounts",
    function (u, min, max) { return [0, max > 0 ? max * 1.05 : 1]; });
})();
