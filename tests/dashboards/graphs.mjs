// Pictures with a time axis, and bars, as SVG.
import { color, format, mapped } from './values.mjs';
import { field, series, table } from './frames.mjs';

const palette = ['#0072B2', '#E69F00', '#009E73', '#CC79A7', '#56B4E9', '#D55E00', '#F0E442', '#999999'];
const escape = text => String(text).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);
const text = (x, y, content, anchor = 'start', fill = '#9fa7b3', size = 11) =>
  `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" text-anchor="${anchor}" fill="${fill}" font-size="${size}">${escape(content)}</text>`;
const rect = (x, y, w, h, fill, opacity = 1) => `<rect x="${x.toFixed(1)}" y="${y.toFixed(1)}" width="${Math.max(0, w).toFixed(1)}" height="${Math.max(0, h).toFixed(1)}" fill="${fill}" fill-opacity="${opacity}"/>`;
const svg = (w, h, content) => `<svg width="${w}" height="${h}" xmlns="http://www.w3.org/2000/svg">${content}</svg>`;

function timeAxis(left, width, y, { from, to }) {
  const step = [10, 15, 30, 60, 120, 300, 600, 1800, 3600].find(s => (to - from) / s <= width / 80) ?? 7200;
  let out = '';
  for (let t = Math.ceil(from / step) * step; t <= to; t += step) {
    const clock = new Date(t * 1000).toISOString();
    out += text(left + width * (t - from) / (to - from), y, step < 60 ? clock.slice(11, 19) : clock.slice(11, 16), 'middle');
  }
  return out;
}

/** About as wide as these letters are, in pixels: names must not run into each other. */
const widthOf = name => [...name].reduce((sum, c) => sum + (/[ijl.,: ]/.test(c) ? 3.4 : /[frt()/-]/.test(c) ? 4.5 : /[A-Zm%]/.test(c) ? 8.2 : 6.8), 0);

function legends(all, y, width) {
  let [x, out] = [8, ''];
  for (const { name, paint } of all) {
    const w = 28 + widthOf(name);
    if (x + w > width) { out += text(x, y, '…'); break; }
    out += rect(x, y - 6, 12, 4, paint) + text(x + 16, y, name);
    x += w;
  }
  return out;
}

/** Lines or stacked bars. */
export function timeseries(panel, answers, w, h, range) {
  const all = series(panel, answers).filter(s => s.points.some(p => Number.isFinite(p[1])));
  if (all.length === 0) return undefined;
  const { custom, unit, decimals, min, max } = panel.fieldConfig.defaults;
  const stacked = custom.stacking.mode === 'normal', bars = custom.drawStyle === 'bars';
  all.forEach((s, i) => {
    const own = field(panel, s.name).color;
    s.paint = own?.mode === 'fixed' ? own.fixedColor : palette[i % palette.length];
  });
  const base = new Map();
  for (const s of all) {
    s.spans = s.points.filter(p => Number.isFinite(p[1])).map(([time, value]) => {
      const low = stacked ? base.get(time) ?? 0 : 0;
      base.set(time, low + value);
      return [time, low, low + value];
    });
  }
  const tops = all.flatMap(s => s.spans.map(p => p[2]));
  const bottom = min ?? Math.min(custom.axisSoftMin ?? Infinity, ...tops);
  let top = max ?? Math.max(...tops) * (bottom === 0 ? 1.1 : 1);
  if (top <= bottom) top = bottom + (Math.abs(bottom) * 0.1 || 1);
  const [left, height] = [68, h - 44], width = w - left - 12;
  const X = t => left + width * (t - range.from) / (range.to - range.from), Y = v => 6 + height * (1 - (v - bottom) / (top - bottom));
  let out = '';
  const ticks = [0, 1, 2, 3, 4].map(i => bottom + (top - bottom) * i / 4);
  for (const value of decimals === 0 ? new Set(ticks.map(Math.floor)) : ticks) {
    out += rect(left, Y(value), width, 0.5, '#3a3f47') + text(left - 6, Y(value) + 4, format(value, unit, decimals ?? undefined, range.to), 'end');
  }
  const steps = all[0].points.length > 1 ? all[0].points[1][0] - all[0].points[0][0] : (range.to - range.from) / 300;
  for (const s of all) {
    if (bars) s.spans.forEach(([t, low, high]) => out += rect(X(t) - width * steps / (range.to - range.from) / 2, Y(high), Math.max(1, width * steps / (range.to - range.from)), Y(low) - Y(high), s.paint, 0.85));
    else {
      let path = '', last;
      for (const [t, , v] of s.spans) { path += `${last !== undefined && t - last <= steps * 1.5 ? 'L' : 'M'}${X(t).toFixed(1)} ${Y(v).toFixed(1)}`; last = t; }
      out += `<path d="${path}" fill="none" stroke="${s.paint}" stroke-width="1.8"/>`;
      if (s.spans.length < 3) s.spans.forEach(([t, , v]) => out += `<circle cx="${X(t)}" cy="${Y(v)}" r="2.5" fill="${s.paint}"/>`);
    }
  }
  return svg(w, h, out + timeAxis(left, width, h - 24, range) + legends(all, h - 6, w));
}

