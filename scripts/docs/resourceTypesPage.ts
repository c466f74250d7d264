import { CATEGORIES, KINDS } from '../../src/catalog/index.ts';
import type { Kind } from '../../src/catalog/model/kind.ts';
import { SERVICES } from '../../src/catalog/model/services.ts';
import { unusedCell } from './unusedPage.ts';
import { actionLabel } from '../../src/deletion/presentation/phrases.ts';

/** Returns the IAM actions that list a resource type, check it, delete it and restore it. */
function iamActions(kind: Kind): readonly string[] {
  const { service, sources, auxiliarySources, probes = [], dependents = [], action, restorability } = kind;
  const operations = [
    ...[...sources, ...auxiliarySources].flatMap(({ operation, child }) => [operation, child?.operation ?? []]).flat(),
    ...probes.map(({ operation }) => operation),
    ...dependents.flatMap((dependent) => KINDS.find(({ id }) => id === dependent.kind)?.sources[0]?.operation ?? []),
    action.operation,
    ...(restorability.restore ? [restorability.restore.operation] : []),
  ];
  return [...new Set(operations)].map((operation) => `${SERVICES[service].iamPrefix}:${operation}`);
}

/** Returns the names of the checks, and the resource types that block a deletion. */
function checksOf({ evidence, probes = [], dependents = [] }: Kind): string {
  const checks = [...evidence, ...probes].map(({ check }) => check).join(', ');
  const types = [...new Set(dependents.map(({ kind }) => kind.replace(/^\w+\./, '')))].join(', ');
  const parts = [checks, types === '' ? '' : `dependencies: ${types}`];
  return parts.filter((part) => part !== '').join('; ') || '–';
}

const cell = (text: string) => text.replaceAll('|', '\\|');

function rowOf(kind: Kind): string {
  const { action, restorability, baseKind, noun, homeRegion } = kind;
  const name = baseKind === undefined ? noun : `${noun}: ${actionLabel(kind)}`;
  const cells = [
    homeRegion === undefined ? name : `${name} (${homeRegion} only)`,
    action.operation,
    action.dryRun ? 'yes' : 'no',
    checksOf(kind),
    unusedCell(kind.id),
    restorability.restore?.operation ?? restorability.level,
    iamActions(kind).join(', '),
  ];
  return `| ${cells.map(cell).join(' | ')} |`;
}

/** Returns the page of all resource types in Markdown. */
export function resourceTypesPage(): string {
  const sections = Object.values(SERVICES).flatMap(({ id, label }) =>
    CATEGORIES[id].flatMap((category) => {
      const kinds = KINDS.filter((kind) => kind.service === id && kind.category === category);
      if (kinds.length === 0) return [];
      return [
        `## ${label}: ${category}`,
        '',
        '| resource type | operation | dry run | checks | unused because | restored by | IAM actions |',
        '| --- | --- | --- | --- | --- | --- | --- |',
        ...kinds.map(rowOf),
        '',
      ];
    }),
  );
  const operations = new Set(KINDS.map(({ service, action }) => `${service} ${action.operation}`)).size;
  const actions = KINDS.filter(({ baseKind }) => baseKind !== undefined).length;
  return [
    '# Resource types',
    '',
    '<!-- prettier-ignore-start -->',
    '<!-- Written by npm run docs, from the catalogue. -->',
    '',
    `${KINDS.length - actions} resource types and ${actions} further actions on them, by ${operations} operations. [excluded-operations.md](excluded-operations.md) lists what is left out, and why.`,
    '',
    'For all of them, Teardown also checks the permission, the protection that you declared, and the tags of tools that manage the resource. The column “unused because” is explained in [UNUSED.md](UNUSED.md). The column “restored by” names the operation of a restore. Where AWS has no dry run, Teardown checks the permission with `iam:SimulatePrincipalPolicy`.',
    '',
    ...sections,
    '<!-- prettier-ignore-end -->',
    '',
  ].join('\n');
}
