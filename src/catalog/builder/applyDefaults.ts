import type { DisplayField, InputSource, Kind, DeleteAction, Completion } from '../model/kind.ts';
import type { ListedItem } from '../model/listedItem.ts';
import type { Structure } from '../model/structure.ts';
import { capitalised, labelOf, pluralOf } from './labels.ts';
import type { Restorability } from '../model/restore.ts';
import type { ServiceId } from '../model/services.ts';
import { healthFromState, DEFAULT_STATES } from './defaultStates.ts';

/** What a plain row leaves out. */
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

/** A row before its gaps are filled. The builders in `define.ts` have checked it. */
export interface UncheckedRow extends Omit<Partial<Kind>, 'action' | 'completion' | 'restorability'> {
  readonly id: string;
  readonly category: string;
  readonly noun: string;
  readonly sources: Kind['sources'];
  readonly members: Kind['members'];
  readonly fields?: readonly (string | readonly [string, string])[];
  readonly action: Omit<DeleteAction, 'dryRun' | 'input'> & {
    readonly dryRun?: boolean;
    readonly input: string | Readonly<Record<string, InputSource>>;
  };
  readonly completion?: Completion;
  readonly restorability?: string | Restorability;
  readonly recreateOperation?: string;
}

/** How many of a row's facts stand beside its name; the tooltip has all. */
const FACTS_IN_ROW = 2;

/**
 * A row with everything that it left out: names by its noun, facts by what it shows, health and settling by the words of its
 * state and its verb.
 *
 * @param service the service that it belongs to
 * @param loose the row
 * @returns the kind
 */
export function applyDefaults(service: ServiceId, loose: UncheckedRow): Kind {
  const { fields = [], action, members, recreateOperation, ...rest } = loose;
  const pluralNoun = rest.pluralNoun ?? pluralOf(rest.noun);
  const at = (path: string) => (entry: ListedItem) => valueAt(entry.item, path);
  const shown = fields.map((one) => (typeof one === 'string' ? ([one, labelOf(one)] as const) : one));
  const facts: readonly DisplayField[] = [
    ...shown.map(([path, label]) => ({ label, value: at(path), dialogTemplate: '{}' })),
    ...(members.state === undefined ? [] : [{ label: labelOf(members.state), value: at(members.state) }]),
    ...(members.created === undefined ? [] : [{ label: 'Created', value: at(members.created) }]),
  ];
  const state = (entry: ListedItem) =>
    members.state === undefined ? undefined : formatFieldValue(at(members.state)(entry));
  const rowFacts = shown.slice(0, FACTS_IN_ROW).map(([path]) => at(path));
  const after = [...(rest.deletedAfter ?? []), ...(rest.dependents ?? []).map(({ kind }) => kind)];
  return {
    service,
    pluralNoun,
    label: capitalised(pluralNoun),
    icon: 'circle-outline',
    auxiliarySources: [],
    identity: [members.id].flat(),
    description: (entry) => [...rowFacts.map((of) => formatFieldValue(of(entry))), state(entry)],
    health: (entry) => healthFromState(state(entry)),
    facts,
    evidence: [],
    ...rest,
    ...(after.length > 0 && { deletedAfter: [...new Set(after)] }),
    members,
    action: {
      ...action,
      dryRun: action.dryRun ?? service === 'ec2',
      input: typeof action.input === 'string' ? { [action.input]: action.input } : action.input,
    },
    completion: rest.completion ?? (members.state === undefined ? {} : { states: DEFAULT_STATES[action.verb] }),
    restorability: restorabilityOf(rest.restorability, recreateOperation),
  };
}

function restorabilityOf(explicit: string | Restorability | undefined, remake: string | undefined): Restorability {
  if (typeof explicit === 'object') return explicit;
  const again = remake === undefined ? [] : [`${remake} makes another one.`];
  return { level: 'none', text: [explicit ?? 'It cannot be restored from here.', ...again].join(' ') };
}

type FactValue = ReturnType<DisplayField['value']>;

function valueAt(item: Structure, path: string): FactValue {
  let value: unknown = item;
  for (const name of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Structure)[name] : undefined;
  const known = value instanceof Date || ['string', 'number', 'boolean'].includes(typeof value);
  return known && value !== '' ? (value as FactValue) : undefined;
}

function formatFieldValue(value: FactValue): string | undefined {
  if (value === undefined) return undefined;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}
