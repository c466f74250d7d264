import { randomUUID } from 'node:crypto';
import type { Target } from '../../aws/identity/target.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { placeKey, referenceKey, type Resource } from '../../inventory/resource.ts';
import { deleteInput } from './deleteInput.ts';
import { collectEvidence, sortBySeverity, type Evidence } from './evidence.ts';
import type { PreflightItem } from './preflightResult.ts';
import { cyclicKeys, relatedOrder, sortByDependency } from './dependencyOrder.ts';
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
  /** The keys of resources of the same plan that must be deleted first: nothing is sent where one of them is not. */
  readonly dependsOn?: readonly string[];
  /** The keys of resources of the same plan whose outcome is awaited first, whatever it is. */
  readonly after?: readonly string[];
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
  /** Returns an account with its alias, for messages; the number alone where it is left out. */
  readonly accountLabel?: (accountId: string) => string;
}

/**
 * Creates a plan. Returns it frozen, in an order that works: each resource after those that block it. Throws MissingInputError when a
 * request cannot be completed.
 */
export function createPlan(gathered: readonly PreflightItem[], now: number, guards: ProtectionPolicy): Plan {
  const inPlan = new Map(gathered.map((one) => [one.resource.key, one]));
  const drafts = gathered.map((one) => draft(one, gathered, inPlan, now, guards));
  const cyclic = cyclicKeys(drafts);
  const acyclic = drafts.map((one) => ({
    ...one,
    dependsOn: cyclic.has(one.resource.key) ? one.dependsOn.filter((key) => !cyclic.has(key)) : one.dependsOn,
  }));
  const ordered = sortByDependency(acyclic, relatedOrder(gathered.map(({ resource }) => resource)));
  const items = ordered.map(({ item: one, after }) => planItem(one, after, cyclic, inPlan));
  return Object.freeze({ id: randomUUID(), items: Object.freeze(items), createdAt: now });
}

/** A resource with all its evidence, and the keys of what blocks it and is in the plan. */
interface Draft {
  readonly resource: Resource;
  readonly evidence: readonly Evidence[];
  readonly protection: ProtectionLevel | undefined;
  readonly dependsOn: readonly string[];
}

type InPlan = ReadonlyMap<string, PreflightItem>;

function draft(
  { resource, checks }: PreflightItem,
  all: readonly PreflightItem[],
  inPlan: InPlan,
  now: number,
  guards: ProtectionPolicy,
): Draft {
  const protection = guards.protectionAt(resource.target);
  const evidence = [
    ...protectionEvidence(resource, protection, guards),
    ...collectEvidence(assumeOthersDeleted(resource, all), now, guards.resourceRules()),
    ...checks,
  ];
  const keys = evidence.flatMap((piece) => (isResolved(piece, resource, inPlan) ? blockerKeys(piece, resource) : []));
  return { resource, evidence, protection, dependsOn: [...new Set(keys)] };
}

function planItem(
  { resource, evidence, protection, dependsOn }: Draft,
  after: readonly string[],
  cyclic: ReadonlySet<string>,
  inPlan: InPlan,
): PlanItem {
  const isCyclic = (piece: Evidence) =>
    cyclic.has(resource.key) && blockerKeys(piece, resource).some((key) => cyclic.has(key));
  const remaining = evidence.filter((piece) => !isResolved(piece, resource, inPlan) || isCyclic(piece));
  return Object.freeze({
    resource,
    operation: resource.kind.action.operation,
    input: Object.freeze(deleteInput(resource)),
    evidence: Object.freeze(sortBySeverity(remaining)),
    ...(protection && { protection }),
    ...(dependsOn.length > 0 && { dependsOn: Object.freeze(dependsOn) }),
    ...(after.length > 0 && { after: Object.freeze(after) }),
  });
}

/** Returns the resource as it is after the other deletions of the plan: the second of two keys is then the last one. */
function assumeOthersDeleted(resource: Resource, all: readonly PreflightItem[]): Resource {
  const { kind } = resource;
  // Checked first: comparing each of a thousand resources with all the others takes seconds.
  if (!kind.afterRemoving) return resource;
  const place = placeKey(resource);
  const others = all.flatMap(({ resource: other }) =>
    other !== resource && other.kind === kind && placeKey(other) === place ? [other.entry] : [],
  );
  return others.length > 0 ? { ...resource, entry: kind.afterRemoving(resource.entry, others) } : resource;
}

/** Returns whether everything that a piece of evidence names is in the plan, and so is deleted first. */
function isResolved(piece: Evidence, resource: Resource, inPlan: InPlan): boolean {
  const { blockers } = piece;
  if (blockers === undefined || blockers.length === 0) return false;
  const keys = blockerKeys(piece, resource);
  return keys.length === blockers.length && keys.every((key) => inPlan.has(key));
}

/** Returns the keys of the resources that a piece of evidence names. */
export function blockerKeys({ blockers = [] }: Evidence, { target }: Resource): string[] {
  return blockers.flatMap((reference) => referenceKey(reference, target) ?? []);
}

/** Returns a blocker where the settings forbid all deletions. */
function protectionEvidence(
  { target }: Resource,
  protection: ProtectionLevel | undefined,
  { accountLabel }: ProtectionPolicy,
): Evidence[] {
  if (protection !== 'readOnly') return [];
  return [
    {
      level: 'blocker',
      text: readOnlyReason(target.identity, accountLabel),
      check: 'protection',
      operation: 'GetCallerIdentity',
      setting: 'teardown.protected',
    },
  ];
}
