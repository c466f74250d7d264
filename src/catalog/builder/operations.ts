import type { Verb } from '../model/deleteAction.ts';

/** The verbs that begin AWS's deleting operations, with the verb of the operation that does the opposite. */
const OPPOSITES = {
  Delete: 'Create',
  Terminate: 'Run',
  Release: 'Allocate',
  Detach: 'Attach',
  Disassociate: 'Associate',
  Deregister: 'Register',
  Cancel: 'Create',
  Revoke: 'Authorize',
  Reject: 'Accept',
  Deprovision: 'Provision',
  Disable: 'Enable',
  Unassign: 'Assign',
  Unlock: 'Lock',
  Close: 'Open',
  Untag: 'Tag',
} as const;

type Opposites = typeof OPPOSITES;
type DeleteVerb = keyof Opposites;

/** The name itself where it begins with a deleting verb. */
export type Deleting<Op extends string> = Op extends `${DeleteVerb}${string}` ? Op : never;

/** The name of an operation without its verb: `RouteServerPeer` of `DeleteRouteServerPeer`. */
type NounOf<Op extends string> = Op extends `${DeleteVerb}${infer Noun}` ? Noun : never;

/** The name that the opposite operation has by rule; the SDK may have no such operation. */
export type OppositeOf<Op extends string> = {
  [V in DeleteVerb]: Op extends `${V}${infer Noun}` ? `${Opposites[V]}${Noun}` : never;
}[DeleteVerb];

/**
 * The request member that takes a resource's id by rule. It has the name of the id's own member. Where that is Lightsail's `name`,
 * the operation's noun stands before it: `diskName` of `DeleteDisk`.
 */
export type IdInputMember<Op extends string, Id> = Id extends 'name' ? `${Uncapitalize<NounOf<Op>>}Name` : Id;

function split(operation: string): [verb: DeleteVerb, noun: string] {
  const verb = (Object.keys(OPPOSITES) as DeleteVerb[]).find((one) => operation.startsWith(one));
  if (verb === undefined) throw new Error(`The name of ${operation} does not begin with a deleting verb.`);
  return [verb, operation.slice(verb.length)];
}

/** Returns the verb of a deleting operation; `remove` for `UntagResource`. */
export function verbOf(operation: string): Verb {
  const [verb] = split(operation);
  return verb === 'Untag' ? 'remove' : (verb.toLowerCase() as Verb);
}

/** Returns the name that the opposite operation has by rule. A row's type has checked that the SDK has it. */
export function oppositeOf(operation: string): string {
  const [verb, noun] = split(operation);
  return `${OPPOSITES[verb]}${noun}`;
}

/** Returns the request member that takes a resource's id by rule. A row's type has checked that the SDK has it. */
export function idInputMember(operation: string, id: string): string {
  const [, noun] = split(operation);
  return id === 'name' ? `${noun.charAt(0).toLowerCase()}${noun.slice(1)}Name` : id;
}
