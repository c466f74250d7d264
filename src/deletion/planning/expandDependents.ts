import { t } from '@vscode/l10n';
import { AwsCallError } from '../../aws/errors/callError.ts';
import { kindById } from '../../catalog/index.ts';
import type { ResourceReference } from '../../catalog/model/evidence.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import { targetKey, type Target } from '../../aws/identity/target.ts';
import { referenceKey, referenceTarget, type Resource } from '../../inventory/resource.ts';
import { collectEvidence, type Evidence } from './evidence.ts';
import type { PreflightDeps } from './preflight.ts';
import { runProbes } from './probes.ts';
import { displayLabel } from '../presentation/resourceLabels.ts';

/** The most resources that one confirmation can list readably. */
const MAX_PLAN_SIZE = 500;

/** Thrown when not all dependencies could be listed: a plan that lacks some would delete only a part. */
export class DependentsError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DependentsError';
  }
}

/**
 * Returns resources and everything that must be deleted before them, each once: what blocks them, what blocks that, and so on. Only reads
 * AWS. Throws DependentsError when not all dependencies could be listed, or there are too many for one plan.
 */
export async function expandDependents(
  resources: readonly Resource[],
  deps: Pick<PreflightDeps, 'client' | 'clock' | 'list'>,
  signal: AbortSignal,
): Promise<readonly Resource[]> {
  const plan = new Map(resources.map((resource) => [resource.key, resource]));
  const search = new DependencySearch(deps, signal);
  let next = [...plan.values()];
  while (next.length > 0) {
    const step = await Promise.all(next.map((resource) => search.blockersOf(resource)));
    next = [];
    for (const resource of step.flat()) {
      if (plan.has(resource.key)) continue;
      plan.set(resource.key, resource);
      next.push(resource);
    }
    if (plan.size > MAX_PLAN_SIZE) {
      throw new DependentsError(
        t('There are more than {0} dependencies. Delete some of them separately first.', MAX_PLAN_SIZE),
      );
    }
  }
  return [...plan.values()];
}

/** Finds what blocks resources; lists each resource type once. */
class DependencySearch {
  readonly #deps: Pick<PreflightDeps, 'client' | 'clock' | 'list'>;
  readonly #signal: AbortSignal;
  readonly #listings = new Map<string, Promise<readonly Resource[]>>();
  /** What the probes have found by the way, by key. */
  readonly #found = new Map<string, Resource>();

  constructor(deps: Pick<PreflightDeps, 'client' | 'clock' | 'list'>, signal: AbortSignal) {
    this.#deps = deps;
    this.#signal = signal;
  }

  async blockersOf(resource: Resource): Promise<readonly Resource[]> {
    const evidence = [...collectEvidence(resource, this.#deps.clock.now()), ...(await this.#probe(resource))];
    const references = evidence.flatMap(({ level, blockers }) =>
      level === 'blocker' || level === 'warning' ? (blockers ?? []) : [],
    );
    const found = await Promise.all(references.map((reference) => this.#resolve(reference, resource.target)));
    return found.flatMap((one) => one ?? []);
  }

  /**
   * Sends the probes. A failed listing of dependencies ends the search, because it could hide some; but not where the server lacks the
   * operation.
   */
  async #probe(resource: Resource): Promise<readonly Evidence[]> {
    const evidence = await runProbes(resource, this.#deps.client, this.#signal, (one) => this.#found.set(one.key, one));
    const unknown = evidence.find(
      ({ level, check, unsupported }) => level === 'unknown' && !unsupported && check.startsWith('dependents '),
    );
    if (unknown) throw new DependentsError(`${displayLabel(resource)}: ${unknown.text}`);
    return evidence;
  }

  /** Returns the resource that a piece of evidence names; undefined where it was deleted meanwhile. */
  async #resolve(reference: ResourceReference, referring: Target): Promise<Resource | undefined> {
    const kind = kindById(reference.kind);
    const key = referenceKey(reference, referring);
    if (!kind || key === undefined) return undefined;
    const target = referenceTarget(reference, referring);
    return this.#found.get(key) ?? (await this.#listOnce(kind, target)).find((resource) => resource.key === key);
  }

  #listOnce(kind: Kind, target: Target): Promise<readonly Resource[]> {
    const key = `${kind.id} ${targetKey(target)}`;
    const listing = this.#listings.get(key) ?? this.#listAll(kind, target);
    this.#listings.set(key, listing);
    return listing;
  }

  async #listAll(kind: Kind, target: Target): Promise<readonly Resource[]> {
    const { resources, failures } = await this.#deps.list(kind, target, this.#signal);
    const [failure] = failures;
    if (failure) throw new AwsCallError(failure);
    return resources;
  }
}
