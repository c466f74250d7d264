import { formatResponse } from '../execution/callRecord.ts';
import type { JournalEntry } from '../journal/entry.ts';

/** Returns whether a record is of a response, an error of AWS among them: one without a status never arrived. */
export function isResponse(record: { readonly status?: number | undefined } | undefined): boolean {
  return record?.status !== undefined;
}

/** Returns whether AWS responded to a request of an entry. */
export function hasResponse({ calls }: Pick<JournalEntry, 'calls'>): boolean {
  return calls.some(({ response }) => isResponse(response));
}

/** Formats the responses of an entry as the response channel does: a comment line each, then the response as JSON. Oldest first. */
export function formatEntryResponses({ resource, operation, calls }: JournalEntry): string {
  return calls
    .flatMap(({ response, dryRun }) => {
      if (!response) return [];
      const { at, status, requestId, attempts, durationMs, body } = response;
      const facts = { at, status, requestId, attempts, durationMs, body, operation, dryRun };
      const { service, id, parent, region, accountId, source } = resource;
      const place = { service, id, parentId: parent?.id, region, accountId, source };
      return [formatResponse(facts, place)];
    })
    .join('\n');
}
