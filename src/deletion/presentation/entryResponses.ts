import { formatResponse } from '../execution/callRecord.ts';
import type { JournalEntry } from '../journal/entry.ts';

/** Returns whether a response of AWS, or an error in its place, was recorded for an entry. */
export function hasResponse({ calls }: Pick<JournalEntry, 'calls'>): boolean {
  return calls.some(({ response }) => response !== undefined);
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
