import type { ListedItem } from './listedItem.ts';
import type { StateMeanings } from './resourceState.ts';
import type { Structure } from './structure.ts';

/** The signs that a deletion is complete. Absence from the listing always counts. */
export interface Completion<E = ListedItem> {
  /** Set where the resource type has states. */
  readonly states?: StateMeanings;
  /** Returns the state that counts, where that is not the one of `members`: an attachment has another one than what is attached. */
  state?(entry: E): string | undefined;
  /** The member of the delete response that holds one Lightsail operation, or several, to poll. */
  readonly operations?: 'operation' | 'operations';
  /**
   * What it means when AWS lists a resource that `matches` no longer: `deleted` where that is what the action does (an address that is
   * no longer associated), `present` where it proves nothing. Left out, it has become something else: a request that was accepted.
   */
  readonly unmatched?: 'deleted' | 'present';
}

/** The verbs of AWS's deleting operations. */
export type Verb =
  | 'delete'
  | 'terminate'
  | 'release'
  | 'detach'
  | 'disassociate'
  | 'deregister'
  | 'cancel'
  | 'revoke'
  | 'reject'
  | 'deprovision'
  | 'disable'
  | 'unassign'
  | 'unlock'
  | 'close'
  | 'remove';

/**
 * The source of a member of the delete request: a dotted path into the item, or one whose value becomes a list; a path into the
 * parent's description, `id` for its id; or a constant. `as` is for members that are a number in the list and a string in the
 * request, or the other way round.
 */
export type InputSource =
  | string
  | readonly [string]
  | { readonly item: string; readonly as?: 'text' | 'number'; readonly list?: true }
  | { readonly parent: string }
  | { readonly value: unknown };

/** Where a request is sent. */
export interface RequestPlace {
  readonly partition: string;
  readonly accountId: string;
  readonly region: string;
}

/** The deletion of a resource type. */
export interface DeleteAction<E = ListedItem> {
  /** AWS's name of the operation. */
  readonly operation: string;
  readonly verb: Verb;
  /** The whole text of its button, where verb and noun are not enough: `Delete Fleet and Terminate Instances`. */
  readonly label?: string;
  /** True where the operation takes `DryRun`. */
  readonly dryRun: boolean;
  /** The request, member by member. */
  readonly input: Readonly<Record<string, InputSource>>;
  /** Returns members that only some resources need, from the confirmed description. */
  computedInput?(entry: E, place: RequestPlace): Structure;
  /** The list of failures in a response whose status is 200 all the same. */
  readonly partialFailuresMember?: string;
  /** The list of results for what the same request deletes beside the resource: the snapshots of an AMI. */
  readonly sideResults?: {
    readonly member: string;
    readonly noun: string;
    /** The members of an element with its id and its result. */
    readonly id: string;
    readonly code: string;
    /** The results that mean that AWS deleted it, or kept it because something else uses it. All others are failures. */
    readonly deleted: string;
    readonly kept: string;
    /** Returns the ids of what the confirmed description has of it: each has a result in the response. */
    expected(entry: E): readonly string[];
  };
}
