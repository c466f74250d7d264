import { t } from '@vscode/l10n';
import type { Outcome } from '../execution/outcome.ts';
import type { Plan, PlanItem } from '../planning/plan.ts';
import { briefReason, summaryMessage } from './outcomeMessages.ts';
import { capitalize } from './phrases.ts';
import { accountsOf, type AccountLabel } from './placeLines.ts';
import { countLabel, sharedVerbForms, summarizePlan } from './planSummary.ts';
import { displayLabel, planLabels } from './resourceLabels.ts';

/** Returns whether an outcome means that the resource no longer exists. */
export function isDeleted(outcome: Outcome | undefined): boolean {
  return outcome?.kind === 'deleted' || outcome?.kind === 'alreadyDeleted';
}

/** Returns whether a resource is left, and AWS is not deleting it: a new plan can include it. */
export function isLeft(outcome: Outcome | undefined): boolean {
  return outcome !== undefined && !isDeleted(outcome) && outcome.kind !== 'deleting';
}

/**
 * Returns what an executed plan has done, in two sentences: what was asked for first, with the reason in a few words where it is left, then
 * the count of all. `outcomes` are in the plan's order; `askedKeys` holds the keys of what was asked for. `brief` leaves out the reason, where
 * rows under the sentence have it.
 */
export function reportSentence(
  plan: Plan,
  outcomes: readonly Outcome[],
  askedKeys: ReadonlySet<string> = new Set(),
  label?: AccountLabel,
  brief = false,
): string {
  const { asked, dependencies } = summarizePlan(plan.items, askedKeys);
  if (dependencies === 0) return summaryMessage(plan, outcomes, label);
  const results = new Map(plan.items.map((item, index) => [item.resource.key, outcomes[index]]));
  const left = asked.filter(({ resource }) => !isDeleted(results.get(resource.key)));
  const [first] = left.length > 0 ? left : asked;
  if (left.length > 0 && first) {
    const sentence = brief ? t('{0} was not deleted.', named(first, plan)) : leftSentence(first, plan, results);
    return `${sentence} ${summaryMessage(plan, outcomes, label)}`;
  }
  if (plan.items.some(({ resource }) => !isDeleted(results.get(resource.key))))
    return summaryMessage(plan, outcomes, label);
  const { past } = sharedVerbForms(asked);
  const what = asked.length === 1 && first ? nounAndLabel(first, plan) : countLabel(asked);
  const account = accountsOf(plan.items, label);
  return dependencies === 1
    ? t('{0} {1} and 1 dependency in account {2}.', past, what, account)
    : t('{0} {1} and {2} dependencies in account {3}.', past, what, dependencies, account);
}

/** Returns that an item is left, and why: with the dependency that failed first, where it was left because of that. */
function leftSentence(item: PlanItem, plan: Plan, results: ReadonlyMap<string, Outcome | undefined>): string {
  const cause = causeOf(item, plan, results);
  const outcome = results.get(cause.resource.key);
  const why = outcome ? briefReason(cause.resource, outcome) : '';
  if (why === '') return t('{0} was not deleted.', named(item, plan));
  if (cause === item) return t('{0} was not deleted: {1}.', named(item, plan), why);
  return t('{0} was not deleted, because {1} was not deleted: {2}.', named(item, plan), nounAndLabel(cause, plan), why);
}

/** Returns what an item is, with its Region and account where the plan has several. */
function nounAndLabel({ resource }: PlanItem, plan: Plan): string {
  return `${resource.kind.noun} ${planLabels(plan).get(resource.key) ?? displayLabel(resource)}`;
}

const named = (item: PlanItem, plan: Plan) => capitalize(nounAndLabel(item, plan));

/** Returns the dependency that failed first, because of which an item is left; or the item itself. */
function causeOf(item: PlanItem, { items }: Plan, results: ReadonlyMap<string, Outcome | undefined>): PlanItem {
  const byKey = new Map(items.map((one) => [one.resource.key, one]));
  let at = item;
  for (const seen = new Set<string>(); !seen.has(at.resource.key);) {
    seen.add(at.resource.key);
    const next = (at.dependsOn ?? []).find((key) => isLeft(results.get(key)) || results.get(key)?.kind === 'deleting');
    const dependency = next === undefined ? undefined : byKey.get(next);
    if (!dependency) break;
    at = dependency;
  }
  return at;
}
