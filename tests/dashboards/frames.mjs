// From Prometheus' answers to series and tables, by the rules of Grafana's data source and of the transformations in use.

/** Series of a panel: name, letter of the query, labels and points [seconds, number]. */
export function series(panel, answers) {
  return panel.targets.flatMap(target => (answers[target.refId] ?? []).map(result => ({
    name: legend(target.legendFormat, result.metric),
    refId: target.refId,
    labels: result.metric,
    points: (result.values ?? [result.value]).map(([time, text]) => [time, Number(text)]),
  })));
}

/** The table of a panel: names of columns, and rows as objects by these names. */
export function table(panel, answers) {
  const many = panel.targets.length > 1;
  let frames = panel.targets.map(target => (answers[target.refId] ?? []).map(result => ({
    Time: result.value[0] * 1000,
    ...Object.fromEntries(Object.entries(result.metric).filter(([name]) => name !== '__name__')),
    [many ? `Value #${target.refId}` : 'Value']: Number(result.value[1]),
  })));
  let rows = frames.flat();
  let order = {}, hidden = new Set();
  for (const { id, options } of panel.transformations ?? []) {
    if (id === 'merge') rows = merge(rows);
    else if (id === 'sortBy') rows = sort(rows, options.sort[0].field, options.sort[0].desc);
    else if (id === 'groupingToMatrix') rows = matrix(rows, options);
    else if (id === 'organize') {
      order = options.indexByName ?? {};
      hidden = new Set(Object.keys(options.excludeByName ?? {}).filter(name => options.excludeByName[name]));
    } else throw new Error(`${panel.title}: no transformation ${id} here`);
  }
  const columns = [...new Set(rows.flatMap(row => Object.keys(row)))].filter(name => !hidden.has(name));
  columns.sort((a, b) => (order[a] ?? 99) - (order[b] ?? 99));
  return { columns, rows };
}

/** The settings of a column or series: those of the panel with the overrides that match. */
export function field(panel, name) {
  const result = structuredClone(panel.fieldConfig.defaults);
  for (const { matcher, properties } of panel.fieldConfig.overrides) {
    if (matcher.id !== 'byName' || matcher.options !== name) continue;
    for (const { id, value } of properties) {
      const path = id.split('.');
      const last = path.pop();
      path.reduce((node, key) => node[key] ??= {}, result)[last] = value;
    }
  }
  return result;
}

export function sort(rows, name, descending) {
  const compare = (a, b) => (a === b ? 0 : a === undefined ? 1 : b === undefined ? -1 : a < b ? -1 : 1);
  return [...rows].sort((a, b) => (descending ? -1 : 1) * compare(a[name], b[name]));
}

function legend(format, labels) {
  if (format !== '__auto') return format.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name) => labels[name] ?? '');
  const { __name__: name = '', ...rest } = labels;
  return `${name}{${Object.entries(rest).map(([k, v]) => `${k}="${v}"`).join(', ')}}`;
}

/** Rows that agree in all columns they share are one row. */
function merge(rows) {
  const merged = [];
  for (const row of rows) {
    const shared = other => Object.keys(row).filter(name => name in other && name !== 'Time');
    const partner = merged.find(other => shared(other).length > 0 && shared(other).every(name => other[name] === row[name]));
    if (partner) Object.assign(partner, row);
    else merged.push({ ...row });
  }
  return merged;
}

function matrix(rows, { columnField, rowField, valueField }) {
  const corner = `${rowField}\\${columnField}`;
  const columns = [...new Set(rows.map(row => row[columnField]))];
  return [...new Set(rows.map(row => row[rowField]))].map(key => ({
    [corner]: key,
    // an object with names such as "10" would sort them before "02": a space keeps the order, and is not seen
    ...Object.fromEntries(columns.map(column => [`${column} `, rows.find(row => row[rowField] === key && row[columnField] === column)?.[valueField]])),
  }));
}
