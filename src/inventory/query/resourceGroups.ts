import { t } from '@vscode/l10n';
import { compareNaturally } from '../../common/text/naturalOrder.ts';
import { VPC_ID, VPC_MEMBERS } from '../../catalog/vpcMembers.ts';
import type { Structure } from '../../catalog/model/structure.ts';
import { getListPath, getPath } from '../listing/memberPath.ts';
import { managersOf, owningAccount } from '../owners.ts';
import type { Resource } from '../resource.ts';
import type { ResourceGrouping } from './grouping.ts';

/** A group of resources. */
export interface ResourceGroup {
  /** Unique within the grouping. */
  readonly id: string;
  /** AWS's own text is part of it: escape it before it is shown. */
  readonly label: string;
  /** Groups with a lower rank come first; those of one rank by their labels. */
  readonly rank: number;
}

/** The ranks of groups without what the grouping asks for: they come last. */
const WITHOUT = 100;
const UNDESCRIBED = 101;

const DAY_MS = 86_400_000;
/** The limits of ages in days; what is older than the last is a group too. */
const AGES: readonly number[] = [1, 7, 30, 90, 365];
/** How long an age counts, in milliseconds. */
const AGE_CACHE_MS = 60_000;

/** Returns the group of a resource: exactly one. */
export function groupOf(resource: Resource, grouping: ResourceGrouping, now: number): ResourceGroup {
  switch (grouping.by) {
    case 'tag':
      return tagGroup(resource, grouping.key);
    case 'vpc':
      return vpcGroup(resource);
    case 'tool':
      return toolGroup(resource);
    case 'age':
      return ageGroup(resource, now);
    case 'account':
      return accountGroup(resource);
  }
}

function tagGroup({ tags }: Resource, key: string): ResourceGroup {
  if (!tags) return { id: 'undescribed', label: t('AWS returns no tags'), rank: UNDESCRIBED };
  const value = tags.get(key);
  if (value === undefined) return { id: 'without', label: t('Without the tag {0}', key), rank: WITHOUT };
  return { id: `tag ${value}`, label: `${key}=${value.trim() === '' ? JSON.stringify(value) : value}`, rank: 0 };
}

function vpcGroup({ entry: { item, parent } }: Resource): ResourceGroup {
  const id = vpcOf(item) ?? (parent && vpcOf(parent.raw));
  return id === undefined ? { id: 'without', label: t('In no VPC'), rank: WITHOUT } : { id, label: id, rank: 0 };
}

function vpcOf(item: Structure): string | undefined {
  for (const path of VPC_MEMBERS) {
    const [first = '', member = ''] = path.split('.');
    const values = member === '' ? [getPath(item, first)] : getListPath(item, first).map((one) => one[member]);
    const found = values.find((value) => typeof value === 'string' && VPC_ID.test(value));
    if (typeof found === 'string') return found;
  }
  return undefined;
}

/** Values of tags that name no stack or cluster: they only mark the resource as managed by the tool. */
const NO_UNIT = /^(?:|true|yes|1|owned|shared)$/i;

function toolGroup(resource: Resource): ResourceGroup {
  const managers = managersOf(resource);
  if (!managers) return { id: 'undescribed', label: t('AWS returns no tags'), rank: UNDESCRIBED };
  const named = managers.map(({ id, name, unit }) => ({ id, name, unit: unitOf(id, name, unit) }));
  // The CDK deploys stacks of CloudFormation: the tag with the stack is more specific.
  const manager = named.find(({ unit }) => unit !== '') ?? named[0];
  if (!manager) return { id: 'without', label: t('No tag of a tool'), rank: WITHOUT };
  const { id, name, unit } = manager;
  return { id: `tool ${JSON.stringify([id, unit])}`, label: unit === '' ? name : `${name}: ${unit}`, rank: 0 };
}

function unitOf(id: string, name: string, unit: string): string {
  const value = unit.trim();
  return NO_UNIT.test(value) || [id, name.toLowerCase()].includes(value.toLowerCase()) ? '' : value;
}

function ageGroup({ created }: Resource, now: number): ResourceGroup {
  if (!created) return { id: 'without', label: t('AWS returns no age'), rank: UNDESCRIBED };
  const days = (now - created.getTime()) / DAY_MS;
  const index = AGES.findIndex((limit) => days < limit);
  const rank = index === -1 ? AGES.length : index;
  return { id: `age ${rank}`, label: ageLabels()[rank] ?? '', rank };
}

/** Returns the group of a resource's account. The account of the profile comes first. */
function accountGroup(resource: Resource): ResourceGroup {
  const id = owningAccount(resource);
  const isOwn = id === resource.target.identity.accountId;
  return isOwn
    ? { id: `account ${id}`, label: t('{0}, the account of the profile', id), rank: 0 }
    : { id: `account ${id}`, label: id, rank: 1 };
}

function ageLabels(): readonly string[] {
  return [
    t('Less than a day old'),
    t('Less than a week old'),
    t('Less than 30 days old'),
    t('Less than 90 days old'),
    t('Less than a year old'),
    t('A year old or more'),
  ];
}

/** The resources of a list that are in one group. */
export interface GroupMembers {
  readonly group: ResourceGroup;
  readonly resources: readonly Resource[];
}

/** Splits immutable lists into groups. A list is split once, and its parts stay the same lists: filters keep their results by list. */
export class GroupSplitter {
  readonly #grouping: ResourceGrouping;
  #lists = new WeakMap<readonly Resource[], ReadonlyMap<string, GroupMembers>>();
  #since = 0;

  constructor(grouping: ResourceGrouping) {
    this.#grouping = grouping;
  }

  /** Returns the parts of a list, by the ids of their groups. */
  split(resources: readonly Resource[], now: number): ReadonlyMap<string, GroupMembers> {
    if (this.#grouping.by === 'age' && Math.abs(now - this.#since) >= AGE_CACHE_MS) {
      this.#lists = new WeakMap();
      this.#since = now;
    }
    const before = this.#lists.get(resources);
    if (before) return before;
    const parts = new Map<string, { readonly group: ResourceGroup; readonly resources: Resource[] }>();
    for (const resource of resources) {
      const group = groupOf(resource, this.#grouping, now);
      const part = parts.get(group.id);
      if (part) part.resources.push(resource);
      else parts.set(group.id, { group, resources: [resource] });
    }
    this.#lists.set(resources, parts);
    return parts;
  }
}

/** Compares groups for their order: by rank, then by label. */
export function compareGroups(a: ResourceGroup, b: ResourceGroup): number {
  return a.rank - b.rank || compareNaturally(a.label, b.label) || (a.id < b.id ? -1 : Number(a.id > b.id));
}

/** Returns the keys of tags with how many resources have each, the most frequent first. */
export function tagKeysOf(resources: Iterable<Resource>): readonly (readonly [key: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const { tags } of resources) for (const key of tags?.keys() ?? []) counts.set(key, (counts.get(key) ?? 0) + 1);
  return [...counts].sort(([a, one], [b, other]) => other - one || compareNaturally(a, b));
}
