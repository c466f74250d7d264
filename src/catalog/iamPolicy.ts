import { additionalActions, kindById } from './index.ts';
import type { Kind } from './model/kind.ts';
import { SERVICES } from './model/services.ts';

/** What a policy is to allow: to list, to ask beforehand whether a removal is allowed, or to remove. */
export type PolicyPurpose = 'read' | 'dryRun' | 'delete';

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

/** What IAM is asked with where AWS has no dry run: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulatePrincipalPolicy.html. */
const SIMULATION = ['iam:GetRole', 'iam:SimulatePrincipalPolicy'];

/** The operations that list a kind. */
function listActions({ service, sources, auxiliarySources }: Kind): string[] {
  const operations = [...sources, ...auxiliarySources].flatMap(({ operation, child }) => [
    operation,
    ...(child ? [child.operation] : []),
  ]);
  return operations.map((operation) => `${SERVICES[service].iamPrefix}:${operation}`);
}

/** What is asked when a removal is planned: the kind's own questions, and the lists of what has to go before it. */
function checkActions({ service, probes = [], deletedAfter = [] }: Kind): string[] {
  const own = probes
    .flatMap(({ operation, followUpOperations = [] }) => [operation, ...followUpOperations])
    .map((operation) => `${SERVICES[service].iamPrefix}:${operation}`);
  return [...own, ...deletedAfter.flatMap((id) => kindById(id) ?? []).flatMap(listActions)];
}

function deleteAction({ service, action }: Kind): string {
  return `${SERVICES[service].iamPrefix}:${action.operation}`;
}

/** What is asked to see whether a removal has come to its end, where that is not the listing. */
function pollActions({ service, completion }: Kind): string[] {
  return completion.operations === undefined ? [] : [`${SERVICES[service].iamPrefix}:GetOperation`];
}

/**
 * The smallest policy for some kinds. AWS has no permission for a dry run alone: who may ask whether a removal is allowed may
 * remove.
 *
 * @param kinds the kinds; their further verbs are included
 * @param purpose what it is to allow
 * @returns the policy document, its actions sorted and each once
 */
export function iamPolicy(kinds: readonly Kind[], purpose: PolicyPurpose): IamPolicy {
  const all = kinds.flatMap((kind) => [kind, ...additionalActions(kind)]);
  const statements: [sid: string, actions: readonly string[]][] = [['Look', all.flatMap(listActions)]];
  if (purpose !== 'read') {
    const looks = new Set(all.flatMap(listActions));
    statements.push(['Ask', all.flatMap(checkActions).filter((action) => !looks.has(action))]);
  }
  if (purpose === 'dryRun') {
    statements.push(['DryRun', all.filter(({ action: removal }) => removal.dryRun).map(deleteAction)]);
    statements.push(['Simulate', all.every(({ action: removal }) => removal.dryRun) ? [] : SIMULATION]);
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
