import type { ListedItem, SourceResult } from './listedItem.ts';
import type { Restorability } from './restore.ts';
import type { ServiceId } from './services.ts';
import type { Structure } from './structure.ts';

/** How the elements of one listing become rows. */
export interface Source {
  readonly operation: string;
  readonly input: Structure;
  /**
   * The dotted path in the reply to the list, lists within lists opened: `Reservations.Instances`. A structure in place of a list
   * is one element, an empty path the whole reply; a text or number becomes `{ Value }`.
   */
  readonly items: string;
  /** Set when each element names its parent by a member. */
  readonly parentRef?: ParentMembers;
  /** Set when the list's elements are parents, and the resources sit in a list inside each of them. */
  readonly nestedList?: { readonly items: string; readonly parent: ParentMembers };
  /** Set when the list's elements are parents, and each is asked for its resources by a call of its own. */
  readonly child?: {
    readonly operation: string;
    readonly items: string;
    /** The request member that takes the parent's id. */
    readonly parentInput: string;
    /** True where that member takes a list. */
    readonly asList?: true;
    /** What the call takes beside. */
    readonly input?: Structure;
    readonly parent: ParentMembers;
  };
  /** How to list just one resource again; without it the whole source is listed again. */
  readonly getOne?: {
    readonly member: string;
    readonly match: 'ids' | 'id' | 'parentId' | 'parentIds';
    /** The path to what is asked by, where that is not the resource's id. */
    readonly path?: string;
  };
}

/** Where a parent's noun, id and name are found. */
export interface ParentMembers {
  readonly noun: string;
  readonly id: string;
  readonly name?: string;
}

/** The four answers that a piece of evidence can have; `unknown` is never shown as `ok`. */
export type EvidenceLevel = 'ok' | 'warning' | 'blocker' | 'unknown';

/** What one check found, in words for the person who decides. */
export interface Finding {
  readonly level: EvidenceLevel;
  readonly text: string;
  /** True where a click is not enough: traffic stops, access is lost, or nobody can undo it. */
  readonly severe?: true;
  /** What stands in the way, as far as it can be removed too: a kind's id and the resource's. */
  readonly blockers?: readonly { readonly kind: string; readonly id: string }[];
}

/** A check that rests on what a listing told. */
export interface EvidenceRule<E = ListedItem> {
  /** A short name, unique within the kind: `bgpUp`. */
  readonly check: string;
  /** The API call that it rests on, where that is another one than the one that listed the resource. */
  readonly operation?: string;
  /**
   * Judges one resource.
   *
   * @param entry the resource as it was listed
   * @param now milliseconds since the epoch
   * @returns what was found; undefined when there is nothing to tell
   */
  assess(entry: E, now: number): Finding | undefined;
}

/** A fact for the tooltip, and, where it says so, for the dialog. */
export interface DisplayField<E = ListedItem> {
  readonly label: string;
  /** Reads the value; undefined where AWS gave none. Dates stay dates. */
  value(entry: E): string | number | boolean | Date | undefined;
  /** Set when the dialog's second line shows it: a template for the value, as in `AS{}`. */
  readonly dialogTemplate?: string;
}

/** How it stands with a resource, for icon and accessible name: works, idle, broken, or on the move. */
export type Health = 'healthy' | 'idle' | 'unhealthy' | 'transitioning';

/** How one knows that a removed resource is gone. Absence from the listing always counts. */
export interface Completion {
  /** The states of the resource itself, where it has any. */
  readonly states?: {
    readonly inProgress: readonly string[];
    readonly deleted: readonly string[];
    readonly failed: readonly string[];
    /** The member that tells why it failed. */
    readonly reason?: string;
  };
  /** The member of the removing call's reply that holds one Lightsail operation, or several, to be followed. */
  readonly operations?: 'operation' | 'operations';
}

/** The verbs that removing operations have, as AWS uses them. */
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
 * Where a member of the removing call's input comes from: a dotted path into the item, or one whose value is put into a list; a
 * path into the parent's description, `id` for its id; or the same value always. `as` is for AWS's members that are a number in the
 * list and a text in the call, or the other way round.
 */
export type InputSource =
  | string
  | readonly [string]
  | { readonly item: string; readonly as?: 'text' | 'number'; readonly list?: true }
  | { readonly parent: string }
  | { readonly value: unknown };

/** How a kind is removed. */
export interface DeleteAction<E = ListedItem> {
  /** AWS's name of the operation. */
  readonly operation: string;
  readonly verb: Verb;
  /** The whole text of its button, where verb and noun do not say it: `Delete Fleet and Terminate Instances`. */
  readonly label?: string;
  /** True where the operation takes `DryRun`. */
  readonly dryRun: boolean;
  /** The request, member by member. */
  readonly input: Readonly<Record<string, InputSource>>;
  /** Members that only some resources need, taken from what was confirmed. */
  computedInput?(entry: E): Structure;
  /** The reply's list of what did not work, in a call that answers 200 all the same. */
  readonly partialFailuresMember?: string;
}

