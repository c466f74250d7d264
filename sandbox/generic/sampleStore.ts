import type { Call } from '../services/call.ts';
import type { Fields } from '../types.ts';
import type { Collection } from '../world/collection.ts';
import type { Kind } from '../world/kinds.ts';
import type { World } from '../world/world.ts';
import type { NormalizedSchema } from '@smithy/core/schema';
import type { OperationShape } from '../wire/shapes.ts';
import type { GenericService, Match, DeleteSpec, Step } from './deleteSpec.ts';
import { LEFTOVERS } from './leftovers.ts';
import { override, OVERRIDES } from './overrides.ts';
import { pricedMembers } from './pricedMembers.ts';
import { sampleId, sampleOf } from './samples.ts';

/** Listings whose resources are in a collection that `services/` handles. */
const OWN: Readonly<Record<string, Kind>> = {
  DescribeIpams: 'ec2.ipam',
  DescribeRouteServers: 'ec2.routeServer',
  DescribeRouteServerEndpoints: 'ec2.routeServerEndpoint',
  GetBuckets: 'lightsail.bucket',
  GetInstances: 'lightsail.instance',
  GetKeyPairs: 'lightsail.keyPair',
  DescribeConnections: 'directconnect.connection',
  DescribeLags: 'directconnect.lag',
  DescribeInterconnects: 'directconnect.interconnect',
};

/** A listing operation and the resources in its response. */
export interface Listing {
  readonly service: GenericService;
  readonly operation: string;
  /** Where the resources are in the response: a list, a structure, or (undefined) the response itself. */
  readonly root: Step | undefined;
  /** The id member of a resource. Several if none is unique by itself. */
  readonly ids: readonly string[];
  readonly parents?: { readonly list: string; readonly input: string };
}

/**
 * Returns the paths of the members by which requests identify a resource. For a wrapper around a single resource, the
 * inner one's.
 */
function idsIn(matches: readonly Match[]): readonly string[] {
  const own = matches.map(({ steps }) => steps).filter((steps) => steps.length > 1);
  const lists = (steps: readonly Step[]) => steps.filter(({ each }) => each).length;
  const path = (steps: readonly Step[]) =>
    steps
      .slice(1)
      .map(({ name, each }) => (each ? `${name}.0` : name))
      .join('.');
  const direct = own.filter((steps) => lists(steps) <= 1);
  return (direct.length > 0 ? direct : own.filter((steps) => steps[0]?.each && steps[1]?.each)).map(path);
}

/** Returns the listings of all delete operations, by operation. */
export function listingsOf(specs: readonly DeleteSpec[]): ReadonlyMap<string, Listing> {
  const found = new Map<string, Listing>();
  // Operations that only change a resource identify it by a member that they remove. They come last.
  const sorted = [...specs].sort((a, b) => a.changes.length - b.changes.length);
  for (const { service, lookups, changes } of sorted) {
    for (const { list, parents, matches } of lookups) {
      const ids = idsIn(matches);
      const root = matches.find(({ steps }) => steps.length > 0)?.steps[0];
      const before = found.get(list);
      const better =
        before === undefined ||
        before.ids.length === 0 ||
        (changes.length === 0 && ids.length > 0 && ids.length < before.ids.length);
      if (better) found.set(list, { service, operation: list, root, ids, ...(parents && { parents }) });
    }
  }
  return found;
}

/** The accounts and Regions with samples. Elsewhere, generic listings are empty. */
const PLACES_WITH_SAMPLES = new Set(['111122223333/eu-west-1', '111122223333/us-east-1']);
const SAMPLES_PER_LISTING = 2;

/**
 * Listings whose resources join two Regions, which list them under one id: those of eu-west-1 are us-east-1's as well
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateVpcPeeringConnection.html, PeerRegion;
 * https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateTransitGatewayPeeringAttachment.html).
 */
const CROSS_REGION = new Set(['DescribeVpcPeeringConnections', 'DescribeTransitGatewayPeeringAttachments']);
const JOINED: Readonly<Record<string, string>> = { 'us-east-1': 'eu-west-1' };

/** Stores the resources of generic listings. Creates the samples of a place on first use. */
export class SampleStore {
  readonly listings: ReadonlyMap<string, Listing>;
  readonly #shapes: Readonly<Record<GenericService, ReadonlyMap<string, OperationShape>>>;
  readonly #filled = new WeakMap<World, Set<string>>();
  /** The ids of the samples without children. */
  readonly #leftovers = new Set<string>();
  /** The listing by its only id member: `VpcId`. */
  readonly #byId: ReadonlyMap<string, Listing>;

