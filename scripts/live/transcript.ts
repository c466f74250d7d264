import type { AwsClient, AwsResponse } from '../../src/aws/client/sdkClient.ts';
import { AwsCallError, type CallFailure } from '../../src/aws/errors/callError.ts';
import type { Structure } from '../../src/catalog/model/structure.ts';

/** A request and its response. Dates are `{ "$date": … }`. */
interface Exchange {
  readonly service: string;
  readonly operation: string;
  readonly input: Structure;
  readonly output?: Structure;
  readonly failure?: CallFailure;
}

/** All requests and responses, without the ids and secrets of the account. */
export interface Transcript {
  readonly region: string;
  readonly skip: readonly string[];
  readonly results: readonly { readonly name: string; readonly result: string }[];
  readonly exchanges: readonly Exchange[];
}

/** The account, and the name of everything that was created, in a transcript. */
export const REPLAYED = { account: '111122223333', run: 'teardown-live-replayed' } as const;

/** Marks dates for JSON. */
function withMarkedDates(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(withMarkedDates);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withMarkedDates(inner)]));
}

function withDates(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withDates);
  if (typeof value !== 'object' || value === null) return value;
  const { $date } = value as { readonly $date?: string };
  if ($date !== undefined) return new Date($date);
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, withDates(inner)]));
}

/** Records a client's requests and responses. The client has redacted secrets already; this replaces ids. */
export class Recorder {
  readonly #exchanges: Exchange[] = [];

  /** Returns a client that records. */
  around(client: AwsClient): AwsClient {
    return {
      call: async (target, service, operation, input, options) => {
        const sent = withMarkedDates(input) as Structure;
        try {
          const response = await client.call(target, service, operation, input, options);
          this.#exchanges.push({
            service,
            operation,
            input: sent,
            output: withMarkedDates(response.output) as Structure,
          });
          return response;
        } catch (error) {
          if (error instanceof AwsCallError) {
            this.#exchanges.push({ service, operation, input: sent, failure: error.failure });
          }
          throw error;
        }
      },
    };
  }

  /** Returns the transcript. Replaces the account, the run's name and every id, consistently. */
  transcript(about: Omit<Transcript, 'exchanges'>, { account, run }: { account: string; run: string }): Transcript {
    const names = new Map<string, string>();
    const replacement = (found: string, prefix: string) => {
      const known = names.get(found) ?? `${prefix}-${(names.size + 1).toString(16).padStart(17, '0')}`;
      names.set(found, known);
      return known;
    };
    const text = JSON.stringify({ ...about, exchanges: this.#exchanges })
      .replaceAll(run, REPLAYED.run)
      .replaceAll(account, REPLAYED.account)
      .replace(/\b(?:AKIA|ASIA)[A-Z0-9]{12,}\b/g, 'AKIAREPLAYED00000000')
      .replace(/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/g, (found) =>
        replacement(found, 'request'),
      )
      .replace(/\b([a-z]{1,12}(?:-[a-z]{2,12})*)-(?:[0-9a-f]{17}|[0-9a-f]{8})\b/g, replacement)
      // Any other account: an owner of what was shared.
      .replace(/(?<![\d.])\d{12}(?![\d.])/g, REPLAYED.account);
    return JSON.parse(text) as Transcript;
  }
}

/** Returns a client that replays a transcript: equal requests in their order, the last response repeatedly. */
export function replayingClient({ exchanges }: Transcript): AwsClient {
  const queues = new Map<string, Exchange[]>();
  const keyOf = (service: string, operation: string, input: unknown) =>
    // Page size and the order of ids do not matter: Teardown sorts ids, and the transcript has other ids.
    JSON.stringify(
      [service, operation, { ...(withMarkedDates(input) as Structure), MaxResults: undefined }],
      (_, value: unknown) =>
        Array.isArray(value) && value.every((item) => typeof item === 'string') ? [...value].sort() : value,
    );
  for (const exchange of exchanges) {
    const key = keyOf(exchange.service, exchange.operation, exchange.input);
    queues.set(key, [...(queues.get(key) ?? []), exchange]);
  }
  return {
    call(target, service, operation, input) {
      const queue = queues.get(keyOf(service, operation, input)) ?? [];
      const exchange = queue.length > 1 ? queue.shift() : queue[0];
      if (exchange?.failure) return Promise.reject(new AwsCallError(exchange.failure));
      if (!exchange) {
        const message = `The transcript has no ${service}:${operation} ${JSON.stringify(input)}`;
        const about = {
          action: `${service}:${operation}`,
          region: target.region,
          attempts: 1,
          durationMs: 0,
          details: {},
        };
        return Promise.reject(new AwsCallError({ cause: 'invalid', name: 'NotRecorded', message, ...about }));
      }
      const output = withDates(exchange.output ?? {}) as Structure;
      const response: AwsResponse = { output, status: 200, attempts: 1, durationMs: 0 };
      return Promise.resolve(response);
    },
  };
}
