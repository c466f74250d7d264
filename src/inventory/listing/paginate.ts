import { t } from '@vscode/l10n';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import { pageSize } from '../../catalog/pageSizes.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { BoundClient } from './boundClient.ts';
import { getListPath } from './memberPath.ts';

/** More pages than any account has: a list that goes on after them pages for ever. At 100 items a page it is 100,000 items. */
const MAX_PAGES = 1_000;

/** The elements that came, and the failure that ended the listing early, if any. */
export interface PageResult {
  readonly elements: readonly Structure[];
  readonly failure?: CallFailure;
}

/**
 * Follows a listing page by page, by hand: several of these operations have no SDK paginator.
 *
 * @param call calls the service
 * @param operation the listing operation
 * @param items the path in the reply to the list, see `Source.items`
 * @param input the request, without a page token
 * @param onPage gets the elements of each page after which another one follows; what a short list holds comes all at once
 * @returns all elements; where a page failed, those before it together with the failure. Nothing is thrown
 */
export async function paginate(
  call: BoundClient,
  operation: string,
  items: string,
  input: Structure,
  onPage?: (elements: readonly Structure[]) => void,
): Promise<PageResult> {
  const { page: names, iamPrefix } = SERVICES[call.service];
  const elements: Structure[] = [];
  const seen = new Set<string>();
  const size = pageSize(operation, input);
  const sized = size === undefined ? input : { [names.size]: size, ...input };
  let token: unknown;
  try {
    do {
      const { output } = await call.send(operation, token === undefined ? sized : { ...sized, [names.request]: token });
      const page = getListPath(output, items);
      for (const element of page) elements.push(element);
      token = output[names.reply];
      if (typeof token !== 'string' || token === '') return { elements };
      if (seen.has(token) || seen.size >= MAX_PAGES) {
        const repeated = seen.has(token);
        return { elements, failure: endlessListFailure(repeated, `${iamPrefix}:${operation}`, call.target.region) };
      }
      seen.add(token);
      onPage?.(page);
    } while (token);
    return { elements };
  } catch (error) {
    if (error instanceof AwsCallError) return { elements, failure: error.failure };
    throw error;
  }
}

/** A server that returns the same page again, or ever new ones, would never end. */
function endlessListFailure(repeated: boolean, action: string, region: string): CallFailure {
  return {
    cause: 'malformedResponse',
    name: repeated ? 'RepeatedPageToken' : 'TooManyPages',
    message: repeated
      ? t('The same page token came twice: the list is not complete.')
      : t('The list has more than {0} pages: it is not complete.', MAX_PAGES),
    action,
    region,
    attempts: 1,
    durationMs: 0,
    details: {},
  };
}
