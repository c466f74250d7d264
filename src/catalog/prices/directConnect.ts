import type { Connection } from '@aws-sdk/client-direct-connect';
import { FREE, hourly, none, rule } from './shared.ts';

/** States before and after the port hours: https://docs.aws.amazon.com/directconnect/latest/APIReference/API_Connection.html. */
const UNBILLED: ReadonlySet<string> = new Set(['deleted', 'deleting', 'rejected', 'ordering']);

/**
 * A port by the hour, its speed and its location; one in a link aggregation group likewise, whose own row costs nothing
 * (https://aws.amazon.com/directconnect/pricing/). Billing begins with the first use, or 90 days after the request
 * (https://docs.aws.amazon.com/directconnect/latest/UserGuide/Welcome.html).
 */
const connection = rule<Connection>((item, { accountId }) => {
  const { connectionState: state, location, bandwidth, partnerName: partner } = item;
  if (state !== undefined && UNBILLED.has(state)) return FREE;
  if (state !== 'available' && state !== 'down') return none('undescribed');
  if ((item.ownerAccount ?? accountId) !== accountId) return none('otherAccount');
  const speed = /^(\d+[MGT])bps$/.exec(bandwidth ?? '')?.[1];
  if (location === undefined || speed === undefined) return none('undescribed');
  const port = partner === undefined ? 'PortUsage' : 'HCPortUsage';
  return { parts: [hourly('AWSDirectConnect', { productFamily: 'Direct Connect' }, `${location}-${port}:${speed}`)] };
});

/** Its connections have rows of their own: https://aws.amazon.com/directconnect/pricing/. */
const lag = rule(() => FREE);

export const DIRECT_CONNECT_PRICES = { connection, lag };
