import { setImmediate as nextTurn } from 'node:timers/promises';
import { t } from '@vscode/l10n';
import type { AwsResponse } from '../../aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../../aws/errors/callError.ts';
import { pageSize } from '../../catalog/pageSizes.ts';
import { SERVICES } from '../../catalog/model/services.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import type { BoundClient } from './boundClient.ts';
import { getListPath, withoutEmptyMembers } from './memberPath.ts';

/** Where a list ends with an error, because it would never end. */
interface ListLimits {
  readonly pages: number;
  /** Pages without an item, one after the other. */
  readonly emptyPages: number;
  /** The time that AWS takes for all requests. Queues, pauses of throttling and most of an MFA prompt are no part of it. */
  readonly minutes: number;
}

/** A page counts as a minute at most: what takes longer is a person who types a code. */
const MAX_PAGE_MS = 60_000;

/**
 * More pages than any account has: 100,000 items at 100 a page, and more time than they take. Pages may be empty before the last one
 * (https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-pagination.html).
 */
const LIST_LIMITS: ListLimits = { pages: 1_000, emptyPages: 500, minutes: 15 };

/** So many elements are processed at once, before other work runs. */
const SLICE = 100;

const isToken = (token: unknown): token is string => typeof token === 'string' && token !== '';

/** The elements of all pages, and the failure that ended the list early, if any. */
export interface PageResult {
  readonly elements: readonly Structure[];
  readonly failure?: CallFailure;
}

/**
 * Returns whether AWS does not find what is listed, or its parent: there is none. EC2 responds so to a list without ids where an account
 * has no Spot data feed (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/errors-overview.html, `InvalidSpotDatafeed.NotFound`).
 */
export function meansNone({ elements, failure }: PageResult): boolean {
  return failure?.cause === 'notFound' && elements.length === 0;
}

/**
 * Fetches all pages of a list. Several of these operations have no SDK paginator. Where a page fails, the elements
 * before it are returned with the failure; AWS's errors are never thrown. `items` is the path to the list in the
 * response, see `Source.items`. `onSlice` receives the elements of a long list, some at a time; not those of a short
 * last page.
 */
export async function paginate(
  call: BoundClient,
  operation: string,
  items: string,
  input: Structure,
  onSlice?: (elements: readonly Structure[]) => void,
  limits: ListLimits = LIST_LIMITS,
): Promise<PageResult> {
  const { page: names, iamPrefix } = SERVICES[call.service];
  const elements: Structure[] = [];
  const progress = new ListProgress(limits);
  const size = pageSize(operation, input);
  const sized = size === undefined ? input : { [names.size]: size, ...input };
  try {
    let response: Promise<AwsResponse> | undefined = call.send(operation, sized);
    while (response) {
      const { output, durationMs } = await response;
      response = undefined;
      const token = output[names.reply];
      const page = getListPath(output, items);
      const problem = isToken(token) ? progress.problemAfter(page, durationMs, token) : undefined;
      if (isToken(token) && !problem) {
        // AWS works on the next page while this one is processed.
        response = call.send(operation, { ...sized, [names.request]: token });
        response.catch(() => undefined);
      }
      const isLong = page.length > SLICE;
      for await (const slice of slicesOf(page)) {
        for (const element of slice) elements.push(element);
        if (isLong || isToken(token)) onSlice?.(slice);
      }
      if (problem) {
        const failure = malformedListFailure(...problem, `${iamPrefix}:${operation}`, call.target.region);
        return { elements, failure };
      }
    }
    return { elements };
  } catch (error) {
    if (error instanceof AwsCallError) return { elements, failure: error.failure };
    throw error;
  }
}

/** Divides a page, without the empty members of its elements. Other work runs in between. */
async function* slicesOf(page: readonly Structure[]): AsyncGenerator<readonly Structure[]> {
  for (let from = 0; from < page.length; from += SLICE) {
    if (from > 0) await nextTurn();
    yield page.slice(from, from + SLICE).map(withoutEmptyMembers);
  }
}

/** Distinguishes a long list from one that never ends. */
class ListProgress {
  readonly #limits: ListLimits;
  readonly #tokens = new Set<string>();
  #emptyPages = 0;
  #elapsedMs = 0;

  constructor(limits: ListLimits) {
    this.#limits = limits;
  }

  /** Takes a page with its time and the token of the next one. Returns why there is no end; undefined where there may be one. */
  problemAfter(
    page: readonly unknown[],
    durationMs: number,
    token: string,
  ): readonly [name: string, message: string] | undefined {
    const { pages, emptyPages, minutes } = this.#limits;
    if (this.#tokens.has(token)) return ['RepeatedPageToken', t('AWS returned the same page token twice.')];
    if (this.#tokens.size >= pages) {
      return ['TooManyPages', t('The list has more than {0} pages: it is not complete.', pages)];
    }
    this.#tokens.add(token);
    this.#emptyPages = page.length === 0 ? this.#emptyPages + 1 : 0;
    if (this.#emptyPages >= emptyPages) {
      return ['TooManyPages', t('{0} pages of the list, one after the other, have no items.', emptyPages)];
    }
    this.#elapsedMs += Math.min(durationMs, MAX_PAGE_MS);
    if (this.#elapsedMs < minutes * 60_000) return undefined;
    return ['ListTimeout', t('The list did not end within {0} minutes: it is not complete.', minutes)];
  }
}

/** Returns the failure of a list whose responses are AWS's by their marks, and whose content cannot be. */
export function malformedListFailure(name: string, message: string, action: string, region: string): CallFailure {
  return { cause: 'malformedResponse', name, message, action, region, attempts: 1, durationMs: 0, details: {} };
}
