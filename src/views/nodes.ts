import type { Failure } from '../aws/failure.ts';
import type { SessionProblem } from '../aws/session.ts';
import type { Target } from '../aws/target.ts';
import type { Kind } from '../catalog/kind.ts';
import type { Service } from '../catalog/service.ts';
import type { Resource } from '../inventory/resource.ts';

/** A service, at the root of the tree. */
export class ServiceNode {
  readonly service: Service;

  /** @param service the service */
  constructor(service: Service) {
    this.service = service;
  }
}

/** A kind under its service. */
export class KindNode {
  readonly kind: Kind;
  readonly targets: readonly Target[];

  /**
   * @param kind the kind
   * @param targets where it is listed: one target for each Region
   */
  constructor(kind: Kind, targets: readonly Target[]) {
    this.kind = kind;
    this.targets = targets;
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
export type Node = SessionProblemNode | ServiceNode | KindNode | ResourceNode | ProblemNode | NoteNode;