  constructor(
    listings: ReadonlyMap<string, Listing>,
    shapes: Readonly<Record<GenericService, ReadonlyMap<string, OperationShape>>>,
  ) {
    this.listings = listings;
    this.#shapes = shapes;
    const single = [...listings.values()].filter(({ ids, service }) => ids.length === 1 && service === 'ec2');
    const named = single.map((listing) => [lastOf(listing.ids[0] ?? ''), listing] as const);
    // If several listings have an id member of that name, the one named after it counts, or none.
    const isAfter = (member: string, { operation }: Listing) => operation === `Describe${member.replace(/Id$/, '')}s`;
    const clear = named.filter(
      ([member, listing]) => isAfter(member, listing) || named.filter(([other]) => other === member).length === 1,
    );
    this.#byId = new Map(clear);
  }

  /** Returns the resources of a listing in the account and Region of a call. Creates the samples on first use. */
  collection(call: Call, listing: Listing): Collection<Fields> {
    const own = OWN[listing.operation];
    const kind = own ?? (`${listing.service}:${listing.operation}` as Kind);
    const region = (CROSS_REGION.has(listing.operation) ? JOINED[call.region] : undefined) ?? call.region;
    const collection = call.world.collection(call.accountId, region, kind) as unknown as Collection<Fields>;
    if (own === undefined) this.#fill({ ...call, region }, listing, collection);
    return collection;
  }

  #fill(call: Call, listing: Listing, collection: Collection<Fields>): void {
    const filled = this.#filled.get(call.world) ?? new Set();
    this.#filled.set(call.world, filled);
    const key = `${call.accountId}/${call.region}`;
    const place = `${key}/${listing.operation}`;
    if (filled.has(place)) return;
    filled.add(place);
    if (!PLACES_WITH_SAMPLES.has(key)) return;
    const parents = listing.parents ? this.#parentsOf(call, listing.parents.list) : [undefined];
    for (const parent of parents) {
      const many = listing.root?.each === true ? SAMPLES_PER_LISTING : 1;
      for (let n = 0; n < many; n += 1) this.#put(call, listing, collection, n, parent);
    }
    const leftover = LEFTOVERS[listing.operation];
    if (leftover) this.#leftovers.add(this.#put(call, listing, collection, SAMPLES_PER_LISTING, undefined, leftover));
  }

  /** Returns AWS's name of what a listing has in it. */
  #structureOf({ service, operation, root }: Listing): string {
    const shape = this.#shapes[service].get(operation);
    return (shape && elementSchema(shape.output, root)?.getName()) ?? '';
  }

  #parentsOf(call: Call, list: string): string[] {
    const listing = this.listings.get(list);
    return listing
      ? this.collection(call, listing)
          .rows()
          .map(({ id }) => id)
          .filter((id) => !this.#leftovers.has(id))
      : [];
  }

  /** Adds a sample and returns its id. */
  #put(
    call: Call,
    listing: Listing,
    collection: Collection<Fields>,
    n: number,
    parent: string | undefined,
    more: Fields = {},
  ): string {
    const shape = this.#shapes[listing.service].get(listing.operation);
    const schema = shape && elementSchema(shape.output, listing.root);
    if (!schema) return '';
    const seed = `${listing.operation}/${parent ?? ''}/${n}`;
    const own = new Set(listing.ids.map(lastOf));
    const reference = (member: string) => {
      const other = own.has(member) ? undefined : this.#byId.get(member);
      if (listing.parents?.input === member && parent !== undefined) return parent;
      return other && sampleId(member, `${other.operation}//0/${member}`, this.#structureOf(other));
    };
    const item = sampleOf(schema, '', { service: listing.service, seed, now: call.now, reference }) as Fields;
    override(item, pricedMembers(listing.operation, n, call.region));
    override(item, { ...OVERRIDES[listing.operation]?.[n === 0 ? 0 : 1], ...more });
    const id = rowIdOf(listing, item, parent);
    collection.put(id, item, parent);
    return id;
  }
}

/** Returns the id under which a resource is stored, unique in its listing and place. */
export function rowIdOf(listing: Listing, item: Fields, parent: string | undefined): string {
  const ids = listing.ids.map((path) =>
    path.split('.').reduce<unknown>((value, name) => (value as Fields | undefined)?.[name], item),
  );
  const known = ids.flatMap((id) => (typeof id === 'string' || typeof id === 'number' ? [String(id)] : []));
  const own = known.length > 0 ? known.join('/') : JSON.stringify(item);
  return parent === undefined ? own : `${parent}/${own}`;
}

/** Returns the last member of a path. */
const lastOf = (path: string): string => path.split('.').at(-1) ?? '';

/** Returns the schema of a listing's resources. */
export function elementSchema(output: NormalizedSchema, root: Step | undefined): NormalizedSchema | undefined {
  if (root === undefined) return output;
  const member = new Map(output.structIterator()).get(root.name);
  return member?.isListSchema() ? member.getValueSchema() : member;
}
