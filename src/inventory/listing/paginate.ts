import { setImmediate as nextTurn } from 'node:timers/promises';
import { t } from '@vscode/l10n';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import { pageSize } from '../../catalog/pageSizes.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { BoundClient } from './boundClient.ts';
import { getListPath, withoutEmptyTexts } from './memberPath.ts';

/** More pages than any account has: 100,000 items at 100 a page. A list that goes on after them never ends. */
const MAX_PAGES = 1_000;

/** So many elements are processed at once, before other work runs. */
const SLICE = 100;

const isToken = (token: unknown): token is string => typeof token === 'string' && token !== '';

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
 * @param onSlice receives the elements of a long list, some at a time; not those of a short last page
 */
export async function paginate(
  call: BoundClient,
  operation: string,
  items: string,
  input: Structure,
  onSlice?: (elements: readonly Structure[]) => void,
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
      token = output[names.reply];
      const page = getListPath(output, items);
      const isLong = page.length > SLICE;
      for (let from = 0; from < page.length; from += SLICE) {
        if (from > 0) await nextTurn();
        const slice = page.slice(from, from + SLICE).map(withoutEmptyTexts);
        for (const element of slice) elements.push(element);
        if (isLong || isToken(token)) onSlice?.(slice);
      }
      if (!isToken(token)) return { elements };
      if (seen.has(token) || seen.size >= MAX_PAGES) {
        const repeated = seen.has(token);
        return { elements, failure: endlessListFailure(repeated, `${iamPrefix}:${operation}`, call.target.region) };
      }
      seen.add(token);
    } while (token);
    return { elements };
  } catch (error) {
    if (error instanceof AwsCallError) return { elements, failure: error.failure };
    throw error;
  }
}

/** Returns the failure of a list that would never end: the server repeats a page token, or always returns a new one. */
function endlessListFailure(repeated: boolean, action: string, region: string): CallFailure {
  return repeated
    ? malformedListFailure('RepeatedPageToken', t('AWS returned the same page token twice.'), action, region)
    : malformedListFailure(
        'TooManyPages',
        t('The list has more than {0} pages: it is not complete.', MAX_PAGES),
        action,
        region,
      );
}

/** Returns the failure of a list whose responses are AWS's by their marks, and whose content cannot be. */
export function malformedListFailure(name: string, message: string, action: string, region: string): CallFailure {
  return { cause: 'malformedResponse', name, message, action, region, attempts: 1, durationMs: 0, details: {} };
}
