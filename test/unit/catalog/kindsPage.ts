import { CATEGORIES, KINDS } from '../../../src/catalog/index.ts';
import type { Kind } from '../../../src/catalog/model/kind.ts';
import { SERVICES } from '../../../src/catalog/model/services.ts';
import { actionLabel } from '../../../src/deletion/presentation/phrases.ts';

/** The IAM actions that it takes to see a kind, to judge it, and to remove it; and to bring it back. */
function actionsOf({
  service,
  sources,
  auxiliarySources,
  probes = [],
  dependents = [],
  action,
  restorability,
}: Kind): readonly string[] {
  const listed = [...sources, ...auxiliarySources]
    .flatMap(({ operation, child }) => [operation, child?.operation ?? []])
    .flat();
  const asked = [
    ...probes.map(({ operation }) => operation),
    ...dependents.flatMap(({ kind }) => KINDS.find(({ id }) => id === kind)?.sources[0]?.operation ?? []),
  ];
  const all = [
    ...listed,
    ...asked,
    action.operation,
    ...(restorability.restore ? [restorability.restore.operation] : []),
  ];
  return [...new Set(all)].map((operation) => `${SERVICES[service].iamPrefix}:${operation}`);
}

/** What is looked at before one is removed. */
function evidenceOf({ evidence, probes = [], dependents = [] }: Kind): string {
  const checks = [...evidence.map(({ check }) => check), ...probes.map(({ check }) => check)];
  const kinds = dependents.map(({ kind }) => kind.replace(/^\w+\./, ''));
  const deps = [checks.join(', '), kinds.length > 0 ? `in the way: ${[...new Set(kinds)].join(', ')}` : ''];
  return deps.filter((part) => part !== '').join('; ') || '–';
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function rowOf(kind: Kind): string {
  const { action, restorability, baseKind, noun, homeRegion } = kind;
  const words = baseKind === undefined ? noun : `${noun}: ${actionLabel(kind)}`;
  const cells = [
    homeRegion === undefined ? words : `${words} (${homeRegion} only)`,
    action.operation,
    action.dryRun ? 'yes' : 'no',
    evidenceOf(kind),
    restorability.restore
      ? restorability.restore.operation
      : restorability.level === 'none'
        ? 'none'
        : restorability.level,
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
  const operations = new Set(KINDS.map(({ service, action }) => `${service} ${action.operation}`)).size;
  const verbs = KINDS.filter(({ baseKind }) => baseKind !== undefined).length;
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
