import type { AddOnType } from '@aws-sdk/client-lightsail';
import { rowsOf } from '../define.ts';

const lightsail = rowsOf('lightsail');

const isOn = ({ status }: { status?: string | undefined }) => !/^(disabled|terminated)$/i.test(status ?? '');

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Instance.html */
export const lightsailInstance = lightsail.kind({
  id: 'lightsail.instance',
  category: 'Instances',
  noun: 'instance',
  icon: 'vm',
  sources: [lightsail.list('GetInstances', 'instances')],
  members: { id: 'name', arn: 'arn', state: 'state.name', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  show: ['publicIpAddress', 'blueprintName', 'bundleId', 'privateIpAddress', 'sshKeyName'],
  evidence: [
    {
      check: 'data',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Its system disk, and all automatic snapshots of it, are lost. CreateInstanceSnapshot before keeps a copy.',
      }),
    },
    {
      check: 'staticIp',
      assess: ({ item }) =>
        item.isStaticIp
          ? { level: 'warning', text: 'Its static IP stays, and is billed while nothing uses it.' }
          : undefined,
    },
    {
      check: 'addOns',
      assess: ({ item }) =>
        item.addOns?.some(isOn)
          ? { level: 'warning', text: 'Add-ons are on: AWS deletes it only with them, which is a choice of its own.' }
          : undefined,
    },
  ],
  removal: { operation: 'DeleteInstance', verb: 'delete', input: { instanceName: 'name' } },
  settling: { operations: 'operations' },
  wayBack: 'Only a snapshot that was made before brings it back (CreateInstancesFromSnapshot).',
});

/** `forceDeleteAddOns` is chosen, and never assumed. */
export const lightsailInstanceWithAddOns = lightsail.verb(lightsailInstance, {
  id: 'lightsail.instance.withAddOns',
  applies: ({ item }) => item.addOns?.some(isOn) === true,
  evidence: [
    {
      check: 'data',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Its system disk, its add-ons and all automatic snapshots are lost.',
      }),
    },
  ],
  removal: {
    operation: 'DeleteInstance',
    verb: 'delete',
    label: 'Delete Instance with Add-ons',
    input: { instanceName: 'name', forceDeleteAddOns: { value: true } },
  },
  settling: { operations: 'operations' },
  wayBack: 'Only a snapshot that was made before brings it back (CreateInstancesFromSnapshot).',
});

const ofInstance = { noun: 'instance', id: 'name' } as const;

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_InstancePortInfo.html */
export const instancePublicPort = lightsail.kind({
  id: 'lightsail.instancePublicPort',
  category: 'Instances',
  under: ['lightsail.instance'],
  noun: 'open port',
  icon: 'plug',
  sources: [lightsail.nested('GetInstances', 'instances', 'networking.ports', ofInstance)],
  members: { id: ['protocol', 'fromPort', 'toPort'], name: 'commonName' },
  short: ({ item: { commonName, protocol = '', fromPort, toPort } }) =>
    commonName ?? `${protocol} ${fromPort === toPort ? String(fromPort) : `${fromPort ?? ''}-${toPort ?? ''}`}`,
  show: ['accessFrom', 'accessType'],
  evidence: [
    {
      check: 'traffic',
      assess: () => ({ level: 'warning', grave: true, text: 'The instance is reached by it no more, at once.' }),
    },
  ],
  removal: {
    operation: 'CloseInstancePublicPorts',
    verb: 'close',
    input: { instanceName: { parent: 'id' } },
    extraInput: ({ item: { fromPort, toPort, protocol, cidrs, ipv6Cidrs, cidrListAliases } }) => ({
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
  settling: { operations: 'operation' },
  remake: 'OpenInstancePublicPorts',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_AddOn.html */
export const addOn = lightsail.kind({
  id: 'lightsail.addOn',
  category: 'Instances',
  under: ['lightsail.instance', 'lightsail.disk'],
  noun: 'add-on',
  icon: 'extensions',
  sources: lightsail.mixed(
    lightsail.nested('GetInstances', 'instances', 'addOns', ofInstance),
    lightsail.nested('GetDisks', 'disks', 'addOns', { noun: 'disk', id: 'name' }),
  ),
  members: { id: 'name', state: 'status' },
  show: ['snapshotTimeOfDay', 'threshold'],
  applies: ({ item }) => isOn(item),
  evidence: [
    {
      check: 'snapshots',
      assess: () => ({
        level: 'warning',
        text: 'Automatic snapshots that it has made stay until they are deleted by themselves.',
      }),
    },
  ],
  removal: {
    operation: 'DisableAddOn',
    verb: 'disable',
    input: { resourceName: { parent: 'id' } },
    // The list has the type as the add-on's name.
    extraInput: ({ item }) => ({ addOnType: item.name as AddOnType | undefined }),
  },
  settling: { operations: 'operations' },
  remake: 'EnableAddOn',
});
