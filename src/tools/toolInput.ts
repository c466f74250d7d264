import * as v from 'valibot';
import { LISTED_KINDS, KINDS, kindById } from '../catalog/index.ts';
import type { Kind } from '../catalog/model/kind.ts';
import { SERVICES, type ServiceId } from '../catalog/model/services.ts';
import { truncateMiddle } from '../common/text/displayText.ts';
import { parseFilter, type Filter } from '../inventory/query/filter.ts';
import type { FilterContext } from '../inventory/query/usageTerms.ts';
import { ToolError } from './toolError.ts';
import { countProblem, DELETION_INPUT, LIST_INPUT, MAX_REFERENCES, MAX_TERMS } from './toolSchemas.ts';

/** A parsed request of `teardown_list_resources`. */
export interface ListRequest {
  /** Only this kind, which may be another action on the same rows. */
  readonly kind?: Kind;
  readonly service?: ServiceId;
  /** Only this Region, which must be one of the window's. */
  readonly region?: string;
  readonly filter?: Filter;
  /** The maximum number of resources in the result. */
  readonly limit: number;
  /** How many matching resources to skip: earlier results had those. */
  readonly offset: number;
}

/** A resource as a caller names it. */
export interface Reference {
  readonly kind: Kind;
  readonly id: string;
  readonly region: string;
  /** The id of the parent, where AWS's ids are unique only within that. */
  readonly parentId?: string;
}

/** A parsed request of `teardown_plan_deletion` or `teardown_delete_resources`. */
export interface DeletionRequest {
  readonly references: readonly Reference[];
  /** Whether to include the dependencies that block the deletions. */
  readonly withDependents: boolean;
}

/** How many similar kinds an error names. */
const SUGGESTED = 12;

/**
 * Reads the input of `teardown_list_resources`. VS Code does not validate input against the manifest's schema. Throws ToolError that names
 * the member and what it may be.
 */
export function listRequest(input: unknown, context?: FilterContext): ListRequest {
  const { kind, service, region, filter: typed, limit, offset } = parse(LIST_INPUT, input);
  const filter = typed ? filterFrom(typed, context) : undefined;
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
 * Reads the input of `teardown_plan_deletion` and `teardown_delete_resources`. Throws ToolError that names the member and what it may be.
 */
export function deletionRequest(input: unknown): DeletionRequest {
  rejectLongList(input);
  const { resources, withDependents } = parse(DELETION_INPUT, input);
  const references = resources.map(({ kind, parentId, ...reference }) => ({
    ...reference,
    kind: kindFrom(kind),
    ...(parentId && { parentId }),
  }));
  return { references, withDependents };
}

/** Rejects a list that is too long by its length: valibot would read each of a million elements first. */
function rejectLongList(input: unknown): void {
  const { resources } = (input ?? {}) as { readonly resources?: unknown };
  if (Array.isArray(resources) && resources.length > MAX_REFERENCES)
    throw new ToolError(`"resources" ${countProblem({ input: resources })}.`);
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

function filterFrom(typed: string, context: FilterContext | undefined): Filter | undefined {
  const parsed = parseFilter(typed, context);
  if (parsed && 'problem' in parsed) throw new ToolError(`"filter" is not understood: ${parsed.problem}`);
  const terms = parsed?.filter.terms ?? 0;
  if (terms > MAX_TERMS) throw new ToolError(`"filter" has ${terms} terms. It may have ${MAX_TERMS}.`);
  return parsed?.filter;
}

function kindFrom(id: string): Kind {
  const kind = kindById(id);
  if (kind) return kind;
  const similar = similarKinds(id);
  const next =
    similar.length > 0
      ? `Similar ones: ${similar.join(', ')}.`
      : 'Use teardown_list_resources with a service and without a kind: it counts the resources of each resource type.';
  throw new ToolError(
    `There is no kind "${truncateMiddle(id, 80)}". A kind is a resource type, written as in ec2.routeServerPeer. ${next}`,
  );
}

/** Returns the kinds that share the most words with a text, in their id or noun. */
function similarKinds(id: string): readonly string[] {
  const words = id
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word.length > 2 && !Object.hasOwn(SERVICES, word))
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
