import { t } from '@vscode/l10n';
import { AwsCallError, type Failure } from '../aws/failure.ts';
import { SERVICES } from '../catalog/service.ts';
import type { Structure } from '../catalog/kind.ts';
import type { Call } from './call.ts';
import { elementsAt } from './member.ts';

/** The elements that came, and the failure that ended the listing early, if any. */
export interface Pages {
  readonly elements: readonly Structure[];
  readonly failure?: Failure;
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
export async function allPages(
  call: Call,
  operation: string,
  items: string,
  input: Structure,
  onPage?: (elements: readonly Structure[]) => void,
): Promise<Pages> {
  const { page: names, iamPrefix } = SERVICES[call.service];
  const elements: Structure[] = [];
  const seen = new Set<string>();
  let token: unknown;
  try {
    do {
      const { output } = await call.send(operation, token === undefined ? input : { ...input, [names.request]: token });
      const page = elementsAt(output, items);
      for (const element of page) elements.push(element);
      token = output[names.reply];
      if (typeof token !== 'string' || token === '') return { elements };
      if (seen.has(token)) {
        return { elements, failure: repeatedToken(`${iamPrefix}:${operation}`, call.target.region) };
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

/** A server that hands out the same page for ever would keep us for ever. */
function repeatedToken(action: string, region: string): Failure {
  return {
    cause: 'garbled',
    name: 'RepeatedPageToken',
    message: t('The same page token came twice: the list is not complete.'),
    action,
    region,
    attempts: 1,
    durationMs: 0,
    details: {},
  };
}
