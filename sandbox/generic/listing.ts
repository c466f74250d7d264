import type { AnyHandler } from '../services/handlers.ts';
import type { Call } from '../services/call.ts';
import { notFoundCode } from '../facts/operationCodes.ts';
import { ec2PageSize, takePage } from '../services/paging.ts';
import type { Fields } from '../types.ts';
import { AwsError } from '../wire/awsError.ts';
import { directConnectError, lightsailError } from '../wire/commonErrors.ts';
import type { OperationShape } from '../wire/shapes.ts';
import type { Row } from '../world/collection.ts';
import { passesFilters } from './filters.ts';
import type { Listing, SampleStore } from './sampleStore.ts';

/** The members of requests and replies that hold page tokens. */
const TOKENS = {
  ec2: ['NextToken', 'NextToken'],
  lightsail: ['pageToken', 'nextPageToken'],
  directconnect: ['nextToken', 'nextToken'],
} as const;

/** Members of requests that say which of somebody's: the sandbox has one's own only. */
const IGNORED =
  /^(Owners|OwnerIds|ExecutableUsers|RestorableByUserIds|DryRun|Filters?|MaxResults|NextToken|Role|Include\w*|AllowAccess\w*)$/i;

/**
 * The error for what does not exist.
 *
 * @param call the call that named it
 * @param member the member that named it
 * @param id what was named
 * @returns the error in the service's own words
 */
export function notFound({ service, operation }: Call, member: string, id: string): AwsError {
  const noun = member.replace(/(Id|Name)s?$/, '');
  if (service === 'lightsail') {
    // "The Instance does not exist: WordPress-1"
    return lightsailError(
      'NotFoundException',
      `The ${noun.charAt(0).toUpperCase()}${noun.slice(1)} does not exist: ${id}`,
    );
  }
  if (service === 'directconnect') return directConnectError(`Could not find ${noun} with ID ${id}`);
  return new AwsError(notFoundCode(operation, member).code, `The ${member} '${id}' does not exist`);
}

/** The ids that a request asks for, by the member that has them in the resource. */
function wantedIds(
  input: Fields,
  listing: Listing,
): readonly { readonly member: string; readonly ids: readonly string[] }[] {
  return Object.entries(input).flatMap(([name, value]) => {
    if (IGNORED.test(name) || name === listing.parents?.input) return [];
    if (Array.isArray(value) && /(Ids|Names)$/.test(name))
      return [{ member: name.replace(/s$/, ''), ids: value.map(String) }];
    return typeof value === 'string' && /(Id|Name)$/i.test(name) ? [{ member: name, ids: [value] }] : [];
  });
}

const listOf = (row: Row<Fields>): readonly Fields[] =>
  Object.values(row.item).flatMap((value) => (Array.isArray(value) ? (value as Fields[]) : []));

/** Whether a member asks for resources by their own id, and not by what they belong to. */
function isOwnId({ service, ids }: Listing, member: string): boolean {
  return service === 'lightsail' || ids.some((path) => path === member || path.endsWith(`.${member}`));
}

/** Whether a resource, or what it is a wrapper of, has an id. */
function hasId(row: Row<Fields>, member: string, id: string): boolean {
  if (member in row.item) return row.item[member] === id;
  return row.id === id || listOf(row).some((inner) => typeof inner === 'object' && inner[member] === id);
}

/**
 * The behaviour of a listing: by ids, with filters, a page at a time where the operation has pages.
 *
 * @param shelf where the resources are
 * @param listing the listing
 * @param shape the operation
 * @returns the handler
 */
export function listingHandler(shelf: SampleStore, listing: Listing, shape: OperationShape): AnyHandler {
  const [request, reply] = TOKENS[listing.service];
  const paged = new Map(shape.input.structIterator()).has(request);
  return (given: never, call: Call) => {
    const input = given as Fields;
    const own = paged ? call.settings.pageSizes[listing.service] : Infinity;
    const size = listing.service === 'ec2' ? ec2PageSize(call, input) : own;
    const collection = shelf.collection(call, listing);
    const parent = listing.parents && input[listing.parents.input];
    const wanted = wantedIds(input, listing);
    for (const { member, ids } of wanted.filter((one) => isOwnId(listing, one.member))) {
      for (const id of ids) {
        const there = collection
          .rows()
          .some((row) => collection.find(row.id, call.now) !== undefined && hasId(row, member, id));
        if (!there) throw notFound(call, member, id);
      }
    }
    const token = input[request];
    const page = takePage(call, collection, {
      token: typeof token === 'string' ? token : undefined,
      size,
      matches: (row) =>
        (parent === undefined || row.parent === parent) &&
        wanted.every(({ member, ids }) => ids.some((id) => hasId(row, member, id))) &&
        passesFilters(row.item, input),
      badToken: () => new AwsError('InvalidNextToken', 'The token is invalid.'),
    });
    const items = page.entries.map(({ item }) => item);
    if (listing.root === undefined) return items[0] ?? {};
    return {
      [listing.root.name]: listing.root.each ? items : items[0],
      ...(paged && page.next && { [reply]: page.next }),
    };
  };
}
