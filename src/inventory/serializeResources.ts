import { stringify } from 'csv-stringify/sync';
import { sourceLabel } from '../aws/identity/target.ts';
import { SERVICES } from '../catalog/model/services.ts';
import { formatJson } from '../common/text/formatJson.ts';
import type { Resource } from './resource.ts';

/** The format of an exported list. */
export type ExportFormat = 'json' | 'csv';

/** What a spreadsheet runs at the start of a cell; its wide, small, raised and lowered forms, and the sign for minus, may be read as it. */
const FORMULA_SIGNS = new Set('=+-@−');
const isFormulaSign = (character: string): boolean => FORMULA_SIGNS.has(character.normalize('NFKC'));

/** Where some reader begins another cell, and what some reader leaves out at its start. */
const CELL_END = /[;,|\p{Cc}\p{Zl}\p{Zp}]/u;
const LEFT_OUT = /["'\p{C}\p{Z}]/u;

const COLUMNS = [
  'service',
  'kind',
  'id',
  'name',
  'state',
  'region',
  'account',
  'profile',
  'created',
  'arn',
  'parent',
  'tags',
  'monthlyListPrice',
];

/** Returns the columns of a resource. Both formats have them. */
function toExportRow(
  { kind, target, entry, id, name, state, created, arn, tags }: Resource,
  price: string | undefined,
) {
  return {
    ...{ service: SERVICES[kind.service].label, kind: kind.id, id, name, state },
    ...{ region: target.region, account: target.identity.accountId, profile: sourceLabel(target.identity.source) },
    ...{ created: created?.toISOString(), arn, parent: entry.parent?.id, tags: tags && Object.fromEntries(tags) },
    monthlyListPrice: price,
  };
}

/**
 * Returns resources as the text of a file. `json` is an array with AWS's whole descriptions. `csv` is RFC 4180 with a
 * header line and tags as JSON in one column; cells that a spreadsheet would run as formulas are escaped
 * (https://owasp.org/www-community/attacks/CSV_Injection). `priceOf` returns a list price with its currency, as in
 * `4.38 USD`.
 */
export function serializeResources(
  resources: readonly Resource[],
  form: ExportFormat,
  priceOf: (resource: Resource) => string | undefined = () => undefined,
): string {
  if (form === 'json') {
    return `${formatJson(resources.map((resource) => ({ ...toExportRow(resource, priceOf(resource)), description: resource.entry.item })))}\n`;
  }
  const rows = resources.map((resource) => {
    const { tags, ...row } = toExportRow(resource, priceOf(resource));
    const cells = Object.entries({ ...row, tags: tags && JSON.stringify(tags) });
    return Object.fromEntries(cells.map(([column, value]) => [column, value && withoutFormulas(value)]));
  });
  return stringify(rows, { header: true, columns: COLUMNS, quoted: true, record_delimiter: 'windows' });
}

/**
 * Returns a cell with an apostrophe before all that a spreadsheet would run, whatever separators the spreadsheet uses.
 */
function withoutFormulas(cell: string): string {
  let safe = /^\p{Cc}/u.test(cell) ? "'" : '';
  let isStart = true;
  for (const character of cell) {
    safe += isStart && isFormulaSign(character) ? `'${character}` : character;
    isStart = CELL_END.test(character) || (isStart && LEFT_OUT.test(character));
  }
  return safe;
}
