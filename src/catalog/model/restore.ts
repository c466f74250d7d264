import type { ListedItem } from './listedItem.ts';
import type { ScalarOrListPath, Input, MemberPath, OperationName, Output, PathOfType, ValueAt } from './sdkTypes.ts';
import type { ServiceId } from './services.ts';

/** The source of a member of the restore request. */
export type RestoreInputSource =
  /**
   * A dotted path into the description of the deleted resource. Without `optional`, a resource that lacks the value cannot be
   * restored. `as: 'date'` is for timestamps, which the journal stores as strings.
   */
  | { readonly item: string; readonly optional?: true; readonly as?: 'date' }
  /** The id of its parent. */
  | { readonly parent: 'id' }
  /** The user's input for one of `prompts`, by its id. */
  | { readonly promptId: string }
  /** A constant. */
  | { readonly value: unknown };

/** A prompt for a value that AWS never returns and only the user has, shown before a restore is planned. */
export interface RestorePrompt {
  /** Unique within the kind: `publicKey`. */
  readonly id: string;
  /** `Public key`, the title of the prompt. */
  readonly label: string;
  /** What to enter, where to find it, and its format. */
  readonly prompt: string;
  /** Returns what is wrong with an input, also while it is typed; undefined where it can be sent. */
  validate(answer: string): string | undefined;
  /** Returns the request's value for a valid input. Default: the trimmed input. */
  value?(answer: string): string;
}

/** The request that restores a deleted resource, and what it does not restore. */
export interface Restore<E = ListedItem> {
  /** AWS's name of the operation: `CreateRouteServerPeer`. */
  readonly operation: string;
  /** The request: dotted paths to its members, with their sources. */
  readonly input: Readonly<Record<string, RestoreInputSource>>;
  /**
   * The request's member that takes the tags. Where there is none, tags are lost, and the dialog shows it. With a
   * `resourceType` the member is EC2's list of tag specifications.
   */
  readonly tags?: { readonly member: string; readonly resourceType?: string };
  /** The values to ask the person for. */
  readonly prompts?: readonly RestorePrompt[];
  /** What it restores, in words: `A peer with the same endpoint, address and BGP options.` */
  readonly restores: string;
  /** What it does not restore, a sentence each: `It gets a new ID.` */
  readonly notRestored: readonly string[];
  /**
   * Returns why this resource cannot be restored although its kind can, in a sentence; undefined where it can.
   */
  exception?(entry: E): string | undefined;
  /** The path in the response to the new id; left out where the id stays the same. */
  readonly newId?: string;
  /** Paths into the item that identify the restored resource where no response has its id. The parent always counts too. */
  readonly matchBy: readonly string[];
  /**
   * Paths into the item whose values only one resource can have, where AWS may replace another one that has them now.
   * Empty where there is only one in a Region.
   */
  readonly exclusiveBy?: readonly string[];
  /** The member of the response that holds one Lightsail operation, or several, which may still fail. */
  readonly operations?: 'operation' | 'operations';
}

/** Whether a deleted resource can be restored, shown before the deletion. */
export interface Restorability<E = ListedItem> {
  readonly level: 'full' | 'partial' | 'none';
  readonly text: string;
  /** Left out where Teardown cannot restore it. */
  readonly restore?: Restore<E>;
}

/** The sources of a member of type `V`: only members of that type. */
type TypedFrom<Item extends object, V> =
  | ({ readonly item: PathOfType<Item, V>; readonly optional?: true } & (V extends Date
      ? { readonly as: 'date' }
      : { readonly as?: never }))
  | (string extends V ? { readonly parent: 'id' } | { readonly promptId: string } : never)
  | { readonly value: V };

/** The resource types that a list of tag specifications takes. */
type TagType<T> = T extends readonly (infer E)[]
  ? E extends { ResourceType?: infer R }
    ? NonNullable<R>
    : never
  : never;

/** The request's members that take tags, with the resource type where they require one. */
type TypedTags<I> = {
  [K in keyof I & string]: K extends 'TagSpecifications'
    ? { readonly member: K; readonly resourceType: TagType<NonNullable<I[K]>> }
    : K extends 'Tags' | 'tags'
      ? { readonly member: K; readonly resourceType?: never }
      : never;
}[keyof I & string];

/** A restore as a row writes it: `Restore`, with every path and name checked against the service's own types. */
export type TypedRestore<S extends ServiceId, Op extends OperationName<S>, E, Item extends object> = Omit<
  Restore<E>,
  'operation' | 'input' | 'tags' | 'newId' | 'matchBy' | 'exclusiveBy' | 'operations'
> & {
  readonly operation: Op;
  readonly input: {
    readonly [P in ScalarOrListPath<Input<S, Op>>]?: TypedFrom<Item, ValueAt<Input<S, Op>, P>>;
  };
  readonly tags?: TypedTags<Input<S, Op>>;
  readonly newId?: MemberPath<Output<S, Op>>;
  readonly matchBy: readonly MemberPath<Item>[];
  readonly exclusiveBy?: readonly MemberPath<Item>[];
  readonly operations?: keyof Output<S, Op> & ('operation' | 'operations');
};
