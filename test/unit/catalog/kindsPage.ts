import { CATEGORIES, KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/kind.ts';
import { SERVICES } from '../../../src/catalog/service.ts';
import { removalLabel } from '../../../src/deletion/words.ts';

/** The IAM actions that it takes to see a kind, to judge it, and to remove it; and to bring it back. */
function actionsOf({
  service,
  sources,
  lookups,
  probes = [],
  dependents = [],
  removal,
  wayBack,
}: Kind): readonly string[] {
  const listed = [...sources, ...lookups].flatMap(({ operation, child }) => [operation, child?.operation ?? []]).flat();
  const asked = [
    ...probes.map(({ operation }) => operation),
    ...dependents.flatMap(({ kind }) => KINDS.find(({ id }) => id === kind)?.sources[0]?.operation ?? []),
  ];
  const all = [...listed, ...asked, removal.operation, ...(wayBack.restore ? [wayBack.restore.operation] : [])];
  return [...new Set(all)].map((operation) => `${SERVICES[service].iamPrefix}:${operation}`);
}

/** What is looked at before one is removed. */
function evidenceOf({ evidence, probes = [], dependents = [] }: Kind): string {
  const checks = [...evidence.map(({ check }) => check), ...probes.map(({ check }) => check)];
  const kinds = dependents.map(({ kind }) => kind.replace(/^\w+\./, ''));
  const parts = [checks.join(', '), kinds.length > 0 ? `in the way: ${[...new Set(kinds)].join(', ')}` : ''];
  return parts.filter((part) => part !== '').join('; ') || '–';
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function rowOf(kind: Kind): string {
  const { removal, wayBack, actsOn, noun, onlyIn } = kind;
  const words = actsOn === undefined ? noun : `${noun}: ${removalLabel(kind)}`;
  const cells = [
    onlyIn === undefined ? words : `${words} (${onlyIn} only)`,
    removal.operation,
    removal.dryRun ? 'yes' : 'no',
    evidenceOf(kind),
    wayBack.restore ? wayBack.restore.operation : wayBack.level === 'none' ? 'none' : wayBack.level,
    actionsOf(kind).join(', '),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/**
 * The page of all kinds, made of the catalogue.
 *
 * @returns Markdown
 */
export function kindsPage(): string {
  const sections = Object.values(SERVICES).flatMap(({ id, label }) =>
    CATEGORIES[id].flatMap((category) => {
      const kinds = KINDS.filter((kind) => kind.service === id && kind.category === category);
      if (kinds.length === 0) return [];
      return [
        `## ${label}: ${category}`,
        '',
        '| kind | operation | dry run | looked at before | way back | IAM actions |',
        '| --- | --- | --- | --- | --- | --- |',
        ...kinds.map(rowOf),
        '',
      ];
    }),
  );
  const operations = new Set(KINDS.map(({ service, removal }) => `${service} ${removal.operation}`)).size;
  const verbs = KINDS.filter(({ actsOn }) => actsOn !== undefined).length;
  return [
    '# What can be removed',
    '',
    '<!-- prettier-ignore-start -->',
    '<!-- Written by TEARDOWN_WRITE_DOCS=1 npm run test:unit -- --grep KINDS, from the catalogue. -->',
    '',
    `${KINDS.length - verbs} kinds of resources and ${verbs} further verbs on them, by ${operations} operations. What is not here, and why, is in [not-resources.md](not-resources.md).`,
    '',
    'For all of them the permission, the protection that you declared, and tags of tools that manage it are looked at too. A way back names the',
    'operation that Teardown calls for it. To check permissions before a removal of what has no dry run, `iam:SimulatePrincipalPolicy` is asked.',
    '',
    ...sections,
    '<!-- prettier-ignore-end -->',
    '',
  ].join('\n');
}
