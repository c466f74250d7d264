import { t } from '@vscode/l10n';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import { pageSize } from '../../catalog/pageSizes.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { BoundClient } from './boundClient.ts';
import { getListPath, withoutEmptyTexts } from './memberPath.ts';

/** More pages than any account has: 100,000 items at 100 a page. A list that goes on after them never ends. */
const MAX_PAGES = 1_000;

/** The elements of all pages, and the failure that ended the list early, if any. */
export interface PageResult {
  readonly elements: readonly Structure[];
  readonly failure?: CallFailure;
}

/**
 * Fetches all pages of a list. Several of these operations have no SDK paginator. Where a page fails, the elements before it are returned
 * with the failure; AWS's errors are never thrown.
 *
 * @param items the path to the list in the response, see `Source.items`
 * @param onPage receives the elements of each page but the last
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
      const page = getListPath(output, items).map(withoutEmptyTexts);
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

/** Returns the failure of a list that would never end: the server repeats a page token, or always returns a new one. */
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
