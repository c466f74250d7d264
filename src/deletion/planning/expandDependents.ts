import { t } from '@vscode/l10n';
import { AwsCallError } from '../../aws/errors/callError.ts';
import { kindById } from '../../catalog/index.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { Resource } from '../../inventory/resource.ts';
import { collectEvidence, type Evidence } from './evidence.ts';
import type { PreflightDeps } from './preflight.ts';
import { runProbes } from './probes.ts';
import { displayLabel } from '../presentation/resourceLabels.ts';

/** More than this many resources belong to no single confirmation that a person could read. */
const MAX_PLAN_SIZE = 500;

/** Thrown when not everything that has to go first could be found out: a plan that is short of something would only half work. */
export class DependentsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DependentsError';
  }
}

/** What has to go first was found by evidence: by kind and id. */
type Reference = NonNullable<Evidence['blockers']>[number];

/**
 * Finds everything that has to go before some resources can: what stands in their way, what stands in the way of that, and so on.
 * Nothing but AWS's own answers is asked.
 *
 * Returns the resources and all that has to go first, each once.
 *
 * @throws DependentsError when AWS did not tell everything, or it is too much for one plan
 */
export async function expandDependents(
  resources: readonly Resource[],
  { client, clock, list }: Pick<PreflightDeps, 'client' | 'clock' | 'list'>,
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  const found = new Map(resources.map((resource) => [resource.key, resource]));
  const listings = new Map<string, Promise<readonly Resource[]>>();
  const listOnce = (kind: Kind, target: Target) => {
    const key = `${kind.id} ${targetKey(target)}`;
    const listing = listings.get(key) ?? listAll(kind, target, list);
    listings.set(key, listing);
    return listing;
  };
  let next = [...found.values()];
  while (next.length > 0) {
    const step = await Promise.all(
      next.map(async (resource) => {
        const evidence = [...collectEvidence(resource, clock.now()), ...(await probe(resource, client, signal))];
        const references = evidence
          .filter(({ level }) => level === 'blocker')
          .flatMap(({ blockers }) => blockers ?? []);
        return Promise.all(references.map((reference) => resolveReference(reference, resource, listOnce)));
      }),
    );
    next = [];
    for (const resource of step.flat(2)) {
      if (!resource || found.has(resource.key)) continue;
      found.set(resource.key, resource);
      next.push(resource);
    }
    if (found.size > MAX_PLAN_SIZE) {
      throw new DependentsError(
        t('There are more than {0} dependencies. Delete some of them separately first.', MAX_PLAN_SIZE),
      );
    }
  }
  return [...found.values()];
}

/** The questions of its kind; here an answer that is missing counts, for something may hide behind it. */
async function probe(
  resource: Resource,
  client: PreflightDeps['client'],
  signal: AbortSignal,
): Promise<readonly Evidence[]> {
  const evidence = await runProbes(resource, client, signal);
  const dependents = new Set((resource.kind.dependents ?? []).flatMap(({ kind }) => kindById(kind)?.sources ?? []));
  const operations = new Set([...dependents].map(({ operation }) => operation));
  const unknown = evidence.find(({ level, operation }) => level === 'unknown' && operations.has(operation));
  if (unknown) throw new DependentsError(`${displayLabel(resource)}: ${unknown.text}`);
  return evidence;
}

async function listAll(kind: Kind, target: Target, list: PreflightDeps['list']): Promise<readonly Resource[]> {
  const { resources, failures } = await list(kind, target);
  const [failure] = failures;
  if (failure) throw new AwsCallError(failure);
  return resources;
}

/** The resource that a piece of evidence names; undefined when it has gone meanwhile. */
async function resolveReference(
  { kind: kindId, id }: Reference,
  { target }: Resource,
  listOnce: (kind: Kind, target: Target) => Promise<readonly Resource[]>,
): Promise<Resource | undefined> {
  const kind = kindById(kindId);
  return kind && (await listOnce(kind, target)).find((resource) => resource.id === id);
}
