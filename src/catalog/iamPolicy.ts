import { DELETED_ALONG } from './deletedAlong.ts';
import { additionalActions, kindById } from './index.ts';
import type { Kind } from './model/kind.ts';
import { SERVICES } from './model/services.ts';
import { priceActions } from './prices/index.ts';
import { listsForUsage, USAGE_RULES } from './usage/index.ts';

/** The purpose of a policy: list resources, find what nothing uses, read list prices, look up who created them, check the permission to delete them, or delete them. */
export type PolicyPurpose = 'read' | 'findUnused' | 'prices' | 'creators' | 'dryRun' | 'delete';

/** A policy document of IAM (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html). */
export interface IamPolicy {
  readonly Version: '2012-10-17';
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: 'Allow';
    readonly Action: readonly string[];
    readonly Resource: '*';
  }[];
}

/** The actions that check a permission where AWS has no dry run: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html. */
const SIMULATION = ['iam:GetRole', 'iam:SimulatePrincipalPolicy'];

/** https://docs.aws.amazon.com/service-authorization/latest/reference/list_awscloudtrail.html */
const LOOKUP = 'cloudtrail:LookupEvents';

/** Returns the actions that list a kind. */
function listActions({ service, sources, auxiliarySources }: Kind): string[] {
  const operations = [...sources, ...auxiliarySources].flatMap(({ operation, child }) => [
    operation,
    ...(child ? [child.operation] : []),
  ]);
  return operations.map((operation) => `${SERVICES[service].iamPrefix}:${operation}`);
}

/** Returns the actions of a plan's checks: the kind's probes, and the lists of what must be deleted first. */
function checkActions({ id, service, probes = [], deletedAfter = [] }: Kind): string[] {
  const own = probes
    .flatMap(({ operation, followUpOperations = [] }) => [operation, ...followUpOperations])
    .map((operation) => `${SERVICES[service].iamPrefix}:${operation}`);
  const along = alongOperations(id).map((operation) => `${SERVICES[service].iamPrefix}:${operation}`);
  return [...own, ...along, ...deletedAfter.flatMap((id) => kindById(id) ?? []).flatMap(listActions)];
}

/** Returns the actions that verdicts on the use of a kind rest on, beside its own list. */
function usageActions(kind: Kind): string[] {
  const lists = listsForUsage(kind).flatMap((id) => kindById(id) ?? []);
  const ruled = lists.flatMap(({ id, service }) => {
    const { lookups = [], unread = [] } =
      (id === kind.id || kind.parentKinds?.includes(id) ? USAGE_RULES.get(id) : undefined) ?? {};
    const own = lookups.map((one) => `${SERVICES[one.service ?? service].iamPrefix}:${one.operation}`);
    return unread.length > 0 ? [...own, 'iam:ListRoles'] : own;
  });
  return [...lists.flatMap(listActions), ...ruled];
}

/** Returns the operations that read what AWS deletes along, and along with that. */
function alongOperations(id: string, seen: ReadonlySet<string> = new Set()): string[] {
  if (seen.has(id)) return [];
  return (DELETED_ALONG[id] ?? []).flatMap((entry) => {
    const { kind } = entry;
    if ('children' in entry) return childOperations(kind);
    const { asKind = kind, list, lookUp } = entry;
    return [
      ...(lookUp ? [lookUp.operation] : []),
      ...(list ? [list.operation] : (kindById(kind)?.sources ?? []).slice(0, 1).map(({ operation }) => operation)),
      ...alongOperations(asKind, new Set([...seen, id])),
    ];
  });
}

/** Returns the operations that list the children of a kind; none where the description of the parent has them. */
function childOperations(id: string): string[] {
  const sources = kindById(id)?.sources ?? [];
  return sources.flatMap(({ operation, child, parentRef }) => child?.operation ?? (parentRef ? operation : []));
}

function deleteAction({ service, action }: Kind): string {
  return `${SERVICES[service].iamPrefix}:${action.operation}`;
}

/** Returns the actions that poll a deletion, where the listing is not enough. */
function pollActions({ service, completion }: Kind): string[] {
  return completion.operations === undefined ? [] : [`${SERVICES[service].iamPrefix}:GetOperation`];
}

/**
 * Returns the smallest policy for kinds and their further actions, with each action once, sorted. AWS has no permission for a dry run
 * alone: a policy that allows the dry run allows the deletion.
 */
export function iamPolicy(kinds: readonly Kind[], purpose: PolicyPurpose): IamPolicy {
  const all = kinds.flatMap((kind) => [kind, ...additionalActions(kind)]);
  const statements: [sid: string, actions: readonly string[]][] = [['Read', all.flatMap(listActions)]];
  if (purpose === 'findUnused') {
    const read = new Set(all.flatMap(listActions));
    statements.push(['FindUnused', all.flatMap(usageActions).filter((action) => !read.has(action))]);
  } else if (purpose === 'prices') {
    statements.push(['Prices', all.flatMap(({ id }) => priceActions(id))]);
  } else if (purpose === 'creators') {
    statements.push(['LookUpCreators', [LOOKUP]]);
  } else if (purpose !== 'read') {
    const read = new Set(all.flatMap(listActions));
    statements.push(['Check', all.flatMap(checkActions).filter((action) => !read.has(action))]);
  }
  if (purpose === 'dryRun') {
    statements.push(['DryRun', all.filter(({ action }) => action.dryRun).map(deleteAction)]);
    statements.push(['Simulate', all.every(({ action }) => action.dryRun) ? [] : SIMULATION]);
  }
  if (purpose === 'delete')
    statements.push(['Delete', all.flatMap((kind) => [deleteAction(kind), ...pollActions(kind)])]);
  return {
    Version: '2012-10-17',
    Statement: statements
      .filter(([, actions]) => actions.length > 0)
      .map(([Sid, actions]) => ({ Sid, Effect: 'Allow', Action: [...new Set(actions)].sort(), Resource: '*' })),
  };
}
