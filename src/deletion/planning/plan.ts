import { randomUUID } from 'node:crypto';
import { t } from '@vscode/l10n';
import { targetKey, type Target } from '../../aws/identity/target.ts';
import type { InputSource, Structure } from '../../catalog/model/kind.ts';
import { getPath } from '../../inventory/listing/memberPath.ts';
import type { Resource } from '../../inventory/resource.ts';
import { collectEvidence, sortBySeverity, type Evidence } from './evidence.ts';
import type { PreflightItem } from './preflight.ts';
import { toDependencyStages } from './dependencyStages.ts';
import { readOnlyReason, type ProtectionLevel } from './protection.ts';

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
  readonly resourceRules: () => readonly string[];
}

/** Thrown when a request cannot be written, because AWS did not tell what it takes. */
export class MissingInputError extends Error {
  /**
   * @param operation the removing operation
   * @param member the member that has no value
   */
  constructor(operation: string, member: string) {
    super(t('{0} needs {1}, which AWS did not give for this resource.', operation, member));
    this.name = 'IncompleteRequestError';
  }
}

/**
 * The request that removes a resource.
 *
 * @param resource the resource
 * @returns the operation's input, every member set
 * @throws IncompleteRequestError when a member has no value; sent without it, the call could mean something else
 */
export function deleteInput(resource: Resource): Structure {
  const { action } = resource.kind;
  const input: Record<string, unknown> = {};
  for (const [member, from] of Object.entries(action.input)) {
    const value = resolveInput(from, resource);
    if (value === undefined || value === null || value === '') throw new MissingInputError(action.operation, member);
    input[member] = value;
  }
  for (const [member, value] of Object.entries(action.computedInput?.(resource.entry) ?? {})) {
    if (value === undefined) throw new MissingInputError(action.operation, member);
    input[member] = value;
  }
  return input;
}

/** The value of one member of the request, from where the kind says it comes. */
function resolveInput(from: InputSource, { entry }: Resource): unknown {
  if (typeof from === 'string') return getPath(entry.item, from);
  if ('parent' in from) return from.parent === 'id' ? entry.parent?.id : getPath(entry.parent?.raw ?? {}, from.parent);
  if ('value' in from) return from.value;
  if (!('item' in from)) {
    const value = getPath(entry.item, from[0]);
    return value === undefined ? undefined : [value];
  }
  const value = convert(getPath(entry.item, from.item), from.as);
  return from.list && value !== undefined ? [value] : value;
}

/** A text for a number, or a number for a text; undefined where that is none. */
function convert(value: unknown, as: 'text' | 'number' | undefined): unknown {
  if (as === 'text') return typeof value === 'number' ? String(value) : value;
  if (as !== 'number' || typeof value !== 'string') return value;
  return value.trim() !== '' && Number.isFinite(Number(value)) ? Number(value) : undefined;
}

/**
 * Draws up a plan.
 *
 * @param gathered what is to be removed, as it is now
 * @param now milliseconds since the epoch
 * @param guards what is protected
 * @returns the plan, frozen, in an order that works: what others depend on comes last
 * @throws IncompleteRequestError when one of the requests cannot be written
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
