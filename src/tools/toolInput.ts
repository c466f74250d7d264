import * as v from 'valibot';
import { LISTED_KINDS, KINDS, kindById } from '../catalog/index.ts';
import type { Kind } from '../catalog/model/kind.ts';
import { SERVICES, type ServiceId } from '../catalog/model/services.ts';
import { truncateMiddle } from '../common/text/displayText.ts';
import { parseFilter, type Filter } from '../inventory/query/filter.ts';
import { ToolError } from './toolError.ts';
import { DELETION_INPUT, LIST_INPUT } from './toolSchemas.ts';

/** What `teardown_list_resources` was asked, understood. */
export interface ListRequest {
  /** Only this kind, as it was asked for. */
  readonly kind?: Kind;
  readonly service?: ServiceId;
  /** Only this Region, which must be one of the window's. */
  readonly region?: string;
  readonly filter?: Filter;
  /** How many resources are wanted at most. */
  readonly limit: number;
  /** How many of them are left out at the beginning: those that an earlier answer had. */
  readonly offset: number;
}

/** A resource as a caller names it. */
export interface Reference {
  readonly kind: Kind;
  readonly id: string;
  readonly region: string;
  /** The id of what it belongs to, where AWS's ids are unique only within that. */
  readonly parentId?: string;
}

/** What `teardown_plan_deletion` and `teardown_delete_resources` were asked, understood. */
export interface RemovalRequest {
  readonly references: readonly Reference[];
  /** Whether what stands in the way goes too. */
  readonly withDependents: boolean;
}

/** How many similar kinds are named where a kind is not known. */
const SUGGESTED = 12;

/**
 * Reads the input of `teardown_list_resources`. VS Code does not validate input against the manifest's schema.
 *
 * @throws ToolError that names the member and what it may be
 */
export function listRequest(input: unknown): ListRequest {
  const { kind, service, region, filter: typed, limit, offset } = parse(LIST_INPUT, input);
  const filter = typed ? filterFrom(typed) : undefined;
  return {
    ...(kind && { kind: kindFrom(kind) }),
    ...(service && { service }),
    ...(region && { region }),
    ...(filter && { filter }),
    limit,
    offset,
  };
}

/**
 * Reads the input of `teardown_plan_deletion` and `teardown_delete_resources`.
 *
 * @throws ToolError that names the member and what it may be
 */
export function removalRequest(input: unknown): RemovalRequest {
  const { resources, withDependents } = parse(DELETION_INPUT, input);
  const references = resources.map(({ kind, parentId, ...reference }) => ({
    ...reference,
    kind: kindFrom(kind),
    ...(parentId && { parentId }),
  }));
  return { references, withDependents };
}

/** Parses an input; the first problem ends it. */
function parse<Schema extends v.GenericSchema>(schema: Schema, input: unknown): v.InferOutput<Schema> {
  // To valibot a list is an object too.
  const { issues, output } = v.safeParse(schema, Array.isArray(input) ? undefined : input, { abortEarly: true });
  if (!issues) return output;
  const [{ expected, message, path = [] }] = issues;
  const keys = path.map(({ key }) => key);
  const name = keys.at(-1);
  switch (expected) {
    case 'Object':
      throw new ToolError(`${placeOf(keys) || 'The input'} must be an object. ${message}.`);
    case 'never':
      throw new ToolError(
        `${placeOf(keys.slice(0, -1)) || 'The input'} has no member "${truncateMiddle(String(name), 60)}". ${message}.`,
      );
    default:
      throw new ToolError(`"${placeOf(keys)}" ${message}.`);
  }
}

/** Returns a path as it is written in JavaScript: `resources[1].region`. */
function placeOf(keys: readonly unknown[]): string {
  return keys
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .replace(/^\./, '');
}

function filterFrom(typed: string): Filter | undefined {
  const parsed = parseFilter(typed);
  if (parsed && 'problem' in parsed) throw new ToolError(`"filter" is not understood: ${parsed.problem}`);
  return parsed?.filter;
}

function kindFrom(id: string): Kind {
  const kind = kindById(id);
  if (kind) return kind;
  const similar = similarKinds(id);
  const next =
    similar.length > 0
      ? `Similar ones: ${similar.join(', ')}.`
      : 'Call teardown_list_resources with a service and without a kind: it names the kinds of which there is something.';
  throw new ToolError(
    `There is no kind "${truncateMiddle(id, 80)}". A kind is written as in ec2.routeServerPeer. ${next}`,
  );
}

/** Kinds that have the words of a text in their id or noun; all that have the most of them. */
function similarKinds(id: string): readonly string[] {
  const words = id
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !(word in SERVICES))
    .map((word) => word.replace(/s$/, ''));
  const hits = (kind: Kind) => {
    const known = `${kind.id} ${kind.noun}`.toLowerCase();
    return words.filter((word) => known.includes(word)).length;
  };
  const most = Math.max(0, ...LISTED_KINDS.map(hits));
  if (most === 0) return [];
  return KINDS.filter((kind) => hits(kind) === most)
    .slice(0, SUGGESTED)
    .map((kind) => kind.id);
}
