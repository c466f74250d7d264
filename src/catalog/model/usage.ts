/** Whether something uses a resource. There is no fourth word: what cannot be known is `unknown`. */
export type UsageWord = 'used' | 'unused' | 'unknown';

/**
 * A test of a resource's own description. A path that goes through a list holds where one of its elements does. Exactly one of the
 * tests is set beside the path.
 */
export interface MemberTest {
  /** A dotted path, or `tag` for the keys of the tags. */
  readonly member: string;
  /** Holds where a value is one of these. */
  readonly is?: readonly (string | number | boolean)[];
  /** Holds where there is a value, or none. An empty list and an empty structure are none. */
  readonly present?: boolean;
  /** Holds where the number is at least this one. */
  readonly atLeast?: number;
  /** Holds where the number is less than the one at another path. */
  readonly below?: string;
  /** Holds where the date is more than so many days ago. */
  readonly olderThanDays?: number;
}

/** A sign of use, or of none, in a resource's own description. */
export interface UsageSign {
  /** All of them must hold. */
  readonly when: readonly MemberTest[];
  /** `unused` only gives the reason: references to the resource still count. */
  readonly word: UsageWord;
  /** In AWS's words: `not attached`. */
  readonly reason: string;
}

/** A mention of a resource that is no use of it. */
export interface NotUsing {
  /** The id of the type whose description has the mention. */
  readonly kind: string;
  /** The path of the mention; left out where it is none wherever it stands. */
  readonly member?: string;
  /** Left out where it always holds. */
  readonly when?: readonly MemberTest[];
  /** The path that names what it is a part of: no mention in a part of the resource counts. */
  readonly partOf?: string;
  /** Why it is no use. */
  readonly reason: string;
}

/** A service that may use a resource, and whose lists Teardown does not read. */
export type UnreadService = 'autoScaling' | 'batch' | 'eks' | 'ecs' | 'rds' | 'elastiCache' | 'redshift';

/** A request about one resource, sent where everything else shows that nothing uses it. */
export interface UsageLookup {
  /** Its service, where that is not the resource's own. */
  readonly service?: 'ec2' | 'lightsail' | 'directconnect';
  readonly operation: string;
  /** The members of the request: a path into the description, a constant, or the filter that takes the value at a path. */
  readonly input: Readonly<
    Record<string, string | { readonly value: string } | { readonly filter: string; readonly path: string }>
  >;
  /** The path in the response to a list. The resource is unused only where it is empty. */
  readonly items: string;
  /** The path in an element to the value of the request: an element that names another one does not count. */
  readonly refersBy?: string;
  /** Elements that are in one of these states do not count. */
  readonly except?: readonly MemberTest[];
  /** What an element proves. */
  readonly word: Exclude<UsageWord, 'unused'>;
  readonly reason: string;
}

/** The rule that decides whether something uses a resource of one type. All texts are in AWS's words. */
export interface UsageRule {
  /** The reason where nothing uses it: `not attached`. */
  readonly unused: string;
  /** The signs in its own description; the first that holds counts. */
  readonly own?: readonly UsageSign[];
  /**
   * The types whose resources may refer to it, by id, with the paths to the reference; `parent` where they are listed under it. Each of
   * these lists must be complete. A mention in any other list that was read counts all the same.
   */
  readonly by?: Readonly<Record<string, string | readonly string[]>>;
  /** Members of others that refer to it by its name or number. Ids and ARNs need none. */
  readonly names?: { readonly path: string; readonly members: readonly string[] };
  /** Further values by which others refer to it, by their paths: an address by its IP. */
  readonly aliases?: readonly string[];
  /** Mentions that are no use. */
  readonly notUsing?: readonly NotUsing[];
  /** What it was made from or belongs to: it is used as long as that is listed. */
  readonly keptBy?: readonly { readonly member: string; readonly kind: string; readonly reason: string }[];
  /** Set where only the owner of another resource sees the references: the path to that one's id, and its type. */
  readonly seenByOwnerOf?: { readonly member: string; readonly kind: string };
  /** Set where members of other types, by the id of the type, hide what they refer to: a parameter that is resolved later. */
  readonly hiddenIn?: {
    readonly members: Readonly<Record<string, string>>;
    readonly prefix: string;
    readonly reason: string;
  };
  /** True where it is a version of its parent: it is unknown where the parent is used, and else what the parent is. */
  readonly followsParent?: true;
  /** Services that may use it and are not read. */
  readonly unread?: readonly UnreadService[];
  /** True where it can be shared with other accounts, whose use the owner does not see. */
  readonly shareable?: true;
  readonly lookups?: readonly UsageLookup[];
  /** The path to the date since when it is unused, and what happened then. Default: its creation. */
  readonly since?: { readonly member: string; readonly event: 'lastUsed' | 'lastLaunched' | 'expired' };
  /** The pages of AWS that this rests on. */
  readonly pages: readonly string[];
}

/** The rules of a service, by the id of the type without the service. */
export type UsageRules = Readonly<Record<string, UsageRule>>;