/** A band per series. */
export function timeline(panel, answers, w, h, range) {
  const all = series(panel, answers);
  if (all.length === 0) return undefined;
  const left = Math.min(260, 14 + Math.max(...all.map(s => s.name.length)) * 6.4), width = w - left - 12, row = (h - 24) / all.length;
  const step = Math.max(1, Math.round((range.to - range.from) / 300));
  let out = '';
  all.forEach((s, i) => {
    const y = i * row + row * 0.08, height = row * 0.84;
    out += text(left - 8, y + height / 2 + 4, s.name, 'end', '#ccccdc');
    const runs = [];
    for (const [t, v] of s.points) {
      const run = runs.at(-1);
      if (run && run.value === v && t - run.end <= step * 1.5) run.end = t;
      else {
        if (run && t - run.end <= step * 1.5) run.end = t;
        runs.push({ start: t, end: t, value: v });
      }
    }
    for (const { start, end, value } of runs) {
      const x = left + width * (start - range.from) / (range.to - range.from), length = Math.max(2, width * (end - start) / (range.to - range.from));
      const words = mapped(value, panel.fieldConfig.defaults.mappings)?.text ?? format(value, 'none');
      out += rect(x, y, length, height, color(value, panel.fieldConfig.defaults) ?? '#888', 0.85);
      if (panel.options.showValue !== 'never' && length > words.length * 7) out += text(x + 4, y + height / 2 + 4, words, 'start', '#fff');
    }
  });
  return svg(w, h, out + timeAxis(left, width, h - 6, range));
}

/** Horizontal bars. */
export function ranking(panel, answers, w, h, range) {
  const all = series(panel, answers);
  if (all.length === 0) return undefined;
  const top = Math.max(...all.map(s => s.points[0][1])), left = Math.min(w * 0.55, 12 + Math.max(...all.map(s => s.name.length)) * 6.3), row = Math.min(30, h / all.length);
  return svg(w, h, all.map((s, i) => {
    const value = s.points[0][1], y = i * row;
    return text(left - 8, y + row / 2 + 4, s.name, 'end', '#ccccdc') + rect(left, y + row * 0.12, (w - left - 80) * value / top, row * 0.76, color(value, panel.fieldConfig.defaults) ?? palette[0], 0.85)
      + text(left + (w - left - 80) * value / top + 6, y + row / 2 + 4, format(value, panel.fieldConfig.defaults.unit, panel.fieldConfig.defaults.decimals, range.to), 'start', '#ccccdc');
  }).join(''));
}

/** Upright bars of a table. */
export function columns(panel, answers, w, h, range) {
  const { rows } = table(panel, answers);
  if (rows.length === 0) return undefined;
  const axis = panel.options.xField, { unit, decimals } = panel.fieldConfig.defaults;
  const top = Math.max(...rows.map(row => row.Value), 1e-9) * 1.1, left = 56, width = w - left - 8, height = h - 30, slot = width / rows.length;
  let out = '';
  for (let i = 0; i <= 4; i++) out += rect(left, 6 + height * i / 4, width, 0.5, '#3a3f47') + text(left - 6, 10 + height * i / 4, format(top * (1 - i / 4), unit, decimals ?? 1, range.to), 'end');
  rows.forEach((row, i) => {
    out += rect(left + slot * (i + 0.1), 6 + height * (1 - row.Value / top), slot * 0.8, height * row.Value / top, color(row.Value, panel.fieldConfig.defaults), 0.85);
    out += text(left + slot * (i + 0.5), h - 8, mapped(row[axis], field(panel, axis).mappings)?.text ?? row[axis], 'middle');
  });
  return svg(w, h, out);
}
