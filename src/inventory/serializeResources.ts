import { stringify } from 'csv-stringify/sync';
import { sourceLabel } from '../aws/identity/target.ts';
import { SERVICES } from '../catalog/model/services.ts';
import { formatJson } from '../common/text/formatJson.ts';
import type { Resource } from './resource.ts';

/** The format of an exported list. */
export type ExportFormat = 'json' | 'csv';

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
];

/** Returns the columns of a resource. Both formats have them. */
function toExportRow({ kind, target, entry, id, name, state, created, arn, tags }: Resource) {
  return {
    ...{ service: SERVICES[kind.service].label, kind: kind.id, id, name, state },
    ...{ region: target.region, account: target.identity.accountId, profile: sourceLabel(target.identity.source) },
    ...{ created: created?.toISOString(), arn, parent: entry.parent?.id, tags: tags && Object.fromEntries(tags) },
  };
}

/**
 * Returns resources as the text of a file. `json` is an array with AWS's whole descriptions. `csv` is RFC 4180 with a header line and
 * tags as JSON in one column; cells that a spreadsheet would run as formulas are escaped
 * (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function serializeResources(resources: readonly Resource[], form: ExportFormat): string {
  if (form === 'json') {
    return `${formatJson(resources.map((resource) => ({ ...toExportRow(resource), description: resource.entry.item })))}\n`;
  }
  const rows = resources.map((resource) => {
    const { tags, ...row } = toExportRow(resource);
    return { ...row, tags: tags && JSON.stringify(tags) };
  });
  return stringify(rows, { header: true, columns: COLUMNS, escape_formulas: true, record_delimiter: 'windows' });
}
