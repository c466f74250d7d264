import type { ListedItem } from './model/listedItem.ts';
import type { Structure } from './model/structure.ts';

/** Resources of one type that AWS deletes together with a resource of another type. */
export type DeletedAlong = ChildrenAlong | ListedAlong;

/** All resources of a type whose parent is the holder. The sources of their kind list them. */
export interface ChildrenAlong {
  readonly kind: string;
  readonly children: true;
  /** True for what the finding does not name while nothing protects it: the addresses of an interface, what comes and goes by itself. */
  readonly unnamed?: true;
}

/** Resources that a list of their own returns. */
export interface ListedAlong {
  /** The id of their kind. Its first source lists them, unless `list` is set. */
  readonly kind: string;
  /** The operation that lists them and the path to them, where that is not the one of the kind's first source. */
  readonly list?: { readonly operation: string; readonly items: string };
  /** The filter that narrows the list. Several holders share one request. */
  readonly filter?: string;
  /** The request member that takes filters. Default: `Filters`. */
  readonly filterMember?: string;
  /** Returns what the filter looks for. Without values nothing is deleted along. */
  readonly values?: (holder: ListedItem) => readonly string[];
  /** Returns the request where no filter narrows the list. */
  readonly input?: (holder: ListedItem) => Structure;
  /** A request that has to be sent first, and the path in its response to the values. */
  readonly lookUp?: {
    readonly operation: string;
    readonly items: string;
    readonly input: (holder: ListedItem) => Structure;
    readonly valueOf: (item: Structure) => string | undefined;
  };
  /** Returns whether a listed resource is deleted along. Servers may ignore filters. */
  readonly belongs: (item: Structure, holder: ListedItem, values: readonly string[]) => boolean;
  /** True where every value must be listed: the holder names the resource, so its absence means that it could not be read. */
  readonly complete?: boolean;
  /** The id of the kind whose entries name what is deleted along with each of them. Default: `kind`. */
  readonly asKind?: string;
}

/** An attachment, with the member that decides whether it is deleted with an instance. */
export interface Attached {
  readonly DeleteOnTermination?: boolean;
}

/** Returns a text as a list; empty where it is none. */
export const textOf = (value: unknown): readonly string[] => (typeof value === 'string' ? [value] : []);

/** Returns the structures of a list; empty where there is none. */
export const elements = (item: Structure, member: string): readonly Structure[] => {
  const value = item[member];
  return Array.isArray(value) ? (value as readonly Structure[]) : [];
};

/** Returns an entry for resources whose ids the holder names. */
export function named(
  kind: string,
  filter: string,
  id: string,
  values: (holder: ListedItem) => readonly string[],
): ListedAlong {
  return {
    kind,
    filter,
    values,
    belongs: (item, _, ids) => textOf(item[id]).some((text) => ids.includes(text)),
    complete: true,
  };
}

/** Returns an entry for resources that name their holder in a member. */
export function owned(
  kind: string,
  [filter, member]: readonly [string, string],
  holderMember: string,
  isDeleted: (item: Structure) => boolean = () => true,
): ListedAlong {
  return {
    kind,
    filter,
    values: ({ item }) => textOf(item[holderMember]),
    belongs: (item, holder) => item[member] === holder.item[holderMember] && isDeleted(item),
  };
}

/** Returns an entry for the instances of a fleet, which an operation looks up. */
export const instancesOf = (operation: string, member: string): ListedAlong => ({
  ...named('ec2.instance', 'instance-id', 'InstanceId', () => []),
  list: { operation: 'DescribeInstances', items: 'Reservations.Instances' },
  lookUp: {
    operation,
    items: 'ActiveInstances',
    input: ({ item }) => ({ [member]: item[member] }),
    valueOf: ({ InstanceId: id }) => textOf(id)[0],
  },
});

/** Returns whether a route table is the main one of its VPC. */
export const isMain = (item: Structure) => elements(item, 'Associations').some(({ Main }) => Main === true);

/** The system disk of a Lightsail instance. */
export const systemDisk: ListedAlong = {
  kind: 'lightsail.disk',
  input: () => ({}),
  belongs: ({ isSystemDisk, attachedTo }, { item: { name } }) => isSystemDisk === true && attachedTo === name,
};

/** Returns the texts of a list that the holder has. */
export const textsOf = (item: Structure, member: string): readonly string[] => {
  const value = item[member];
  return Array.isArray(value) ? (value as readonly unknown[]).flatMap(textOf) : [];
};

const structureOf = (value: unknown): Structure =>
  typeof value === 'object' && value !== null ? (value as Structure) : {};

/** Returns the ids of the volumes that a conversion writes. */
const convertedVolumes = ({ item }: ListedItem): readonly string[] => {
  const { ImportInstance, ImportVolume } = item;
  const all = [...elements(structureOf(ImportInstance), 'Volumes'), structureOf(ImportVolume)];
  return all.flatMap(({ Volume }) => textOf(structureOf(Volume)['Id']));
};

const convertedInstance = ({ item }: ListedItem): readonly string[] =>
  textOf(structureOf(item['ImportInstance'])['InstanceId']);

/** What a conversion has created so far: it names its instance and its volumes before they exist. */
export const partsOfConversion: readonly ListedAlong[] = [
  { ...named('ec2.instance', 'instance-id', 'InstanceId', convertedInstance), complete: false },
  { ...named('ec2.volume', 'volume-id', 'VolumeId', convertedVolumes), complete: false },
];

const FAST_LAUNCH = 'EC2 Fast Launch';

/** What Fast Launch has created, by its tags: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/EC2FastLaunchServiceRolePolicy.html */
export const fastLaunchSnapshots: ListedAlong = {
  kind: 'ec2.snapshot',
  filter: 'tag:CreatedBy',
  values: () => [FAST_LAUNCH],
  belongs: (item, holder) => {
    const tags = new Map(elements(item, 'Tags').map(({ Key, Value }) => [Key, Value]));
    const template = tags.get('CreatedByLaunchTemplateId');
    const own = structureOf(holder.item['LaunchTemplate'])['LaunchTemplateId'];
    // Where either does not name its template, the snapshot may be one of them.
    return tags.get('CreatedBy') === FAST_LAUNCH && (template === undefined || own === undefined || template === own);
  },
};

/** Returns an entry for the rules of a security group in one direction. */
export const rulesOfGroup = (kind: string, isEgress: boolean): ListedAlong =>
  owned(kind, ['group-id', 'GroupId'], 'GroupId', ({ IsEgress }) => IsEgress === isEgress);

/** Returns an entry for the children of the holder. */
export const children = (kind: string): ChildrenAlong => ({ kind, children: true });

/** Returns an entry for children that are named only where something protects them. */
export const parts = (kind: string): ChildrenAlong => ({ kind, children: true, unnamed: true });
