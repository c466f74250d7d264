import { EXCLUDED_OPERATIONS, EXCLUSION_REASONS } from '../../src/catalog/excludedOperations.ts';
import { SERVICES } from '../../src/catalog/model/services.ts';

/** Returns the page of the operations without a row in the catalog, in Markdown. */
export function excludedOperationsPage(): string {
  const sections = Object.values(SERVICES).flatMap(({ id, label }) => [
    `## ${label}`,
    '',
    '| operation | reason | |',
    '| --- | --- | --- |',
    ...Object.entries(EXCLUDED_OPERATIONS[id]).map(
      ([operation, { reason, text }]) => `| ${operation} | ${EXCLUSION_REASONS[reason]} | ${text} |`,
    ),
    '',
  ]);
  return [
    '# Excluded operations',
    '',
    '<!-- prettier-ignore-start -->',
    '<!-- Written by npm run docs, from src/catalog/excludedOperations.ts. -->',
    '',
    'Each operation of the three services whose name begins with a deleting verb is a row of [RESOURCE-TYPES.md](RESOURCE-TYPES.md), or a line here with its reason. `test/unit/catalog/operationCoverage.test.ts` requires it: it names each operation that a new version of an SDK client brings.',
    '',
    ...sections,
    '<!-- prettier-ignore-end -->',
    '',
  ].join('\n');
}
