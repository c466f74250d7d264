import type { ListedItem } from './listedItem.ts';
import type { ScalarOrListPath, Input, MemberPath, OperationName, Output, PathOfType, ValueAt } from './sdkTypes.ts';
import type { ServiceId } from './services.ts';

/** Where a member of the restoring call's input comes from. */
export type RestoreInputSource =
  /**
   * A dotted path into the description that the resource had before. Without `optional`, a description that lacks it cannot be
   * restored. `as: 'date'` is for timestamps, which a journal keeps as text.
   */
  | { readonly item: string; readonly optional?: true; readonly as?: 'date' }
  /** The id of what it hung under. */
  | { readonly parent: 'id' }
  /** What the person answered to one of `asks`, by its id. */
  | { readonly promptId: string }
  /** The same for every resource of the kind. */
  | { readonly value: unknown };

/** Something that AWS never told and only the user has: it is asked for before a restore is planned. */
export interface RestorePrompt {
  /** Unique within the kind: `publicKey`. */
  readonly id: string;
  /** `Public key`, the title of the question. */
  readonly label: string;
  /** What to give, where to find it, and what it must look like. */
  readonly prompt: string;
  /**
   * Judges an answer; also while it is being typed.
   *
   * @param answer the text as it was given
   * @returns what is wrong with it; undefined where it can be sent
   */
  validate(answer: string): string | undefined;
  /**
   * The answer as it is sent; left out where it is sent as it was given, without blanks around it.
   *
   * @param answer an answer that `check` found right
   * @returns the member's value
   */
  value?(answer: string): string;
}

/** How a removed resource is made again, and what of it stays lost. */
export interface Restore<E = ListedItem> {
  /** AWS's name of the operation: `CreateRouteServerPeer`. */
  readonly operation: string;
  /** The request: dotted paths to its members, and where each comes from. */
  readonly input: Readonly<Record<string, RestoreInputSource>>;
  /**
   * The request's member that takes the tags; where there is none, tags are lost, and the dialog says so. With a
   * `resourceType` the member is EC2's list of tag specifications.
   */
  readonly tags?: { readonly member: string; readonly resourceType?: string };
  /** What has to be asked of the person. */
  readonly prompts?: readonly RestorePrompt[];
  /** What comes back, in words: `A peer with the same endpoint, address and BGP options.` */
  readonly restores: string;
  /** What does not, a sentence each: `It gets a new id.` */
  readonly notRestored: readonly string[];
  /**
   * Why this one resource has no way back though its kind has one.
   *
   * @param entry the resource as it was
   * @returns the reason, a sentence; undefined where there is a way back
   */
  exception?(entry: E): string | undefined;
  /** The path in the reply to the id of what was made; left out where it has the id of the old one. */
  readonly newId?: string;
  /** Paths into the item by which the restored one is known where no reply told its id; the parent counts always. */
  readonly matchBy: readonly string[];
  /** The member of the reply that holds one Lightsail operation, or several, which may yet fail. */
  readonly operations?: 'operation' | 'operations';
}

/** What brings a removed resource back, said before it is removed. */
export interface Restorability<E = ListedItem> {
  readonly level: 'full' | 'partial' | 'none';
  readonly text: string;
  /** How it is done; left out where it cannot be done from here. */
  readonly restore?: Restore<E>;
}

/** Where a member that takes a `V` may come from: only from members that hold such a value. */
type TypedFrom<Item extends object, V> =
  | ({ readonly item: PathOfType<Item, V>; readonly optional?: true } & (V extends Date
      ? { readonly as: 'date' }
      : { readonly as?: never }))
  | (string extends V ? { readonly parent: 'id' } | { readonly promptId: string } : never)
  | { readonly value: V };

/** What a list of tag specifications calls the kinds of things. */
type TagType<T> = T extends readonly (infer E)[]
  ? E extends { ResourceType?: infer R }
    ? NonNullable<R>
    : never
  : never;

/** The request's members that take tags, and what has to be said with them. */
type TypedTags<I> = {
  [K in keyof I & string]: K extends 'TagSpecifications'
    ? { readonly member: K; readonly resourceType: TagType<NonNullable<I[K]>> }
    : K extends 'Tags' | 'tags'
      ? { readonly member: K; readonly resourceType?: never }
      : never;
}[keyof I & string];

/** A restore as a row is written: `Restore`, with every path and name checked against the service's own types. */
export type TypedRestore<S extends ServiceId, Op extends OperationName<S>, E, Item extends object> = Omit<
  Restore<E>,
  'operation' | 'input' | 'tags' | 'newId' | 'matchBy' | 'operations'
> & {
  readonly operation: Op;
  readonly input: {
    readonly [P in ScalarOrListPath<Input<S, Op>>]?: TypedFrom<Item, ValueAt<Input<S, Op>, P>>;
  };
  readonly tags?: TypedTags<Input<S, Op>>;
  readonly newId?: MemberPath<Output<S, Op>>;
  readonly matchBy: readonly MemberPath<Item>[];
  readonly operations?: keyof Output<S, Op> & ('operation' | 'operations');
};
