import { defineKinds } from '../builder/rowBuilder.ts';
import type { ListedItem, SourceResult } from '../model/listedItem.ts';
import { PUBLIC_KEY } from './openSshPublicKey.ts';

const lightsail = defineKinds('lightsail');

/** Facts on a key pair that no single response has; `undefined` where the request failed. */
interface KeyPairExtra {
  /** True for the Region's default pair, which `GetKeyPairs` returns only on request. */
  readonly isDefault: boolean | undefined;
  /** The names of the instances that were created with it. */
  readonly instances: readonly string[] | undefined;
  /** Those of them that run Windows, whose administrator password the pair decrypts. */
  readonly windows: readonly string[];
}

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Returns the instances that have a pair's name in `sshKeyName`. */
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
  icon: 'key',
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
    // The pair that only the second list has is the default pair. Without the first list, it is unknown.
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
            text: 'Instances could not be listed. Whether one was created with this pair is unknown.',
          };
        return instances.length === 0
          ? { level: 'ok', text: 'No instance was created with this pair.' }
          : {
              level: 'warning',
              text: `Instances were created with this pair: ${names(instances)}. They keep the public key, but Lightsail no longer has the pair.`,
            };
      },
    },
    {
      check: 'defaultPair',
      assess({ extra: { isDefault, windows } }) {
        if (isDefault === undefined)
          return { level: 'unknown', text: "Whether it is the Region's default pair is unknown." };
        if (!isDefault) return undefined;
        return {
          level: 'warning',
          severe: true,
          text:
            windows.length === 0
              ? "It is the Region's default pair. Save the administrator passwords of Windows instances first. They cannot be decrypted without it."
              : `It is the Region's default pair. Save the administrator passwords of Windows instances (${names(windows)}) first. They cannot be decrypted without it.`,
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
    text: 'Whoever has the public key can import the pair again. Lightsail does not return it.',
    restore: {
      operation: 'ImportKeyPair',
      input: { keyPairName: { item: 'name' }, publicKeyBase64: { promptId: 'publicKey' } },
      prompts: [PUBLIC_KEY],
      restores: 'A pair with the same name, imported from the public key that you provide.',
      notRestored: [
        'It gets a new ARN, a new support code and a new creation time.',
        'Teardown cannot verify that your key is the old one, because Lightsail does not return it.',
      ],
      exception: ({ extra: { isDefault } }) =>
        isDefault === false
          ? undefined
          : isDefault
            ? 'The default pair cannot be restored. Lightsail creates a new one when one is needed.'
            : "Whether it is the Region's default pair is unknown, and that pair cannot be restored.",
      matchBy: ['name'],
      operations: 'operation',
    },
  },
});

export const KEY_PAIR_KINDS = lightsail.kinds('SSH keys', { keyPair });
