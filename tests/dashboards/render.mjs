// Draws the dashboards from what a real Prometheus answered to their queries. This is not Grafana: the layout, titles, units, colours
// and transformations are those of the dashboards' files, the drawing is this script's. A line at the foot of each picture says so.
//
//   MONITAO_DASHBOARD_MINUTES=15 MONITAO_DASHBOARD_ANSWERS=/tmp/answers dotnet test tests/MoniTao.Operator.Tests --filter 'FullyQualifiedName~Dashboards'
//   node tests/dashboards/render.mjs /tmp/answers docs/pictures
//
// Needs node, chromium and pngquant, which the gate does not: pictures are made by hand when a dashboard changes.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { color, format, mapped } from './values.mjs';
import { field, series, sort, table } from './frames.mjs';
import { columns, ranking, timeline, timeseries } from './graphs.mjs';

const [answersFolder, outFolder] = process.argv.slice(2);
if (!outFolder) throw new Error('node render.mjs FOLDER-OF-ANSWERS FOLDER-OF-PICTURES');
const dashboards = resolve(import.meta.dirname, '../../dashboards');
const [width, cell, gap] = [1360, 26, 8];
const onDark = hue => /^#[0-9A-F]{6}$/i.test(hue) && [1, 3, 5].reduce((sum, i, n) => sum + parseInt(hue.slice(i, i + 2), 16) * [0.3, 0.59, 0.11][n], 0) > 140 ? '#111' : '#fff';
const escape = text => String(text).replace(/[&<>"]/g, c => `&#${c.charCodeAt(0)};`);

function stat(panel, answers, w, h, range) {
  const all = series(panel, answers);
  if (all.length === 0) return undefined;
  const { defaults } = panel.fieldConfig;
  return `<div class="stats">${all.map(s => {
    const value = s.points.at(-1)[1], hue = color(value, defaults);
    const words = panel.options.textMode === 'name' ? s.name : mapped(value, defaults.mappings)?.text ?? format(value, defaults.unit, defaults.decimals, range.to);
    const plain = hue === undefined || hue === '#ccccdc';
    const size = Math.min(30, Math.floor(w / all.length / (words.length * 0.62)));
    return `<div class="stat" style="${plain ? '' : `background:${hue};color:${onDark(hue)}`}"><span style="font-size:${size}px">${escape(words)}</span>${panel.options.textMode === 'value_and_name' ? `<small>${escape(s.name)}</small>` : ''}</div>`;
  }).join('')}</div>`;
}

function rowsAndColumns(panel, answers, w, h, range) {
  let { columns: names, rows } = table(panel, answers);
  if (rows.length === 0) return undefined;
  const fields = Object.fromEntries(names.map(name => [name, field(panel, name)]));
  names = names.filter(name => fields[name].custom?.hidden !== true);
  const sorting = panel.options.sortBy?.[0];
  if (sorting) rows = sort(rows, names.find(name => (fields[name].displayName ?? name) === sorting.displayName), sorting.desc);
  const numbers = rows.flatMap(row => Object.values(row)).filter(value => typeof value === 'number');
  const cells = (row, name) => {
    const f = { ...fields[name] };
    if (f.color?.mode?.startsWith('continuous') && f.max === undefined) f.max = Math.max(...numbers);
    const hit = mapped(row[name], f.mappings), words = hit?.text ?? format(row[name], f.unit, f.decimals, range.to);
    const look = f.custom?.cellOptions?.type, hue = color(row[name], f);
    const style = look === 'color-background' && hue && row[name] !== undefined ? `background:${hue};color:${onDark(hue)}` : look === 'color-text' && hue ? `color:${hue};font-weight:600` : '';
    return `<td style="${style};text-align:${f.custom?.align === 'center' ? 'center' : typeof row[name] === 'number' && f.custom?.align !== 'left' ? 'right' : 'left'}"${f.links ? ' class="link"' : ''}>${escape(words)}</td>`;
  };
  const head = names.map(name => `<th${fields[name].custom?.width ? ` style="width:${fields[name].custom.width * 0.87}px"` : ''}>${escape(fields[name].displayName ?? name)}</th>`).join('');
  return `<table${panel.fieldConfig.defaults.custom?.align === 'center' ? ' style="table-layout:fixed"' : ''}>${head}${rows.map(row => `<tr>${names.map(name => cells(row, name)).join('')}</tr>`).join('')}</table>`;
}

const kinds = { stat, table: rowsAndColumns, timeseries, 'state-timeline': timeline, bargauge: ranking, barchart: columns };

function page(dashboard, answers) {
  const unitWidth = (width - gap) / 24;
  const place = ({ x, y, w, h }) => `left:${(gap + x * unitWidth).toFixed(1)}px;top:${60 + y * (cell + gap)}px;width:${(w * unitWidth - gap).toFixed(1)}px;height:${h * (cell + gap) - gap}px`;
  const panels = dashboard.panels.map(panel => {
    if (panel.type === 'row') return `<h2 style="${place(panel.gridPos)}">${escape(panel.title)}</h2>`;
    const { w, h } = panel.gridPos;
    const body = kinds[panel.type](panel, answers.panels[panel.id] ?? {}, Math.floor(w * unitWidth - gap - 12), h * (cell + gap) - gap - 34, answers);
    return `<section style="${place(panel.gridPos)}"><h3>${escape(panel.title)}</h3><div class="body">${body ?? `<p>${escape(panel.fieldConfig.defaults.noValue ?? 'No data')}</p>`}</div></section>`;
  });
  const shown = dashboard.templating.list.filter(v => v.hide !== 2).map(v => `<b>${escape(v.label)}</b> ${escape(label(v, answers.variables))}`).join(' ');
  const height = 60 + Math.max(...dashboard.panels.map(({ gridPos: g }) => g.y + g.h)) * (cell + gap) + 30;
  return [height, `<!doctype html><meta charset="utf-8"><style>
    * { box-sizing: border-box; margin: 0 } body { background: #111217; color: #ccccdc; font: 12px "DejaVu Sans", sans-serif; width: ${width}px; height: ${height}px; position: relative; overflow: hidden }
    header { padding: 10px ${gap}px; font-size: 17px } header small { font-size: 12px; margin-left: 24px } header b { background: #22252b; padding: 3px 6px; margin-left: 10px }
    section, h2 { position: absolute; overflow: hidden } section { background: #181b1f; border: 1px solid #2a2d33; border-radius: 2px } h2 { font-size: 14px; padding: 6px }
    h3 { font-size: 12px; font-weight: 600; padding: 6px 8px 2px } .body { height: calc(100% - 26px); padding: 2px 4px; overflow: hidden } .body p { padding: 16px; color: #9fa7b3; text-align: center }
    .stats { display: flex; height: 100%; gap: 3px } .stat { flex: 1; display: flex; flex-direction: column; align-items: center; justify-content: center; color: #fff; border-radius: 2px; white-space: nowrap }
    table { border-collapse: collapse; width: 100% } th, td { border: 1px solid #2a2d33; height: 30px; padding: 3px 6px; white-space: nowrap; text-align: left; font-size: 11.5px } th { color: #6e9fff; font-weight: 600 } .link { text-decoration: underline dotted }
    footer { position: absolute; bottom: 6px; left: ${gap}px; color: #9fa7b3; font-size: 11px }
  </style><header>${escape(dashboard.title)}<small>${shown}</small></header>${panels.join('')}
  <footer>Not Grafana: drawn by tests/dashboards/render.mjs from what a real Prometheus answered to the queries of ${dashboard.uid}.json. Data: ${escape(answers.source)}.</footer>`];
}

function label(variable, values) {
  if (variable.type === 'datasource') return 'Prometheus';
  if (variable.multi) return 'All';
  const value = values[variable.name];
  return variable.options.find(option => option.value === value)?.text ?? value;
}

mkdirSync(outFolder, { recursive: true });
for (const name of readdirSync(answersFolder).filter(file => file.endsWith('.json'))) {
  const [height, html] = page(JSON.parse(readFileSync(join(dashboards, name))), JSON.parse(readFileSync(join(answersFolder, name))));
  const source = join(tmpdir(), `${process.pid}-${name}.html`), picture = resolve(outFolder, name.replace('.json', '.png'));
  writeFileSync(source, html);
  execFileSync('chromium', ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', `--window-size=${width},${height}`, `--screenshot=${picture}`, `file://${source}`], { stdio: 'ignore', timeout: 120000 });
  rmSync(source);
  execFileSync('pngquant', ['--force', '--ext', '.png', '--speed', '1', picture]); // 256 colours are enough
  console.log(picture);
}
