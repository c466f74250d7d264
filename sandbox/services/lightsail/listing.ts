import { lightsailError } from '../../wire/commonErrors.ts';
import type { Collection, Row } from '../../world/collection.ts';
import type { Call } from '../call.ts';
import { takePage } from '../paging.ts';

/**
 * Returns a page of a Lightsail list. Requests cannot choose its size. `token` is the request's `pageToken`, `next`
 * the response's `nextPageToken`. Without `matches`, all rows are listed.
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
    invalidToken: () => lightsailError('InvalidInputException', 'The page token is not valid.'),
    ...(matches && { matches }),
  });
  return { items: page.entries.map((entry) => entry.item), next: page.next };
}
