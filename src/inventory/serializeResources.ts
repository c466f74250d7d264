import { stringify } from 'csv-stringify/sync';
import { sourceLabel } from '../aws/identity/target.ts';
import { SERVICES } from '../catalog/model/services.ts';
import { formatJson } from '../common/text/formatJson.ts';
import type { Resource } from './resource.ts';

/** The format of an exported list. */
export type ExportFormat = 'json' | 'csv';

/** What a reader that divides in another way takes for the end of a cell, before what a spreadsheet would run. */
const CELL_START = /([;,|\t\r\n\u0085\u2028\u2029]["' ]*)(?=[=+\-@\uff1d\uff0b\uff0d\uff20])/gu;

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
 * Returns resources as the text of a file. `json` is an array with AWS's whole descriptions. `csv` is RFC 4180 with a header line and
 * tags as JSON in one column; cells that a spreadsheet would run as formulas are escaped
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 *
 * @param priceOf returns a list price with its currency, as in `4.38 USD`
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
    return Object.fromEntries(cells.map(([column, value]) => [column, value?.replace(CELL_START, "$1'")]));
  });
  return stringify(rows, {
    header: true,
    columns: COLUMNS,
    escape_formulas: true,
    quoted: true,
    record_delimiter: 'windows',
  });
}
