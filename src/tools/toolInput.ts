import { LISTED_KINDS, KINDS, kindById } from '../catalog/index.ts';
import type { Kind } from '../catalog/model/kind.ts';
import { SERVICES, type ServiceId } from '../catalog/model/services.ts';
import { truncateMiddle } from '../common/text/displayText.ts';
import { parseFilter, type Filter } from '../inventory/query/filter.ts';
import { ToolError } from './toolError.ts';

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

/** How many resources one answer lists at most, and how many it does unless told otherwise. */
export const MAX_LIMIT = 200;
const DEFAULT_LIMIT = 50;

/** How many resources one call may name. */
export const MAX_REFERENCES = 50;

/** How long a text in the input may be: AWS's ids and ARNs are shorter. */
const MAX_CHARS = 2_048;

/** How many similar kinds are named where a kind is not known. */
const SUGGESTED = 12;

/** The members that each structure of the input may have; the schemas in package.json have the same. */
export const MEMBERS = {
  list: ['kind', 'service', 'region', 'filter', 'limit', 'offset'],
  removal: ['resources', 'withDependents'],
  reference: ['kind', 'id', 'region', 'parentId'],
} as const;

type Members = Readonly<Record<string, unknown>>;

/**
 * Reads the input of `teardown_list_resources`. VS Code does not compare what a caller hands over with the schema.
 *
 * @param input whatever was handed over
 * @returns what is wanted
 * @throws ToolError that names the member and what it may be
 */
export function listRequest(input: unknown): ListRequest {
  const members = readObject(input, MEMBERS.list, 'The input');
  const kind = optional(members, 'kind', text);
  const service = optional(members, 'service', text);
  const region = optional(members, 'region', text);
  const typed = optional(members, 'filter', text);
  const filter = typed === undefined ? undefined : filterFrom(typed);
  return {
    ...(kind !== undefined && { kind: kindFrom(kind) }),
    ...(service !== undefined && { service: serviceFrom(service) }),
    ...(region !== undefined && { region }),
    ...(filter && { filter }),
    limit: optional(members, 'limit', integer(1, MAX_LIMIT)) ?? DEFAULT_LIMIT,
    offset: optional(members, 'offset', integer(0, 1_000_000)) ?? 0,
  };
}

/**
 * Reads the input of `teardown_plan_deletion` and `teardown_delete_resources`.
 *
 * @param input whatever was handed over
 * @returns the resources that are meant, as they are named
 * @throws ToolError that names the member and what it may be
 */
export function removalRequest(input: unknown): RemovalRequest {
  const members = readObject(input, MEMBERS.removal, 'The input');
  const { resources } = members;
  if (!Array.isArray(resources) || resources.length < 1 || resources.length > MAX_REFERENCES) {
    throw new ToolError(
      `"resources" must be a list of 1 to ${MAX_REFERENCES} objects, each with "kind", "id" and "region" as ` +
        `teardown_list_resources gives them${Array.isArray(resources) ? `; it has ${resources.length}` : ''}.`,
    );
  }
  const references = resources.map((one: unknown, index) => referenceFrom(one, `resources[${index}]`));
  return { references, withDependents: optional(members, 'withDependents', boolean) ?? false };
}

function referenceFrom(value: unknown, where: string): Reference {
  const members = readObject(value, MEMBERS.reference, where);
  const parentId = optional(members, 'parentId', text, where);
  return {
    kind: kindFrom(required(members, 'kind', where)),
    id: required(members, 'id', where),
    region: required(members, 'region', where),
    ...(parentId !== undefined && { parentId }),
  };
}

/** The members of a structure that has no others than the known ones: a misspelled member must not widen what is meant. */
function readObject(value: unknown, known: readonly string[], where: string): Members {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new ToolError(`${where} must be an object. It may have: ${known.join(', ')}.`);
  }
  const other = Object.keys(value).find((name) => !known.includes(name));
  if (other !== undefined) {
    throw new ToolError(`${where} has no member "${truncateMiddle(other, 60)}". It may have: ${known.join(', ')}.`);
  }
  return value as Members;
}

type Reader<T> = (value: unknown, name: string) => T;

/** A member that may be left out; `null` is left out too, for models write it. */
function optional<T>(members: Members, name: string, read: Reader<T>, where?: string): T | undefined {
  const value = members[name];
  return value === undefined || value === null ? undefined : read(value, named(name, where));
}

function required(members: Members, name: string, where: string): string {
  return text(members[name], named(name, where));
}

const named = (name: string, where: string | undefined): string => (where === undefined ? name : `${where}.${name}`);

function text(value: unknown, name: string): string {
  if (typeof value === 'string' && value.trim() !== '' && value.length <= MAX_CHARS) return value;
  throw new ToolError(`"${name}" must be a text of 1 to ${MAX_CHARS} characters.`);
}

function boolean(value: unknown, name: string): boolean {
  if (typeof value === 'boolean') return value;
  throw new ToolError(`"${name}" must be true or false.`);
}

function integer(least: number, most: number): Reader<number> {
  return (value, name) => {
    if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value;
    throw new ToolError(`"${name}" must be a whole number from ${least} to ${most}.`);
  };
}

function filterFrom(typed: string): Filter | undefined {
  const parsed = parseFilter(typed);
  if (parsed && 'problem' in parsed) throw new ToolError(`"filter" is not understood: ${parsed.problem}`);
  return parsed?.filter;
}

function serviceFrom(id: string): ServiceId {
  const service = Object.values(SERVICES).find((known) => known.id === id);
  if (service) return service.id;
  const known = Object.keys(SERVICES).join(', ');
  throw new ToolError(`There is no service "${truncateMiddle(id, 60)}" here. There are: ${known}.`);
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
