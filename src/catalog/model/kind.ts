import type { Completion, DeleteAction } from './deleteAction.ts';
import type { EvidenceRule, Finding, ResourceReference } from './evidence.ts';
import type { ListedItem, SourceResult } from './listedItem.ts';
import type { Health } from './resourceState.ts';
import type { Restorability } from './restore.ts';
import type { ServiceId } from './services.ts';
import type { Source } from './source.ts';
import type { Structure } from './structure.ts';

/** A fact for the tooltip, and for the dialog where it has a template. */
export interface DisplayField<E = ListedItem> {
  readonly label: string;
  /** Returns the value; undefined where AWS returned none. Dates stay dates. */
  value(entry: E): string | number | boolean | Date | undefined;
  /** Set when the dialog's second line shows it: a template for the value, as in `AS{}`. */
  readonly dialogTemplate?: string;
  /** True for what changes by itself without becoming another risk: a counter, a message of progress. */
  readonly volatile?: true;
  /**
   * True for what the other deletions of a plan may make less or end: a count of uses, an attachment. Of all others, a value that is smaller
   * or missing is another one.
   */
  readonly shrinks?: true;
}

/** A request to AWS about one resource, sent when its deletion is planned. */
export interface Probe<E = ListedItem> {
  /** A short name, unique among the kind's checks: `terminationProtection`. */
  readonly check: string;
  readonly operation: string;
  /** The operations of the probes that may follow: an IAM policy that allows this one allows them too. */
  readonly followUpOperations?: readonly string[];
  /** The tag that names the owner which the probe looks for: what it finds takes the place of the tag's own warning. */
  readonly ownerTag?: string;
  /** True where the request names something else than the resource: if AWS does not find that, its response counts as empty. */
  readonly missingIsEmpty?: true;
  /** Returns the request; undefined where nothing needs to be asked. Filter values are literal: wildcards in them are escaped. */
  input(entry: E): Structure | undefined;
  /**
   * Checks AWS's response; of a list, all pages as one. Returns a finding, or the probe to send next; undefined where there is
   * nothing to report. A server may ignore filters: check the elements against the value.
   */
  assess(output: Structure, entry: E): Finding | Probe<E> | undefined;
}

/** What must be deleted in place of a resource, because it is deleted with it. */
export interface Owner {
  /** The owner in words: `instance i-0abc`, `load balancer app/web`. */
  readonly text: string;
  /** Left out where Teardown cannot delete the owner. */
  readonly reference?: ResourceReference;
}

/** A kind whose resources block the deletion of another one. */
export interface Dependents<E = ListedItem> {
  /** The id of their kind. */
  readonly kind: string;
  /**
   * The paths in a listed item to the value that refers to the blocked resource. What a filter returns counts only if one of them has
   * the value.
   */
  readonly refersBy: string | readonly string[];
  /** Returns the value that refers to the blocked resource, where that is not its id. */
  value?(entry: E): string | undefined;
  /** The filter of their listing that takes the value: `vpc-id`. Left out where the listing has none: then all are listed. */
  readonly filter?: string;
  /** The request's member that takes filters, where it is not `Filters`. */
  readonly member?: string;
  /** Returns the value to filter by, where that is another one: the VPC of a subnet, for listings that only filter by VPC. */
  filterValue?(entry: E): string | undefined;
  /** True where AWS accepts the deletion before theirs. Delete with Dependencies still deletes them first. */
  readonly optional?: true;
  /** Returns true for what blocks nothing: resources that AWS creates and deletes by itself. */
  ignore?(entry: ListedItem): boolean;
  /** Returns what must be deleted in place of a found resource; undefined where that is the resource itself. */
  owner?(entry: ListedItem): Owner | undefined;
}

/** A type of deletable resource: a row of the catalog. */
export interface Kind<E = ListedItem> {
  /** `service.name`, stable: the journal stores it. */
  readonly id: string;
  readonly service: ServiceId;
  /** One of its service's `CATEGORIES`, as the console has them. */
  readonly category: string;
  /**
   * The ids of the kinds whose rows are the parents of this one's rows: the id of an entry's parent is the id of such a row. Left
   * out where the category is the parent.
   */
  readonly parentKinds?: readonly string[];
  /** True where `description` names the parent; other rows get the parent's id where they are not listed under it. */
  readonly descriptionIncludesParent?: true;
  /**
   * Set where this is a further action on the rows of another kind: it has no rows of its own in the tree, only an entry in the
   * menus of theirs. See `additionalActions`.
   */
  readonly baseKind?: string;
  /** Set where AWS has it in one Region only, whichever Region is chosen: `us-east-1`. */
  readonly homeRegion?: string;
  /** Set where AWS has one for all Regions: each Region lists the same resources, and a deletion in one deletes them in all. */
  readonly global?: true;
  /**
   * Set where a resource can join two Regions: the lists of both have it under one id, and a deletion in one deletes it in both.
   */
  readonly acrossRegions?: true;
  /** `route server peer`, for sentences. */
  readonly noun: string;
  /** `route server peers`, for sentences. */
  readonly pluralNoun: string;
  /** `Route server peers`, for the tree. */
  readonly label: string;
  /** A codicon's name. */
  readonly icon: string;
  readonly sources: readonly Source[];
  /** Listings that `mergeSources` needs beside the sources. */
  readonly auxiliarySources: readonly Source[];
  /**
   * Returns rows from the results of the sources and of the auxiliary sources, each in their order. Left out where each item is a
   * row.
   */
  mergeSources?(parts: readonly SourceResult[], lookups: readonly SourceResult[]): readonly E[];
  /**
   * Returns whether a listed item is of this kind: for kinds that share a listing, and for actions that a state does not allow. For
   * an item that no longer matches, see `Completion.unmatched`.
   */
  matches?(entry: E): boolean;
  /** Dotted paths into the item. */
  readonly members: {
    /** Several paths where AWS has no single id: their values, joined by blanks, are unique under one parent. */
    readonly id: string | readonly string[];
    /** A path, or `tag` for the tag `Name`. */
    readonly name?: string;
    readonly arn?: string;
    readonly state?: string;
    readonly tags?: string;
    /** The date of its creation, for its age. */
    readonly created?: string;
    /** The date when AWS ends it by itself, for the mark of what expires soon. */
    readonly expires?: string;
  };
  /** Paths into the item. A change of such a value means that it is another resource. */
  readonly identity: readonly string[];
  /** Returns the label of the row, where name and id are too long for it. The tooltip has both in full. */
  shortLabel?(entry: E): string | undefined;
  /** Returns the two or three facts of the row that matter most for a deletion. */
  description(entry: E, now: number): readonly (string | undefined)[];
  /** Returns a word beside the name: `default`. */
  badge?(entry: E): string | undefined;
  health(entry: E, now: number): Health;
  readonly facts: readonly DisplayField<E>[];
  readonly evidence: readonly EvidenceRule<E>[];
  /** The requests that check a resource when its deletion is planned. */
  readonly probes?: readonly Probe<E>[];
  /** The resources to delete first, found by AWS's filters when a deletion is planned. */
  readonly dependents?: readonly Dependents<E>[];
  readonly action: DeleteAction<E>;
  readonly completion: Completion<E>;
  /** The ids of the kinds whose resources must be deleted before those of this one. */
  readonly deletedAfter?: readonly string[];
  /**
   * Returns the resource as it is after the other deletions of the same plan, where they change the evidence: the second of two
   * keys is then the last one.
   */
  afterRemoving?(entry: E, removed: readonly E[]): E;
  readonly restorability: Restorability<E>;
}