/** A question to AWS about one resource, asked when its removal is planned. */
export interface Probe<E = ListedItem> {
  /** A short name, unique among the kind's checks: `terminationProtection`. */
  readonly check: string;
  readonly operation: string;
  /** The operations of what it may ask next: a policy that allows the question allows these. */
  readonly followUpOperations?: readonly string[];
  /** The request. */
  input(entry: E): Structure;
  /**
   * Judges the answer.
   *
   * @param output AWS's answer; of a list, its first page
   * @param entry the resource
   * @returns what was found, or what to ask next; undefined when there is nothing to tell
   */
  assess(output: Structure, entry: E): Finding | Probe<E> | undefined;
}

/** A kind whose resources keep another one from being removed. */
export interface Dependents<E = ListedItem> {
  /** The id of their kind. */
  readonly kind: string;
  /** The filter of their listing that takes the id of what they depend on: `vpc-id`. */
  readonly filter: string;
  /** The request's member that takes filters, where it is not `Filters`. */
  readonly member?: string;
  /** The value to filter by, where that is not the id. */
  filterValue?(entry: E): string | undefined;
  /** True where AWS takes them along by itself. */
  readonly deletedTogether?: true;
  /** What does not stand in the way though it is found: what AWS makes and takes away by itself. */
  ignore?(entry: ListedItem): boolean;
}

/** A type of deletable resource: a row of the catalogue. */
export interface Kind<E = ListedItem> {
  /** `service.noun`, stable: it is written to the journal. */
  readonly id: string;
  readonly service: ServiceId;
  /** As people know it from the console: one of its service's `CATEGORIES`. */
  readonly category: string;
  /**
   * Ids of the kinds whose rows this one's rows hang under: the id of an entry's parent is the id of such a row. Left out where
   * the rows stand under their category.
   */
  readonly parentKinds?: readonly string[];
  /** True where its row says by itself what it belongs to; other rows name the parent's id where they do not stand under it. */
  readonly descriptionIncludesParent?: true;
  /**
   * Set where this is a further verb on the rows of another kind, listed by the same calls: it has no rows of its own in the
   * tree, only a place in the menus of theirs. See `furtherVerbs`.
   */
  readonly baseKind?: string;
  /** Set where AWS has it in one Region only, whatever Region one looks at: `us-east-1`. */
  readonly homeRegion?: string;
  /** `route server peer`, for sentences. */
  readonly noun: string;
  /** `route server peers`, for sentences. */
  readonly pluralNoun: string;
  /** `Route server peers`, for the tree. */
  readonly label: string;
  /** A codicon's name. */
  readonly icon: string;
  readonly sources: readonly Source[];
  /** Calls whose answers `combine` needs beside the sources. */
  readonly auxiliarySources: readonly Source[];
  /**
   * Makes rows of what the sources and look-ups gave, where AWS's answers are not simply the rows.
   *
   * @param parts one part for each source, in their order
   * @param lookups one part for each look-up, in their order
   * @returns the rows
   */
  mergeSources?(parts: readonly SourceResult[], lookups: readonly SourceResult[]): readonly E[];
  /**
   * Whether what a listing found is one of these: for kinds that share a listing, and for verbs that a state does not allow. What
   * it does not apply to any more is gone.
   *
   * @param entry what was found
   * @returns false where it is something else
   */
  matches?(entry: E): boolean;
  /** Dotted paths into the item. */
  readonly members: {
    /** Several paths where AWS gives no single id: what they hold, joined by blanks, is unique under one parent. */
    readonly id: string | readonly string[];
    /** A path, or `tag` for the tag `Name`. */
    readonly name?: string;
    readonly arn?: string;
    readonly state?: string;
    readonly tags?: string;
    /** When it was made: a date, for its age. */
    readonly created?: string;
    /** When AWS ends it by itself: a date, for the mark of what is about to expire. */
    readonly expires?: string;
  };
  /** Paths into the item whose change means that it is another resource. */
  readonly identity: readonly string[];
  /** What the row is headed with, where name and id are too long for it; both stand in the tooltip, whole. */
  shortLabel?(entry: E): string | undefined;
  /** The two or three facts of the row, on which the decision to delete hangs. */
  description(entry: E, now: number): readonly (string | undefined)[];
  /** A word beside the name: `default`. */
  badge?(entry: E): string | undefined;
  health(entry: E, now: number): Health;
  readonly facts: readonly DisplayField<E>[];
  readonly evidence: readonly EvidenceRule<E>[];
  /** What AWS is asked beside, when the removal of one is planned. */
  readonly probes?: readonly Probe<E>[];
  /** What must go first, found by AWS's own filters when the removal of one is planned. */
  readonly dependents?: readonly Dependents<E>[];
  readonly action: DeleteAction<E>;
  readonly completion: Completion;
  /** Ids of the kinds whose resources have to go before those of this one. */
  readonly deletedAfter?: readonly string[];
  /**
   * The resource as it will be when others of its kind are gone, where that changes the evidence: the second of two keys is the
   * last one then.
   *
   * @param entry the resource
   * @param removed the others that the same plan removes
   * @returns the resource without them
   */
  afterRemoving?(entry: E, removed: readonly E[]): E;
  readonly restorability: Restorability<E>;
}
