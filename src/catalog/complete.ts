import type { Entry, Fact, InputFrom, Kind, Removal, Settling, Structure } from './kind.ts';
import { capitalised, labelOf, pluralOf } from './labels.ts';
import type { WayBack } from './restore.ts';
import type { ServiceId } from './service.ts';
import { healthOf, STATES } from './states.ts';

/** What a plain row leaves out. */
export type Defaults = Pick<
  Kind,
  | 'nouns'
  | 'label'
  | 'icon'
  | 'short'
  | 'row'
  | 'badge'
  | 'health'
  | 'facts'
  | 'evidence'
  | 'under'
  | 'probes'
  | 'dependents'
>;

/** A row before its gaps are filled. The builders in `define.ts` have checked it. */
export interface LooseRow extends Omit<Partial<Kind>, 'removal' | 'settling' | 'wayBack'> {
  readonly id: string;
  readonly category: string;
  readonly noun: string;
  readonly sources: Kind['sources'];
  readonly members: Kind['members'];
  readonly show?: readonly (string | readonly [string, string])[];
  readonly removal: Omit<Removal, 'dryRun' | 'input'> & {
    readonly dryRun?: boolean;
    readonly input: string | Readonly<Record<string, InputFrom>>;
  };
  readonly settling?: Settling;
  readonly wayBack?: string | WayBack;
  readonly remake?: string;
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
export function completed(service: ServiceId, loose: LooseRow): Kind {
  const { show = [], removal, members, remake, ...rest } = loose;
  const nouns = rest.nouns ?? pluralOf(rest.noun);
  const at = (path: string) => (entry: Entry) => valueAt(entry.item, path);
  const shown = show.map((one) => (typeof one === 'string' ? ([one, labelOf(one)] as const) : one));
  const facts: readonly Fact[] = [
    ...shown.map(([path, label]) => ({ label, of: at(path), dialog: '{}' })),
    ...(members.state === undefined ? [] : [{ label: labelOf(members.state), of: at(members.state) }]),
    ...(members.created === undefined ? [] : [{ label: 'Created', of: at(members.created) }]),
  ];
  const state = (entry: Entry) => (members.state === undefined ? undefined : textOf(at(members.state)(entry)));
  const rowFacts = shown.slice(0, FACTS_IN_ROW).map(([path]) => at(path));
  const after = [...(rest.after ?? []), ...(rest.dependents ?? []).map(({ kind }) => kind)];
  return {
    service,
    nouns,
    label: capitalised(nouns),
    icon: 'circle-outline',
    lookups: [],
    identity: [members.id].flat(),
    row: (entry) => [...rowFacts.map((of) => textOf(of(entry))), state(entry)],
    health: (entry) => healthOf(state(entry)),
    facts,
    evidence: [],
    ...rest,
    ...(after.length > 0 && { after: [...new Set(after)] }),
    members,
    removal: {
      ...removal,
      dryRun: removal.dryRun ?? service === 'ec2',
      input: typeof removal.input === 'string' ? { [removal.input]: removal.input } : removal.input,
    },
    settling: rest.settling ?? (members.state === undefined ? {} : { states: STATES[removal.verb] }),
    wayBack: wayBackOf(rest.wayBack, remake),
  };
}

function wayBackOf(said: string | WayBack | undefined, remake: string | undefined): WayBack {
  if (typeof said === 'object') return said;
  const again = remake === undefined ? [] : [`${remake} makes another one.`];
  return { level: 'none', text: [said ?? 'It cannot be restored from here.', ...again].join(' ') };
}

type FactValue = ReturnType<Fact['of']>;

function valueAt(item: Structure, path: string): FactValue {
  let value: unknown = item;
  for (const name of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Structure)[name] : undefined;
  const known = value instanceof Date || ['string', 'number', 'boolean'].includes(typeof value);
  return known && value !== '' ? (value as FactValue) : undefined;
}

function textOf(value: FactValue): string | undefined {
  if (value === undefined) return undefined;
  return value instanceof Date ? value.toISOString().slice(0, 10) : String(value);
}
