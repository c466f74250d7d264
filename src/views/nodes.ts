import type { Failure } from '../aws/failure.ts';
import type { SessionProblem } from '../aws/session.ts';
import type { Target } from '../aws/target.ts';
import type { Kind } from '../catalog/kind.ts';
import type { Service } from '../catalog/service.ts';
import type { Resource } from '../inventory/resource.ts';

/** A Region, at the root of the tree where it is grouped by Region. */
export class RegionNode {
  readonly target: Target;

  /** @param target the target in that Region */
  constructor(target: Target) {
    this.target = target;
  }
}

/** A service, at the root of the tree or under a Region. */
export class ServiceNode {
  readonly service: Service;
  readonly parent: RegionNode | undefined;
  readonly targets: readonly Target[];

  /**
   * @param service the service
   * @param targets where its kinds are listed
   * @param parent the Region's node, where the tree is grouped by Region
   */
  constructor(service: Service, targets: readonly Target[], parent?: RegionNode) {
    this.service = service;
    this.targets = targets;
    this.parent = parent;
  }
}

/** A kind under its service. */
export class KindNode {
  readonly kind: Kind;
  readonly parent: ServiceNode;

  /**
   * @param kind the kind
   * @param parent the service's node
   */
  constructor(kind: Kind, parent: ServiceNode) {
    this.kind = kind;
    this.parent = parent;
  }

  /** @returns where it is listed: one target for each Region */
  get targets(): readonly Target[] {
    return this.parent.targets;
  }
}

/** A resource under its kind. It carries its target, so that no switch can retarget it. */
export class ResourceNode {
  readonly resource: Resource;
  readonly parent: KindNode;

  /**
   * @param resource the resource
   * @param parent the kind's node
   */
  constructor(resource: Resource, parent: KindNode) {
    this.resource = resource;
    this.parent = parent;
  }
}

/** A listing that failed, beside whatever rows there are: a failed list never looks empty. */
export class ProblemNode {
  readonly failure: Failure;
  readonly parent: KindNode;

  /**
   * @param failure what failed
   * @param parent the kind's node
   */
  constructor(failure: Failure, parent: KindNode) {
    this.failure = failure;
    this.parent = parent;
  }
}

/** A word where there are no rows: "none in eu-west-1". */
export class NoteNode {
  readonly text: string;
  readonly parent: KindNode;

  /**
   * @param text what it says
   * @param parent the kind's node
   */
  constructor(text: string, parent: KindNode) {
    this.text = text;
    this.parent = parent;
  }
}

/** Why there is no target, and so nothing to list: one row for the whole view, not one for each kind. */
export class SessionProblemNode {
  readonly problem: SessionProblem;

  /** @param problem what keeps us from AWS */
  constructor(problem: SessionProblem) {
    this.problem = problem;
  }
}

/** A row of the tree. */
export type Node = RegionNode | SessionProblemNode | ServiceNode | KindNode | ResourceNode | ProblemNode | NoteNode;
