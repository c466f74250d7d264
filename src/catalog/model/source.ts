import type { Structure } from './structure.ts';

/** A listing, and the way from its response to rows. */
export interface Source {
  readonly operation: string;
  readonly input: Structure;
  /**
   * The dotted path in the response to the list, through lists within lists: `Reservations.Instances`. A structure in place of a
   * list is one element, an empty path the whole response. A string or number becomes `{ Value }`.
   */
  readonly items: string;
  /** Set when each element names its parent by a member. */
  readonly parentRef?: ParentMembers;
  /** Set when the list's elements are parents, each with a list of resources inside. */
  readonly nestedList?: { readonly items: string; readonly parent: ParentMembers };
  /** Set when the list's elements are parents, and a request of its own lists the resources of each. */
  readonly child?: {
    readonly operation: string;
    readonly items: string;
    /** The request member that takes the parent's id. */
    readonly parentInput: string;
    /** True where that member takes a list. */
    readonly asList?: true;
    /** Further members of the request. */
    readonly input?: Structure;
    readonly parent: ParentMembers;
  };
  /** The filter that lists one resource again. Without it, the whole source is listed again. */
  readonly getOne?: {
    readonly member: string;
    readonly match: 'ids' | 'id' | 'parentId' | 'parentIds';
    /** The path to the value of the filter, where that is not the resource's id. */
    readonly path?: string;
  };
}

/** A parent's noun, and the paths to its id and name. */
export interface ParentMembers {
  readonly noun: string;
  readonly id: string;
  readonly name?: string;
}
