import { t } from '@vscode/l10n';
import type { Kind } from '../../catalog/model/kind.ts';
import type { Resource } from '../../inventory/resource.ts';
import { accountsOf, type AccountLabel } from './placeLines.ts';
import type { PlanItem } from '../planning/plan.ts';
import { actionTitle, buttonLabel, capitalize, pluralize, titleCase, verbForms, type VerbForms } from './phrases.ts';
import { titleLabel } from './resourceLabels.ts';

/** What a plan is about: what was asked for, what comes along because it must, and where. */
export interface PlanSummary {
  /** The resources that were asked for. Those of a plan without dependencies are all. */
  readonly asked: readonly PlanItem[];
  /** How many others must be deleted first. */
  readonly dependencies: number;
}

/** Splits a plan into what was asked for and its dependencies. `asked` holds keys. */
export function summarizePlan(items: readonly PlanItem[], asked: ReadonlySet<string>): PlanSummary {
  const own = items.filter(({ resource }) => asked.has(resource.key));
  return own.length === 0 ? { asked: items, dependencies: 0 } : { asked: own, dependencies: items.length - own.length };
}

/** Returns the verb of some items: their own where all agree, `Delete` otherwise. */
export function sharedVerbForms(items: readonly PlanItem[]): VerbForms {
  const verbs = new Set(items.map(({ resource }) => resource.kind.action.verb));
  const [verb] = verbs;
  return verbForms(verbs.size === 1 && verb !== undefined ? verb : 'delete');
}

/** Returns how many there are of what: `3 key pairs`, `5 resources`. */
export function countLabel(items: readonly { readonly resource: Pick<Resource, 'kind'> }[]): string {
  return countKinds(items.map(({ resource }) => resource.kind));
}

/** Returns the count of resources from the resource type of each; undefined where this version does not have it. */
export function countKinds(kinds: readonly (Kind | undefined)[]): string {
  const [kind, ...others] = new Set(kinds);
  if (others.length === 0 && kind) return pluralize(kinds.length, kind);
  return kinds.length === 1 ? t('1 resource') : t('{0} resources', kinds.length);
}

/** Returns what a plan does: `Delete VPC "sample-7352" and 27 dependencies`, `Delete 5 resources of 2 resource types`. */
export function planTitle(items: readonly PlanItem[], askedKeys: ReadonlySet<string>): string {
  const { asked, dependencies } = summarizePlan(items, askedKeys);
  const own = capitalize(ownTitle(asked));
  if (dependencies === 0) return own;
  return dependencies === 1 ? t('{0} and 1 dependency', own) : t('{0} and {1} dependencies', own, dependencies);
}

function ownTitle(asked: readonly PlanItem[]): string {
  const [first] = asked;
  if (asked.length === 1 && first) {
    return actionTitle(
      first.resource.kind,
      titleLabel(first.resource, (name) => `"${name}"`),
    );
  }
  const kinds = new Set(asked.map(({ resource }) => resource.kind));
  // A label of its own is more precise than verb and noun, for several resources too.
  const label = kinds.size === 1 ? first?.resource.kind.action.label : undefined;
  if (label !== undefined) return `${label} (${countLabel(asked)})`;
  const { imperative } = sharedVerbForms(asked);
  return kinds.size > 1
    ? t('{0} {1} of {2} resource types', imperative, countLabel(asked), kinds.size)
    : t('{0} {1}', imperative, countLabel(asked));
}

/** Returns the label of the button that executes a plan: `Delete 28 Resources`. */
export function planButton(items: readonly PlanItem[]): string {
  const kinds = new Set(items.map(({ resource }) => resource.kind));
  const label = kinds.size === 1 ? items[0]?.resource.kind.action.label : undefined;
  if (label !== undefined) return `${label} (${items.length})`;
  return buttonLabel(sharedVerbForms(items).imperative, titleCase(countLabel(items)));
}

/** Returns how many there are of each resource type: `1 VPC · 15 route server peers`. */
export function countsByKind(items: readonly PlanItem[]): string {
  const kinds = [...new Set(items.map(({ resource }) => resource.kind))];
  return kinds
    .map((kind) => pluralize(items.filter(({ resource }) => resource.kind === kind).length, kind))
    .join(' · ');
}

/** Returns the accounts and Regions of a plan, for a title that is cut off early: `example-dev (111122223333) · eu-west-1`. */
export function placeSummary(items: readonly PlanItem[], label?: AccountLabel): string {
  const regions = [...new Set(items.map(({ resource }) => resource.target.region))];
  return [accountsOf(items, label), regions.join(', ')].join(' · ');
}
