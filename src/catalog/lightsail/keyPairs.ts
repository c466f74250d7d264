import { defineKinds } from '../builder/rowBuilder.ts';
import type { ListedItem, SourceResult } from '../model/listedItem.ts';
import { PUBLIC_KEY } from './openSshPublicKey.ts';

const lightsail = defineKinds('lightsail');

/** What no single answer tells of a key pair; `undefined` where the call that would tell it failed. */
interface KeyPairExtra {
  /** Whether it is the Region's default pair, which `GetKeyPairs` gives only when asked for it. */
  readonly isDefault: boolean | undefined;
  /** The names of the instances that were made with it. */
  readonly instances: readonly string[] | undefined;
  /** Those of them that run Windows, whose administrator password the pair decrypts. */
  readonly windows: readonly string[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The instances that carry a pair's name in `sshKeyName`. */
function instancesWith(instances: SourceResult | undefined, name: string): Pick<KeyPairExtra, 'instances' | 'windows'> {
  if (!instances || instances.incomplete) return { instances: undefined, windows: [] };
  const users = instances.items.map(({ item }) => item).filter((item) => item['sshKeyName'] === name);
  return {
    instances: users.map((item) => text(item['name'])),
    windows: users.filter((item) => /windows/i.test(text(item['blueprintId']))).map((item) => text(item['name'])),
  };
}

const names = (list: readonly string[]) =>
  list.length > 5 ? `${list.slice(0, 5).join(', ')} and ${list.length - 5} more` : list.join(', ');

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_KeyPair.html */
const keyPair = lightsail.kind({
  noun: 'key pair',
  icon: 'lock',
  sources: [
    lightsail.list('GetKeyPairs', 'keyPairs'),
    lightsail.list('GetKeyPairs', 'keyPairs', { input: { includeDefaultKeyPair: true } }),
  ],
  auxiliarySources: [lightsail.list('GetInstances', 'instances')],
  mergeSources([own, withDefault], [instances]) {
    const ownNames = new Set(own?.items.map(({ item }) => item.name));
    const rows: ListedItem<NonNullable<typeof own>['items'][number]['item'], never, KeyPairExtra>[] = [];
    const add = (part: typeof own, source: number, isDefault: boolean | undefined) => {
      for (const { item } of part?.items ?? []) {
        if (source === 1 && ownNames.has(item.name)) continue;
        rows.push({ item, extra: { isDefault, ...instancesWith(instances, item.name ?? '') }, source });
      }
    };
    add(own, 0, false);
    // What only the second list has is the default pair; with the first one missing, that cannot be told.
    add(withDefault, 1, own && !own.incomplete ? true : undefined);
    return rows;
  },
  members: { id: 'name', name: 'name', arn: 'arn', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'fingerprint', 'createdAt'],
  description: ({ item, extra }) => [
    extra.instances === undefined
      ? 'use unknown'
      : extra.instances.length === 0
        ? 'no instances'
        : `${extra.instances.length} ${extra.instances.length === 1 ? 'instance' : 'instances'}`,
    item.fingerprint,
  ],
  badge: ({ extra }) => (extra.isDefault ? 'default' : undefined),
  health: ({ extra }) => (extra.instances?.length ? 'healthy' : 'idle'),
  facts: [
    { label: 'Fingerprint', value: ({ item }) => item.fingerprint, dialogTemplate: 'fingerprint {}' },
    { label: 'Created', value: ({ item }) => item.createdAt, dialogTemplate: 'created {}' },
    {
      label: 'Default pair of the Region',
      value: ({ extra }) => (extra.isDefault === undefined ? 'unknown' : extra.isDefault ? 'yes' : 'no'),
    },
    {
      label: 'Instances',
      value: ({ extra }) => (extra.instances ? names(extra.instances) || 'none' : 'unknown'),
    },
  ],
  evidence: [
    {
      check: 'instances',
      operation: 'GetInstances',
      assess({ extra: { instances } }) {
        if (!instances)
          return {
            level: 'unknown',
            text: 'Instances could not be listed: whether one was made with this pair is unknown.',
          };
        return instances.length === 0
          ? { level: 'ok', text: 'No instance was made with this pair.' }
          : {
              level: 'warning',
              text: `Instances were made with this pair: ${names(instances)}. They keep the public key, but Lightsail no longer knows the pair.`,
            };
      },
    },
    {
      check: 'defaultPair',
      assess({ extra: { isDefault, windows } }) {
        if (isDefault === undefined)
          return { level: 'unknown', text: "Whether it is the Region's default pair is unknown." };
        if (!isDefault) return undefined;
        const affected = windows.length > 0 ? ` (${names(windows)})` : '';
        return {
          level: 'warning',
          severe: true,
          text: `It is the Region's default pair: save the administrator passwords of Windows instances${affected} first, they cannot be read without it.`,
        };
      },
    },
  ],
  action: {
    operation: 'DeleteKeyPair',
    computedInput: ({ item, extra }) => (extra.isDefault ? { expectedFingerprint: item.fingerprint } : {}),
  },
  completion: { operations: 'operation' },
  restorability: {
    level: 'partial',
    text: 'Whoever has the public key can import the pair again; Lightsail does not give it back.',
    restore: {
      operation: 'ImportKeyPair',
      input: { keyPairName: { item: 'name' }, publicKeyBase64: { promptId: 'publicKey' } },
      prompts: [PUBLIC_KEY],
      restores: 'A pair with the same name, made of the public key that you give.',
      notRestored: [
        'It gets a new ARN, a new support code and a new time of creation.',
        'Nothing tells whether the key that you give is the old one: Lightsail never showed that.',
      ],
      exception: ({ extra: { isDefault } }) =>
        isDefault === false
          ? undefined
          : isDefault
            ? 'There is no way back to the same one: Lightsail makes a new default pair when one is needed.'
            : "Whether it is the Region's default pair is unknown, and that one has no way back.",
      matchBy: ['name'],
      operations: 'operation',
    },
  },
});

export const KEY_PAIR_KINDS = lightsail.kinds('SSH keys', { keyPair });
