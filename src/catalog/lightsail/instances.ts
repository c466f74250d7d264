import type { AddOnType } from '@aws-sdk/client-lightsail';
import { always } from '../builder/evidence.ts';
import { defineKinds } from '../builder/rowBuilder.ts';

const lightsail = defineKinds('lightsail');

const isOn = ({ status }: { status?: string | undefined }) => !/^(disabled|terminated)$/i.test(status ?? '');

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Instance.html */
const lightsailInstance = lightsail.kind({
  noun: 'instance',
  icon: 'vm',
  sources: [lightsail.list('GetInstances', 'instances')],
  members: { id: 'name', arn: 'arn', state: 'state.name', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['publicIpAddress', 'blueprintName', 'bundleId', 'privateIpAddress', 'sshKeyName'],
  evidence: [
    always(
      'data',
      'severe',
      'Its system disk and the automatic snapshots of it are lost. To keep a copy, use CreateInstanceSnapshot first.',
    ),
    {
      check: 'staticIp',
      assess: ({ item }) =>
        item.isStaticIp
          ? { level: 'warning', text: 'Its static IP remains and is billed while no instance uses it.' }
          : undefined,
    },
    {
      check: 'addOns',
      assess: ({ item }) =>
        item.addOns?.some(isOn)
          ? { level: 'warning', text: 'Add-ons are on. AWS deletes it only together with them: choose that action.' }
          : undefined,
    },
  ],
  action: 'DeleteInstance',
  completion: { operations: 'operations' },
  restorability: 'Only an existing snapshot restores it (CreateInstancesFromSnapshot).',
});

/** `forceDeleteAddOns` is the user's choice, never the default. */
const lightsailInstanceWithAddOns = lightsail.action(lightsailInstance, {
  matches: ({ item }) => item.addOns?.some(isOn) === true,
  evidence: [always('data', 'severe', 'Its system disk, its add-ons and all automatic snapshots are lost.')],
  action: {
    operation: 'DeleteInstance',
    label: 'Delete Instance with Add-ons',
    input: { instanceName: 'name', forceDeleteAddOns: { value: true } },
  },
  completion: { operations: 'operations', unmatched: 'present' },
  restorability: 'Only an existing snapshot restores it (CreateInstancesFromSnapshot).',
});

const ofInstance = { noun: 'instance', id: 'name' } as const;

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_InstancePortInfo.html */
const instancePublicPort = lightsail.kind({
  parentKinds: ['lightsail.instance'],
  noun: 'open port',
  icon: 'plug',
  sources: [lightsail.nested('GetInstances', 'instances', 'networking.ports', ofInstance)],
  members: { id: ['protocol', 'fromPort', 'toPort'], name: 'commonName' },
  identity: ['protocol', 'fromPort', 'toPort', 'cidrs', 'ipv6Cidrs', 'cidrListAliases'],
  shortLabel: ({ item: { commonName, protocol = '', fromPort, toPort } }) =>
    commonName ?? [protocol, [...new Set([fromPort, toPort].filter((port) => port !== undefined))].join('-')].join(' '),
  fields: ['accessFrom', 'accessType'],
  evidence: [always('traffic', 'severe', 'The instance can no longer be reached on it, at once.')],
  action: {
    operation: 'CloseInstancePublicPorts',
    input: { instanceName: { parent: 'id' } },
    computedInput: ({ item: { fromPort, toPort, protocol, cidrs, ipv6Cidrs, cidrListAliases } }) => ({
      portInfo: {
        fromPort,
        toPort,
        protocol,
        ...(cidrs && { cidrs }),
        ...(ipv6Cidrs && { ipv6Cidrs }),
        ...(cidrListAliases && { cidrListAliases }),
      },
    }),
  },
  completion: { operations: 'operation' },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_AddOn.html */
const addOn = lightsail.kind({
  parentKinds: ['lightsail.instance', 'lightsail.disk'],
  noun: 'add-on',
  icon: 'extensions',
  sources: lightsail.union(
    lightsail.nested('GetInstances', 'instances', 'addOns', ofInstance),
    lightsail.nested('GetDisks', 'disks', 'addOns', { noun: 'disk', id: 'name' }),
  ),
  members: { id: 'name', state: 'status' },
  fields: ['snapshotTimeOfDay', 'threshold'],
  matches: ({ item }) => isOn(item),
  evidence: [always('snapshots', 'warning', 'Its existing automatic snapshots remain until you delete them.')],
  action: {
    operation: 'DisableAddOn',
    input: { resourceName: { parent: 'id' } },
    // The list contains the type as the add-on's name.
    computedInput: ({ item }) => ({ addOnType: item.name as AddOnType | undefined }),
  },
  completion: { operations: 'operations', unmatched: 'deleted' },
});

export const INSTANCE_KINDS = lightsail.kinds('Instances', {
  instance: lightsailInstance,
  'instance.withAddOns': lightsailInstanceWithAddOns,
  instancePublicPort,
  addOn,
});
