// How numbers become texts and colours: the units, mappings and thresholds that the dashboards use.

const minute = 60, hour = 3600, day = 86400;

/** A number in the unit of a panel; `now` is the end of the time range in seconds. */
export function format(value, unit, decimals, now) {
  if (typeof value !== 'number') return String(value ?? '');
  if (!Number.isFinite(value)) return '–';
  switch (unit) {
    case 'percentunit': return `${digits(value * 100, decimals)} %`;
    case 's': return seconds(value, decimals);
    case 'd': return `${digits(value, decimals)} days`;
    case 'dtdurations': return duration(value);
    case 'dateTimeAsIso': return new Date(value).toISOString().slice(0, 19).replace('T', ' ');
    case 'dateTimeFromNow': return ago(now - value / 1000);
    case 'bytes': return bytes(value, decimals);
    default: return digits(value, decimals) + (unit?.startsWith('suffix:') ? unit.slice(7) : '');
  }
}

/** The text and colour that a value is mapped to, if it is. */
export function mapped(value, mappings) {
  for (const mapping of mappings ?? []) {
    const hit = mapping.type === 'value' && mapping.options[String(value)];
    if (hit) return hit;
  }
  return undefined;
}

/** The colour of a value: mapped, fixed, by thresholds, or on a scale. */
export function color(value, field) {
  const hit = mapped(value, field.mappings);
  if (hit?.color) return shade(hit.color);
  if (field.color?.mode === 'fixed') return shade(field.color.fixedColor);
  if (field.color?.mode === 'continuous-blues') {
    const part = Math.min(1, Math.max(0, (value - (field.min ?? 0)) / ((field.max ?? 1) - (field.min ?? 0) || 1)));
    return mix([24, 27, 31], [31, 96, 196], part);
  }
  if (field.color?.mode === 'thresholds' && field.thresholds && typeof value === 'number') {
    return shade(field.thresholds.steps.filter(step => step.value === null || value >= step.value).at(-1).color);
  }
  return undefined;
}

const shade = name => ({ text: '#ccccdc', transparent: 'none' })[name] ?? name;
const mix = (from, to, part) => `rgb(${from.map((c, i) => Math.round(c + (to[i] - c) * part)).join(',')})`;

function digits(value, decimals) {
  if (decimals !== undefined && decimals !== null) return value.toFixed(decimals);
  const size = Math.abs(value);
  return String(Number(value.toFixed(size >= 100 || Number.isInteger(value) ? 0 : size >= 1 ? 2 : 4)));
}

function seconds(value, decimals) {
  const size = Math.abs(value);
  if (size === 0) return '0 s';
  if (size < 1e-3) return `${digits(value * 1e6, decimals ?? 0)} µs`;
  if (size < 1) return `${digits(value * 1e3, decimals ?? (size < 0.01 ? 2 : 0))} ms`;
  if (size < minute) return `${digits(value, decimals)} s`;
  if (size < hour) return `${digits(value / minute, decimals ?? 1)} min`;
  return size < day ? `${digits(value / hour, decimals ?? 1)} h` : `${digits(value / day, decimals ?? 1)} d`;
}

function duration(value) {
  if (value < 0) return `-${duration(-value)}`;
  const parts = [['d', day], ['h', hour], ['m', minute], ['s', 1]];
  let rest = Math.round(value);
  const texts = parts.map(([name, size]) => [Math.floor(rest / size), name, rest %= size]).filter(([n]) => n > 0).map(([n, name]) => `${n}${name}`);
  return texts.slice(0, 2).join(' ') || '0s';
}

function ago(value) {
  const [size, name] = [[day, 'day'], [hour, 'hour'], [minute, 'minute'], [1, 'second']].find(([s]) => value >= s) ?? [1, 'second'];
  const n = Math.max(0, Math.round(value / size));
  return `${n} ${name}${n === 1 ? '' : 's'} ago`;
}

function bytes(value, decimals) {
  const step = Math.min(4, Math.floor(Math.log2(Math.max(1, value)) / 10));
  return `${digits(value / 1024 ** step, decimals ?? (step ? 0 : 0))} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][step]}`;
}
