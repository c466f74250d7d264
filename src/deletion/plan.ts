import type { Target } from '../aws/target.ts';
import type { Structure } from '../catalog/kind.ts';
import { textAt } from '../inventory/member.ts';
import type { Resource } from '../inventory/resource.ts';
import { evidenceFor, type Evidence } from './evidence.ts';
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
}

/** The frozen list of resources with their evidence that the user confirms; the only thing that the engine executes. */
export interface Plan {
  readonly items: readonly PlanItem[];
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

/** Thrown when a request cannot be written, because AWS did not tell what it takes. */
export class IncompleteRequestError extends Error {
  /**
   * @param operation the removing operation
   * @param member the member that has no value
   */
  constructor(operation: string, member: string) {
    super(`${operation} needs ${member}, which AWS did not give for this resource.`);
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
export function removalInput(resource: Resource): Structure {
  const { removal } = resource.kind;
  const input: Record<string, unknown> = {};
  for (const [member, from] of Object.entries(removal.input)) {
    const value = 'item' in from ? textAt(resource.entry.item, from.item) : resource.entry.parent?.id;
    if (value === undefined) throw new IncompleteRequestError(removal.operation, member);
    input[member] = value;
  }
  for (const [member, value] of Object.entries(removal.extraInput?.(resource.entry) ?? {})) {
    if (value === undefined) throw new IncompleteRequestError(removal.operation, member);
    input[member] = value;
  }
  return input;
}

/**
 * Draws up a plan.
 *
 * @param resources what is to be removed
 * @param now milliseconds since the epoch
 * @param protectionAt the protection of a target's profile or account
 * @returns the plan, frozen
 * @throws IncompleteRequestError when one of the requests cannot be written
 */
export function createPlan(
  resources: readonly Resource[],
  now: number,
  protectionAt: (target: Target) => ProtectionLevel | undefined,
): Plan {
  const items = resources.map((resource) => {
    const protection = protectionAt(resource.target);
    return Object.freeze({
      resource,
      operation: resource.kind.removal.operation,
      input: Object.freeze(removalInput(resource)),
      evidence: Object.freeze([...protectionEvidence(resource, protection), ...evidenceFor(resource, now)]),
      ...(protection && { protection }),
    });
  });
  return Object.freeze({ items: Object.freeze(items), createdAt: now });
}

/** Where nothing may be removed, that is the blocker, and it comes first. */
function protectionEvidence({ target }: Resource, protection: ProtectionLevel | undefined): Evidence[] {
  if (protection !== 'readOnly') return [];
  return [
    { level: 'blocker', text: readOnlyReason(target.identity), check: 'protection', operation: 'GetCallerIdentity' },
  ];
}
