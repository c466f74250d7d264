import { stringify } from 'csv-stringify/sync';
import { sourceLabel } from '../aws/identity/target.ts';
import { SERVICES } from '../catalog/model/services.ts';
import { formatJson } from '../common/text/formatJson.ts';
import type { Resource } from './resource.ts';

/** The form of an exported list. */
export type ExportFormat = 'json' | 'csv';

/** The columns, in their order. */
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

/** What every form tells of a resource. */
function toExportRow({ kind, target, entry, id, name, state, created, arn, tags }: Resource) {
  return {
    ...{ service: SERVICES[kind.service].label, kind: kind.id, id, name, state },
    ...{ region: target.region, account: target.identity.accountId, profile: sourceLabel(target.identity.source) },
    ...{ created: created?.toISOString(), arn, parent: entry.parent?.id, tags: tags && Object.fromEntries(tags) },
  };
}

/**
 * A list of resources as a file.
 *
 * @param resources the resources
 * @param form `json`: an array, each with AWS's whole description; `csv`: RFC 4180 with a head line, tags as JSON in one column, and
 *   no cell that a spreadsheet would take for a formula (https://owasp.org/www-community/attacks/CSV_Injection)
 * @returns the text of the file
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
