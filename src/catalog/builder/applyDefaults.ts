import type { DeleteAction, Completion, Verb } from '../model/deleteAction.ts';
import type { DisplayField, Kind } from '../model/kind.ts';
import type { ListedItem } from '../model/listedItem.ts';
import type { Structure } from '../model/structure.ts';
import { factText, knownValue, quoteBare, type FactValue } from './factText.ts';
import { capitalised, labelOf, pluralOf } from './labels.ts';
import { idInputMember, oppositeOf, verbOf } from './operations.ts';
import type { Restorability } from '../model/restore.ts';
import type { ServiceId } from '../model/services.ts';
import { healthFromState } from './health.ts';
import { stateMeanings, type StateRow } from './stateWords.ts';

/** The members that a plain row leaves out. */
export type Defaults = Pick<
  Kind,
  | 'pluralNoun'
  | 'label'
  | 'icon'
  | 'shortLabel'
  | 'description'
  | 'badge'
  | 'health'
  | 'facts'
  | 'evidence'
  | 'parentKinds'
  | 'probes'
  | 'dependents'
>;

/** A row with its id and category, before its gaps are filled. The builders in `rowBuilder.ts` have checked it. */
export interface UncheckedRow extends Omit<Partial<Kind>, 'action' | 'completion' | 'restorability'> {
  readonly id: string;
  readonly category: string;
  readonly noun: string;
  readonly sources: Kind['sources'];
  readonly members: Kind['members'];
  readonly fields?: readonly (string | readonly [string, string])[];
  readonly ending?: readonly string[];
  readonly action: string | UncheckedAction;
  readonly completion?: CompletionRow;
  readonly restorability?: string | Restorability;
  readonly recreateOperation?: string;
}

/** A row's `completion`: of its states only those that mean something else than elsewhere. */
export interface CompletionRow<E = ListedItem> extends Omit<Completion<E>, 'states'> {
  readonly states?: StateRow;
}

type UncheckedAction = Pick<DeleteAction, 'operation'> & Partial<Omit<DeleteAction, 'operation' | 'verb'>>;

/** The members that change by themselves: counters, progress, messages, and times of the last use. */
const VOLATILE =
  /(Available\w*|Fulfilled\w*|numberOf\w*|Scope|Pool)Count$|FulfilledCapacity$|Progress$|(Status|Failure)Message$|Status\.Message$|ActivityStatus$|^Last(Launched|Update)Time$|UpdatedDate$|DeliveryStatus$|ProcessingStatus$|HealthReason$|^bgpStatus$|^stateChangeError$|^numberOfConnections$|(NetworkPath|Findings)Found$/;

/** The members that other deletions of a plan may make less or end. A VLAN, an ASN, a port or a size is another one when it is smaller. */
const SHRINKING = /(Count|Capacity)$|^isAttached$/;

/** The number of facts that a row shows beside its name; the tooltip has all. */
const FACTS_IN_ROW = 2;

/** Returns a row with defaults for what it leaves out: names from its noun, facts from its fields, verb and input from its operation. */
export function applyDefaults(service: ServiceId, row: UncheckedRow): Kind {
  const { fields = [], ending = [], members, recreateOperation, ...rest } = row;
  const action = completeAction(service, row);
  const pluralNoun = rest.pluralNoun ?? pluralOf(rest.noun);
  const at = (path: string) => (entry: ListedItem) => valueAt(entry.item, path);
  const shown = fields.map((one) => (typeof one === 'string' ? ([one, labelOf(one)] as const) : one));
  const facts: readonly DisplayField[] = [
    ...shown.map(([path, label]) => ({
      ...{ label, value: at(path), dialogTemplate: '{}' },
      ...(VOLATILE.test(path) && { volatile: true as const }),
      ...((SHRINKING.test(path) || ending.includes(path)) && { shrinks: true as const }),
    })),
    ...(members.state === undefined ? [] : [{ label: labelOf(members.state), value: at(members.state) }]),
    ...(members.created === undefined ? [] : [{ label: 'Created', value: at(members.created) }]),
  ];
  const { state: statePath } = members;
  const rowFacts: readonly DisplayField[] = [
    ...facts.slice(0, Math.min(shown.length, FACTS_IN_ROW)),
    ...(statePath === undefined ? [] : [{ label: labelOf(statePath), value: at(statePath) }]),
  ];
  const after = [...(rest.deletedAfter ?? []), ...(rest.dependents ?? []).map(({ kind }) => kind)];
  return {
    service,
    pluralNoun,
    label: capitalised(pluralNoun),
    icon: 'circle-outline',
    auxiliarySources: [],
    identity: [members.id].flat(),
    health: (entry) => healthFromState(stateText(entry.item, statePath)),
    evidence: [],
    ...rest,
    facts: (rest.facts ?? facts).map((fact) => ({ ...fact, value: (entry) => knownValue(fact.value(entry)) })),
    description: (entry, now) =>
      distinctTexts(
        row.description
          ? row.description(entry, now).map((text) => quoteBare(text))
          : rowFacts.map((fact) => factText(fact.label, fact.value(entry))),
      ),
    ...(after.length > 0 && { deletedAfter: [...new Set(after)] }),
    members,
    action,
    completion: completionOf(rest.completion, action.verb, members.state !== undefined),
    restorability: restorabilityOf(rest.restorability, recreateOperation, action.operation),
  };
}

function completeAction(service: ServiceId, { action, members }: UncheckedRow): DeleteAction {
  const written = typeof action === 'string' ? { operation: action } : action;
  const id = String(members.id);
  return {
    ...written,
    verb: verbOf(written.operation),
    dryRun: written.dryRun ?? service === 'ec2',
    input: written.input ?? { [idInputMember(written.operation, id)]: id },
  };
}

function completionOf({ states, ...rest }: CompletionRow = {}, verb: Verb, hasState: boolean): Completion {
  const isStateful = hasState || rest.state !== undefined;
  return { ...rest, ...(isStateful && { states: stateMeanings(verb, states) }) };
}

function restorabilityOf(
  written: string | Restorability | undefined,
  recreateOperation: string | undefined,
  operation: string,
): Restorability {
  if (typeof written === 'object') return written;
  const recreate = recreateOperation ?? (written === undefined ? oppositeOf(operation) : undefined);
  const again = recreate === undefined ? [] : [`${recreate} creates another one.`];
  return { level: 'none', text: [written ?? 'Teardown cannot restore it.', ...again].join(' ') };
}

function stateText(item: Structure, path: string | undefined): string | undefined {
  const state = path === undefined ? undefined : valueAt(item, path);
  return state === undefined ? undefined : String(state);
}

function valueAt(item: Structure, path: string): FactValue | undefined {
  let value: unknown = item;
  for (const name of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Structure)[name] : undefined;
  const known = value instanceof Date || ['string', 'number', 'boolean'].includes(typeof value);
  return known ? knownValue(value as FactValue) : undefined;
}

/** Returns the texts of a row: none is blank, and none stands there twice. */
function distinctTexts(texts: readonly (string | undefined)[]): readonly string[] {
  return [...new Set(texts.flatMap((text) => text?.trim() ?? []))].filter((text) => text !== '');
}
