import type { AwsClient } from '../../aws/client/sdkClient.ts';
import type { UsageLookup } from '../../catalog/model/usage.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { USAGE_RULES } from '../../catalog/usage/index.ts';
import { bindClient } from '../listing/boundClient.ts';
import { textAt } from '../listing/memberPath.ts';
import { escapeFilterValue } from '../listing/filterValue.ts';
import { paginate } from '../listing/paginate.ts';
import type { Resource } from '../resource.ts';
import { allHold } from './memberTests.ts';
import type { LookupResult } from './usage.ts';

/** Sends the look-ups of a resource's rule. Returns their results in the order of the rule. */
export async function lookUpUsage(
  client: AwsClient,
  resource: Resource,
  now: number,
  signal?: AbortSignal,
): Promise<readonly LookupResult[]> {
  const { lookups = [] } = USAGE_RULES.get(resource.kind.id) ?? {};
  return Promise.all(lookups.map((lookup) => send(client, resource, lookup, now, signal)));
}

async function send(
  client: AwsClient,
  { kind, target, entry }: Resource,
  lookup: UsageLookup,
  now: number,
  signal: AbortSignal | undefined,
): Promise<LookupResult> {
  const { service = kind.service, operation, input, items, except = [] } = lookup;
  const request = requestOf(input, entry.item);
  if (!request) return { failed: 'MissingParameter' };
  const call = bindClient(client, target, service, signal ? { signal } : {});
  const { elements, failure } = await paginate(call, operation, items, request);
  const isFound = elements.some(
    (item) => !isStranger(item, lookup, entry.item) && (except.length === 0 || !allHold(except, { item }, now)),
  );
  if (isFound) return 'found';
  return failure ? { failed: failure.name } : 'empty';
}

/** Returns the request; undefined where the description lacks a value. */
function requestOf(input: UsageLookup['input'], item: Structure): Structure | undefined {
  const members = Object.entries(input).map(([member, source]): [string, unknown] => {
    if (typeof source === 'string') return [member, textAt(item, source)];
    if ('value' in source) return [member, source.value];
    const value = textAt(item, source.path);
    return [member, value === undefined ? undefined : [{ Name: source.filter, Values: [escapeFilterValue(value)] }]];
  });
  return members.every(([, value]) => value !== undefined) ? Object.fromEntries(members) : undefined;
}

/** Returns whether an element names another resource than the one that was asked for: a server that ignores the request returns all. */
function isStranger(element: Structure, { input, refersBy }: UsageLookup, item: Structure): boolean {
  if (refersBy === undefined) return false;
  const wanted = Object.values(input).flatMap((source) =>
    typeof source === 'string' ? [textAt(item, source)] : 'path' in source ? [textAt(item, source.path)] : [],
  );
  const named = textAt(element, refersBy);
  return named !== undefined && !wanted.includes(named);
}
