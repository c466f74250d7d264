import { t } from '@vscode/l10n';
import { nameList } from '../../common/text/nameList.ts';
import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { CallFailure } from '../../aws/errors/callError.ts';
import { kindById } from '../../catalog/index.ts';
import type { ResourceReference } from '../../catalog/model/evidence.ts';
import type { Dependents, Kind, Owner } from '../../catalog/model/kind.ts';
import { listedItem } from '../../catalog/model/listedItem.ts';
import type { Source } from '../../catalog/model/source.ts';
import { stateMeaning } from '../../catalog/model/stateMeaning.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { bindClient } from '../../inventory/listing/boundClient.ts';
import { dedupeFailures, fetchSource } from '../../inventory/listing/fetchSource.ts';
import { escapeFilterValue } from '../../inventory/listing/filterValue.ts';
import { getListPath } from '../../inventory/listing/memberPath.ts';
import { distinctResources, referenceTo, resourceFrom, type Resource } from '../../inventory/resource.ts';
import { displayLabel } from '../presentation/resourceLabels.ts';
import { pluralize } from '../presentation/phrases.ts';
import type { Evidence } from './evidence.ts';
import { unknownEvidence } from './unknownEvidence.ts';

/** How many of the blocking resources are named. */
const MAX_NAMES = 5;

/** What a search for dependents needs beside the resource. */
export interface SearchContext {
  readonly client: AwsClient;
  readonly signal: AbortSignal;
  /** Receives each resource that was found. */
  readonly onFound?: (resource: Resource) => void;
}

/** Lists one kind of a resource's dependents, all pages. A failed listing is evidence of level `unknown`. */
export async function findDependents(
  resource: Resource,
  dependents: Dependents,
  context: SearchContext,
): Promise<readonly Evidence[]> {
  const kind = kindById(dependents.kind);
  const value = dependents.value ? dependents.value(resource.entry) : resource.id;
  if (!kind || value === undefined) return [];
  const check = `dependents ${kind.id} ${dependents.filter ?? [dependents.refersBy].flat().join(' ')}`;
  const { found, failures } = await list(resource, kind, { dependents, value }, context);
  const [failure] = dedupeFailures(failures);
  if (failure) {
    const isOwnEndpoint = resource.target.endpoints[kind.service] !== undefined;
    return [unknownEvidence({ check, operation: listOperation(kind), kind, isOwnEndpoint }, failure)];
  }
  // A page may have again what an earlier one had.
  const existing = distinctResources(found.filter((one) => isBlocking(one, resource, dependents, value)));
  for (const one of existing) context.onFound?.(one);
  return [...ownEvidence(existing, kind, dependents), ...ownerEvidence(existing, dependents)].map((finding) => ({
    ...finding,
    check,
    operation: listOperation(kind),
  }));
}

const listOperation = ({ sources: [source] }: Kind) => source?.child?.operation ?? source?.operation ?? '';

interface Wanted {
  readonly dependents: Dependents;
  readonly value: string;
}

async function list(
  resource: Resource,
  kind: Kind,
  wanted: Wanted,
  { client, signal }: SearchContext,
): Promise<{ readonly found: readonly Resource[]; readonly failures: readonly CallFailure[] }> {
  const call = bindClient(client, resource.target, kind.service, { signal });
  const parts = await Promise.all(
    kind.sources.map((source) => {
      // The children of one parent alone, where each parent has a request of its own.
      const child = wanted.dependents.refersBy === 'parent' ? source.child : undefined;
      const parent = child && { ...child.parent, id: resource.id, raw: resource.entry.item };
      const only = parent && { id: '', entry: { ...resource.entry, parent } };
      return fetchSource(call, narrowed(source, resource, wanted), only);
    }),
  );
  return {
    found: parts.flatMap(({ part }, source) =>
      part.items.flatMap((item) => resourceFrom(kind, resource.target, listedItem(item, source, undefined)) ?? []),
    ),
    failures: parts.flatMap(({ failures }) => failures),
  };
}

/** Adds the filter to those that the source has already. */
function narrowed(source: Source, { entry }: Resource, { dependents, value }: Wanted): Source {
  const { filter, member = 'Filters' } = dependents;
  const filterValue = dependents.filterValue ? dependents.filterValue(entry) : value;
  if (filter === undefined || filterValue === undefined) return source;
  const before = (source.input[member] ?? []) as readonly Structure[];
  const filters = [...before, { Name: filter, Values: [escapeFilterValue(filterValue)] }];
  return { ...source, input: { ...source.input, [member]: filters } };
}

/** Checks what a filter returns: a server that ignores filters also returns what refers to other resources. */
function isBlocking(found: Resource, resource: Resource, dependents: Dependents, value: string): boolean {
  const { entry, state, kind } = found;
  if (found.key === resource.key || dependents.ignore?.(entry) === true) return false;
  if (stateMeaning(kind, state) === 'deleted') return false;
  if (dependents.refersBy === 'parent') return entry.parent?.id === value;
  return [dependents.refersBy]
    .flat()
    .some((path) => getListPath(entry.item, path).some(({ Value: found }) => found === value));
}

type DependentFinding = Omit<Evidence, 'check' | 'operation'>;

/** Returns the finding on the resources that block by themselves. */
function ownEvidence(existing: readonly Resource[], kind: Kind, dependents: Dependents): DependentFinding[] {
  const own = existing.filter(({ entry }) => dependents.owner?.(entry) === undefined);
  if (own.length === 0) return [];
  const names = nameList(own.map(displayLabel), MAX_NAMES);
  const blockers = own.map(referenceTo);
  return dependents.optional
    ? [{ level: 'warning', text: t('It has {0}: {1}', pluralize(own.length, kind), names), blockers }]
    : [{ level: 'blocker', text: t('Blocked by {0}: {1}', pluralize(own.length, kind), names), blockers }];
}

/** Returns a finding for each owner of resources that are deleted with it. */
function ownerEvidence(existing: readonly Resource[], dependents: Dependents): DependentFinding[] {
  const owners = new Map<string, { readonly owner: Owner; readonly names: string[] }>();
  for (const resource of existing) {
    const found = dependents.owner?.(resource.entry);
    if (!found) continue;
    const known = owners.get(found.text) ?? { owner: found, names: [] };
    owners.set(found.text, known);
    known.names.push(resource.id);
  }
  return [...owners.values()].map(({ owner: { text, reference }, names }) => {
    const blockers: readonly ResourceReference[] | undefined = reference && [reference];
    const shown = names.slice(0, MAX_NAMES).join(', ');
    return blockers
      ? { level: 'blocker', text: t('Blocked by {0}, which has {1}.', text, shown), blockers }
      : {
          level: 'blocker',
          text: t(
            'Blocked by {0}, which has {1}. Teardown cannot delete it: delete it in its own service first.',
            text,
            shown,
          ),
        };
  });
}
