import type * as DirectConnect from '@aws-sdk/client-direct-connect';
import type { Connection } from '@aws-sdk/client-direct-connect';
import { directConnectError } from '../../wire/commonErrors.ts';
import type { Collection } from '../../world/collection.ts';
import type { Call } from '../call.ts';
import type { Handlers } from '../handlers.ts';
import { showAll, takePage } from '../paging.ts';
import { macSecKeysOf } from './macSecKeys.ts';

interface PageInput {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

const MAX_RESULTS = 100;

function page<T extends object>(
  call: Call,
  collection: Collection<T>,
  input: PageInput,
  wanted: { readonly id: string | undefined; readonly noun: string },
): { readonly items: T[]; readonly next: string | undefined } {
  const { id, noun } = wanted;
  const { maxResults: most = MAX_RESULTS } = input;
  if (most < 1 || most > MAX_RESULTS) throw directConnectError('maxResults must be between 1 and 100');
  if (id !== undefined && collection.find(id, call.now) === undefined) {
    throw directConnectError(`Could not find ${noun} with ID ${id}`);
  }
  const taken = takePage(call, collection, {
    token: input.nextToken,
    size: Math.min(most, call.settings.pageSizes.directconnect),
    matches: (row) => id === undefined || row.id === id,
    invalidToken: () => directConnectError('The nextToken is not valid'),
  });
  return { items: taken.entries.map((entry) => entry.item), next: taken.next };
}

/** Returns a connection with its keys, or those of its LAG, which replace them (Direct Connect guide, LAGs). */
function withKeys(call: Call, connection: Connection): Connection {
  const { lagId, connectionId = '' } = connection;
  const lag = lagId === undefined ? undefined : call.resources('directconnect.lag').find(lagId, call.now)?.item;
  return {
    ...connection,
    ...(lag?.encryptionMode !== undefined && { encryptionMode: lag.encryptionMode }),
    macSecKeys: macSecKeysOf(call, lagId ?? connectionId),
  };
}

/**
 * Connections, LAGs and interconnects
 * (https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Connection.html).
 */
export const connections: Handlers<typeof DirectConnect> = {
  DescribeConnections: (input, call) => {
    const wanted = { id: input.connectionId, noun: 'Connection' };
    const { items, next } = page(call, call.resources('directconnect.connection'), input, wanted);
    return { connections: items.map((item) => withKeys(call, item)), nextToken: next };
  },

  DescribeLags: (input, call) => {
    const { items, next } = page(call, call.resources('directconnect.lag'), input, { id: input.lagId, noun: 'Lag' });
    const lags = items.map((lag) => {
      const own = macSecKeysOf(call, lag.lagId ?? '');
      const all = call.resources('directconnect.connection');
      const mine = all.rows().filter((row) => row.item.lagId === lag.lagId);
      return {
        ...lag,
        connections: showAll(call, all, mine).map((item) => ({
          ...item,
          encryptionMode: lag.encryptionMode,
          macSecKeys: own,
        })),
        macSecKeys: own,
      };
    });
    return { lags, nextToken: next };
  },

  DescribeInterconnects: (input, call) => {
    const wanted = { id: input.interconnectId, noun: 'Interconnect' };
    const { items, next } = page(call, call.resources('directconnect.interconnect'), input, wanted);
    const interconnects = items.map((item) => ({ ...item, macSecKeys: macSecKeysOf(call, item.interconnectId ?? '') }));
    return { interconnects, nextToken: next };
  },
};
