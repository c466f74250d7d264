import type { PriceRule } from '../model/price.ts';
import { COMPUTE_PRICES } from './compute.ts';
import { DIRECT_CONNECT_PRICES } from './directConnect.ts';
import { BUNDLE_LISTS, LIGHTSAIL_PRICES } from './lightsail.ts';
import { NETWORK_PRICES } from './network.ts';
import { STORAGE_PRICES } from './storage.ts';

const named = (service: string, rules: Readonly<Record<string, PriceRule>>): readonly [string, PriceRule][] =>
  Object.entries(rules).map(([name, rule]) => [`${service}.${name}`, rule]);

/** What resources cost, by the id of their type. */
export const PRICE_RULES: ReadonlyMap<string, PriceRule> = new Map([
  ...named('ec2', { ...STORAGE_PRICES, ...COMPUTE_PRICES, ...NETWORK_PRICES }),
  ...named('lightsail', LIGHTSAIL_PRICES),
  ...named('directconnect', DIRECT_CONNECT_PRICES),
]);

/** Returns the IAM actions that the price of a resource type rests on, beside its list. */
export function priceActions(kindId: string): readonly string[] {
  if (!PRICE_RULES.has(kindId)) return [];
  const [service, name = ''] = kindId.split('.');
  if (service !== 'lightsail') return ['pricing:GetProducts'];
  const lists: Readonly<Record<string, { readonly operation: string } | undefined>> = BUNDLE_LISTS;
  const list = lists[name];
  if (list) return [`lightsail:${list.operation}`];
  return name === 'staticIp' ? ['pricing:GetProducts'] : [];
}
