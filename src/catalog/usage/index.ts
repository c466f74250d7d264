import type { Kind } from '../model/kind.ts';
import type { UsageRule, UsageRules } from '../model/usage.ts';
import { COMPUTE_USAGE } from './compute.ts';
import { DIRECT_CONNECT_USAGE } from './directConnect.ts';
import { ENDPOINT_USAGE } from './endpoints.ts';
import { GATEWAY_USAGE } from './gateways.ts';
import { IPAM_AND_SERVER_USAGE } from './ipamAndServers.ts';
import { LIGHTSAIL_USAGE } from './lightsail.ts';
import { NETWORK_USAGE } from './network.ts';

function prefixed(service: string, rules: UsageRules): [string, UsageRule][] {
  return Object.entries(rules).map(([name, rule]) => [`${service}.${name}`, rule]);
}

/** The rules that decide whether something uses a resource, by the id of its type. Types without a rule are never called unused. */
export const USAGE_RULES: ReadonlyMap<string, UsageRule> = new Map([
  ...prefixed('ec2', {
    ...COMPUTE_USAGE,
    ...NETWORK_USAGE,
    ...ENDPOINT_USAGE,
    ...GATEWAY_USAGE,
    ...IPAM_AND_SERVER_USAGE,
  }),
  ...prefixed('lightsail', LIGHTSAIL_USAGE),
  ...prefixed('directconnect', DIRECT_CONNECT_USAGE),
]);

/** Returns the ids of the types whose lists a verdict on a type rests on, its own first. */
export function listsForUsage({ id, parentKinds = [] }: Pick<Kind, 'id' | 'parentKinds'>): readonly string[] {
  const rule = USAGE_RULES.get(id);
  if (!rule) return [];
  const { by = {}, keptBy = [], hiddenIn, seenByOwnerOf, followsParent } = rule;
  const parents = followsParent ? parentKinds : [];
  const others = [
    ...Object.keys(by),
    ...keptBy.map(({ kind }) => kind),
    ...Object.keys(hiddenIn?.members ?? {}),
    ...(seenByOwnerOf ? [seenByOwnerOf.kind] : []),
    ...parents.flatMap((parent) => listsForUsage({ id: parent })),
  ];
  return [...new Set([id, ...others])];
}

/** Types whose descriptions mention others without using them: records of what was there, and the tags of others. */
export const NEVER_USING: ReadonlyMap<string, string> = new Map([
  ['ec2.tag', 'a tag belongs to what it is on'],
  ['lightsail.tag', 'a tag belongs to what it is on'],
  ['directconnect.tag', 'a tag belongs to what it is on'],
  ['directconnect.gatewayTag', 'a tag belongs to what it is on'],
  ['ec2.networkInsightsAnalysis', 'a record of an analysis'],
  ['ec2.networkInsightsAccessScopeAnalysis', 'a record of an analysis'],
]);

/** Members with text for people, or for an instance: no reference, though AWS writes ids into some of them. */
export const PROSE_MEMBER =
  /^(Description|UserData|CustomerGatewayConfiguration|Fault|.*(Message|Reason|Explanations?))$/i;
