import { randomUUID } from 'node:crypto';
import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { Resource } from '../../inventory/resource.ts';
import { deleteInput } from './deleteInput.ts';
import { collectEvidence, sortBySeverity, type Evidence } from './evidence.ts';
import type { PreflightItem } from './preflightResult.ts';
import { toDependencyStages } from './dependencyStages.ts';
import { readOnlyReason, type ProtectionLevel } from './protection.ts';
import type { ResourceRules } from './protectionRules.ts';

/** One resource of a plan, with the call that would remove it. */
export interface PlanItem {
  readonly resource: Resource;
  readonly operation: string;
  /** The request, complete. */
  readonly input: Structure;
  readonly evidence: readonly Evidence[];
  /** The protection of its profile or account when the plan was drawn up. */
  readonly protection?: ProtectionLevel;
  /** Resources of the same plan that stand in its way, and so go first, by their keys. */
  readonly dependsOn?: readonly string[];
}

/** The frozen list of resources with their evidence that the user confirms; the only thing that the engine executes. */
export interface Plan {
  /** Unique: entries of the journal name it. */
  readonly id: string;
  /** In the order in which they are removed. */
  readonly items: readonly PlanItem[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** What the user has declared to be protected, as it is when it is asked. */
export interface ProtectionPolicy {
  /** The protection of a target's profile or account. */
  readonly protectionAt: (target: Target) => ProtectionLevel | undefined;
  /** The rules that protect resources by tag or name. */
  readonly resourceRules: () => ResourceRules;
}

/**
 * Draws up a plan.
 *
 * Returns the plan, frozen, in an order that works: what others depend on comes last.
 *
 * @throws MissingInputError when one of the requests cannot be written
 */
export function createPlan(gathered: readonly PreflightItem[], now: number, guards: ProtectionPolicy): Plan {
  const ordered = toDependencyStages(gathered.map((one) => ({ ...one, kind: one.resource.kind }))).flat();
  const items = ordered.map((one) => planItem(one, gathered, now, guards));
  return Object.freeze({ id: randomUUID(), items: Object.freeze(items), createdAt: now });
}

function planItem(
  { resource, checks }: PreflightItem,
  all: readonly PreflightItem[],
  now: number,
  guards: ProtectionPolicy,
): PlanItem {
  const protection = guards.protectionAt(resource.target);
  const evidence = [
    ...protectionEvidence(resource, protection),
    ...collectEvidence(assumeOthersDeleted(resource, all), now, guards.resourceRules()),
    ...checks,
  ];
  const dependsOn = evidence
    .filter((piece) => isResolvedInPlan(piece, resource, all))
    .flatMap((piece) => blockersInPlan(piece, resource, all))
    .map(({ key }) => key);
  return Object.freeze({
    resource,
    operation: resource.kind.action.operation,
    input: Object.freeze(deleteInput(resource)),
    evidence: Object.freeze(sortBySeverity(evidence.filter((piece) => !isResolvedInPlan(piece, resource, all)))),
    ...(protection && { protection }),
    ...(dependsOn.length > 0 && { dependsOn: Object.freeze([...new Set(dependsOn)]) }),
  });
}

/** The resource as it will be when the others of the plan are gone: of two keys, the second one is the last. */
function assumeOthersDeleted(resource: Resource, all: readonly PreflightItem[]): Resource {
  const { kind, target } = resource;
  // Asked first: for each of a thousand resources to look at all the others takes seconds.
  if (!kind.afterRemoving) return resource;
  const others = all.flatMap(({ resource: other }) =>
    other !== resource && other.kind === kind && other.target.region === target.region ? [other.entry] : [],
  );
  return others.length > 0 ? { ...resource, entry: kind.afterRemoving(resource.entry, others) } : resource;
}

/** Whether everything that a piece of evidence finds in the way is in the plan, and so goes first. */
function isResolvedInPlan(piece: Evidence, resource: Resource, all: readonly PreflightItem[]): boolean {
  const { blockers } = piece;
  return blockers !== undefined && blockersInPlan(piece, resource, all).length >= blockers.length;
}

/** What a piece of evidence finds in the way, as far as it is in the plan. */
function blockersInPlan({ blockers = [] }: Evidence, { target }: Resource, all: readonly PreflightItem[]): Resource[] {
  return blockers.flatMap(
    ({ kind, id }) =>
      all.find(
        ({ resource: other }) =>
          other.kind.id === kind && other.id === id && targetKey(other.target) === targetKey(target),
      )?.resource ?? [],
  );
}

/** Where nothing may be removed, that is the blocker. */
function protectionEvidence({ target }: Resource, protection: ProtectionLevel | undefined): Evidence[] {
  if (protection !== 'readOnly') return [];
  return [
    { level: 'blocker', text: readOnlyReason(target.identity), check: 'protection', operation: 'GetCallerIdentity' },
  ];
}
