import { lightsailError } from '../../wire/commonErrors.ts';
import type { Collection, Row } from '../../world/collection.ts';
import type { Call } from '../call.ts';
import { takePage } from '../paging.ts';

/**
 * A page of a Lightsail list: the size is the service's own, clients cannot ask for one.
 *
 * @param call the call
 * @param collection what is listed
 * @param token `pageToken` of the request
 * @param matches which rows; all if undefined
 * @returns the items, and `nextPageToken`
 */
export function lightsailPage<T extends object>(
  call: Call,
  collection: Collection<T>,
  token: string | undefined,
  matches?: (row: Row<T>) => boolean,
): { readonly items: T[]; readonly next: string | undefined } {
  const page = takePage(call, collection, {
    token,
    size: call.settings.pageSizes.lightsail,
    badToken: () => lightsailError('InvalidInputException', 'The page token is not valid.'),
    ...(matches && { matches }),
  });
  return { items: page.entries.map((entry) => entry.item), next: page.next };
}
