import type { CallFailure } from '../../aws/errors/callError.ts';
import type { SessionProblem } from '../../session/session.ts';
import { sourceKey, type Target } from '../../aws/identity/target.ts';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Service } from '../../catalog/model/services.ts';
import { listingTargets } from '../../inventory/regionAvailability.ts';
import type { ResourceGroup } from '../../inventory/query/resourceGroups.ts';
import type { Resource } from '../../inventory/resource.ts';

/** A Region, at the root of the tree where it is grouped by Region. */
export class RegionNode {
  readonly target: Target;

  constructor(target: Target) {
    this.target = target;
  }

  /** Returns what stays the same from one drawing to the next, and is no other row's. */
  get id(): string {
    return `region ${this.target.region}`;
  }
}

/** A service, at the root of the tree or under a Region. */
export class ServiceNode {
  readonly service: Service;
  readonly parent: RegionNode | undefined;
  readonly targets: readonly Target[];

  constructor(service: Service, targets: readonly Target[], parent?: RegionNode) {
    this.service = service;
    this.targets = targets;
    this.parent = parent;
  }

  /** Returns what stays the same from one drawing to the next, and is no other row's. */
  get id(): string {
    return `service ${this.service.id} ${this.path}`;
  }

  /** Returns what distinguishes rows that stand under different Regions. */
  get path(): string {
    return this.parent?.target.region ?? '';
  }
}

/** Kinds that belong together, under their service, where it has many. */
export class CategoryNode {
  readonly category: string;
  readonly parent: ServiceNode;

  constructor(category: string, parent: ServiceNode) {
    this.category = category;
    this.parent = parent;
  }

  /** Returns where it stands in the tree, whatever the account. */
  get path(): string {
    return `category ${this.parent.service.id} ${this.category} ${this.parent.path}`;
  }

  /** Returns what stays the same from one drawing to the next, and is no other row's. */
  get id(): string {
    return this.path;
  }
}

/** A row above resource types that stays where it is. */
export type AboveTypes = RegionNode | ServiceNode | CategoryNode;

/** Resources that have something in common, at the root of the tree where it is grouped by that. */
export class GroupNode {
  readonly group: ResourceGroup;
  /** Returns those of an immutable list that are in the group: the same list each time. */
  readonly membersOf: (resources: readonly Resource[]) => readonly Resource[];

  constructor(group: ResourceGroup, membersOf: GroupNode['membersOf']) {
    this.group = group;
    this.membersOf = membersOf;
  }

  /** Returns what stays the same from one drawing to the next, and is no other row's. */
  get id(): string {
    return `group ${this.group.id}`;
  }
}

/**
 * A kind under its service or category, under a group, or, for one that hangs under others, under the row that it belongs to.
 */
export class KindNode {
  readonly kind: Kind;
  readonly parent: ServiceNode | CategoryNode | GroupNode | ResourceNode;
  readonly service: ServiceNode;
  /** Where it is listed: one target for each Region. */
  readonly targets: readonly Target[];
  /** Where it stands in the tree, whatever the account. */
  readonly path: string;
  /**
   * What stays the same from one drawing to the next, and is no other row's: another target is another row, so that VS Code does not go
   * on showing the resources of one account under the name of the next until those are listed.
   */
  readonly id: string;

  /** `service` is that of the kind: a group has none. */
  constructor(kind: Kind, parent: ServiceNode | CategoryNode | ResourceNode);
  constructor(kind: Kind, parent: GroupNode, service: ServiceNode);
  constructor(kind: Kind, parent: KindNode['parent'], service?: ServiceNode) {
    this.kind = kind;
    this.parent = parent;
    this.service = service ?? serviceAbove(parent);
    this.targets = this.owner ? [this.owner.target] : listingTargets(kind, this.service.targets);
    const isUnderRow = parent instanceof ResourceNode || parent instanceof GroupNode;
    this.path = `kind ${kind.id} ${isUnderRow ? `under ${parent.id}` : this.service.path}`;
    const places = this.targets.map(({ identity, region }) => [sourceKey(identity.source), identity.accountId, region]);
    this.id = `${this.path} ${JSON.stringify(places)}`;
  }

  /** Returns the group that it shows the resources of; undefined where it shows those of all. */
  get group(): GroupNode | undefined {
    return this.parent instanceof GroupNode ? this.parent : undefined;
  }

  /** Returns the resource whose own it shows; undefined where it shows those of all. */
  get owner(): Resource | undefined {
    return this.parent instanceof ResourceNode ? this.parent.resource : undefined;
  }
}

/** Returns the Region, the service and the category that a kind is under, as far as it has them. */
export function rowsAbove({ parent, service }: KindNode): readonly AboveTypes[] {
  const above: AboveTypes[] = service.parent ? [service.parent, service] : [service];
  return parent instanceof CategoryNode ? [...above, parent] : above;
}

function serviceAbove(parent: KindNode['parent']): ServiceNode {
  if (parent instanceof ServiceNode) return parent;
  if (parent instanceof CategoryNode) return parent.parent;
  if (parent instanceof ResourceNode) return parent.parent.service;
  throw new Error('A group has no service.');
}

/** A resource under its kind. It carries its target, so that no switch can retarget it. */
export class ResourceNode {
  readonly resource: Resource;
  readonly parent: KindNode;

  constructor(resource: Resource, parent: KindNode) {
    this.resource = resource;
    this.parent = parent;
  }

  /** Returns what stays the same from one drawing to the next, and is no other row's. */
  get id(): string {
    const { owner, group, id } = this.parent;
    return `resource ${this.resource.key}${owner || group ? ` in ${id}` : ''}`;
  }
}

/** A listing that failed, beside whatever rows there are: a failed list never looks empty. */
export class ErrorNode {
  readonly failure: CallFailure;
  readonly parent: KindNode;

  constructor(failure: CallFailure, parent: KindNode) {
    this.failure = failure;
    this.parent = parent;
  }
}

/** A word where there are no rows: "none in eu-west-1". */
export class MessageNode {
  readonly text: string;
  /** Undefined for a word about the whole view. */
  readonly parent: KindNode | ServiceNode | undefined;

  constructor(text: string, parent?: KindNode | ServiceNode) {
    this.text = text;
    this.parent = parent;
  }
}

/** The rest of many rows, shown on demand. */
export class LoadMoreNode {
  readonly hiddenCount: number;
  /** Undefined where groups are not shown. */
  readonly parent: KindNode | undefined;

  constructor(rest: number, parent?: KindNode) {
    this.hiddenCount = rest;
    this.parent = parent;
  }
}

/** Why there is no target, and so nothing to list: one row for the whole view, not one for each kind. */
export class SessionProblemNode {
  readonly problem: SessionProblem;

  constructor(problem: SessionProblem) {
    this.problem = problem;
  }
}

/** A row of the tree. */
export type Node =
  | RegionNode
  | SessionProblemNode
  | ServiceNode
  | CategoryNode
  | GroupNode
  | KindNode
  | ResourceNode
  | ErrorNode
  | LoadMoreNode
  | MessageNode;
