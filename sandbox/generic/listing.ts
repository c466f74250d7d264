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

/** The members of requests and responses with page tokens. */
const TOKENS = {
  ec2: ['NextToken', 'NextToken'],
  lightsail: ['pageToken', 'nextPageToken'],
  directconnect: ['nextToken', 'nextToken'],
} as const;

/** Members of requests that are ignored: the sandbox lists the caller's own resources only. */
const IGNORED =
  /^(Owners|OwnerIds|ExecutableUsers|RestorableByUserIds|DryRun|Filters?|MaxResults|NextToken|Role|Include\w*|AllowAccess\w*)$/i;

/** Returns the service's error for a resource that does not exist. */
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

/** Returns the ids in a request, by the resource's member that has them. */
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

/** Returns whether a member is the id of the listed resources, and not of something they belong to. */
function isOwnId({ service, ids }: Listing, member: string): boolean {
  return service === 'lightsail' || ids.some((path) => path === member || path.endsWith(`.${member}`));
}

/** Returns whether a resource has an id, or an element of its lists does. */
function hasId(row: Row<Fields>, member: string, id: string): boolean {
  if (member in row.item) return row.item[member] === id;
  return row.id === id || listOf(row).some((inner) => typeof inner === 'object' && inner[member] === id);
}

/** Returns the handler of a listing: by ids, by filters, and by pages if the operation has pages. */
export function listingHandler(store: SampleStore, listing: Listing, shape: OperationShape): AnyHandler {
  const [tokenMember, nextMember] = TOKENS[listing.service];
  const paged = new Map(shape.input.structIterator()).has(tokenMember);
  return (given: never, call: Call) => {
    const input = given as Fields;
    const own = paged ? call.settings.pageSizes[listing.service] : Infinity;
    const size = listing.service === 'ec2' ? ec2PageSize(call, input) : own;
    const collection = store.collection(call, listing);
    const parent = listing.parents && input[listing.parents.input];
    const wanted = wantedIds(input, listing);
    for (const { member, ids } of wanted.filter((one) => isOwnId(listing, one.member))) {
      for (const id of ids) {
        const exists = collection
          .rows()
          .some((row) => collection.find(row.id, call.now) !== undefined && hasId(row, member, id));
        if (!exists) throw notFound(call, member, id);
      }
    }
    const token = input[tokenMember];
    const page = takePage(call, collection, {
      token: typeof token === 'string' ? token : undefined,
      size,
      matches: (row) =>
        (parent === undefined || row.parent === parent) &&
        wanted.every(({ member, ids }) => ids.some((id) => hasId(row, member, id))) &&
        passesFilters(row.item, input),
      invalidToken: () => new AwsError('InvalidNextToken', 'The token is invalid.'),
    });
    const items = page.entries.map(({ item }) => item);
    if (listing.root === undefined) return items[0] ?? {};
    return {
      [listing.root.name]: listing.root.each ? items : items[0],
      ...(paged && page.next && { [nextMember]: page.next }),
    };
  };
}
