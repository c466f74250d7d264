import { rowsOf } from '../define.ts';

const lightsail = rowsOf('lightsail');

/** AWS demands a choice, whether a last snapshot is made: each answer is a verb of its own. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_RelationalDatabase.html */
export const relationalDatabase = lightsail.kind({
  id: 'lightsail.relationalDatabase',
  category: 'Databases',
  noun: 'database',
  icon: 'database',
  sources: [lightsail.list('GetRelationalDatabases', 'relationalDatabases')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  show: ['engine', 'relationalDatabaseBundleId', ['masterEndpoint.address', 'Endpoint']],
  evidence: [
    {
      check: 'data',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'All its data and its automatic backups are lost: no last snapshot is made.',
      }),
    },
  ],
  removal: {
    operation: 'DeleteRelationalDatabase',
    verb: 'delete',
    label: 'Delete Database Without a Last Snapshot',
    input: { relationalDatabaseName: 'name', skipFinalSnapshot: { value: true } },
  },
  settling: { operations: 'operations' },
  wayBack: 'Only a snapshot that was made before brings it back (CreateRelationalDatabaseFromSnapshot).',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteRelationalDatabase.html */
export const relationalDatabaseWithSnapshot = lightsail.verb(relationalDatabase, {
  id: 'lightsail.relationalDatabase.withSnapshot',
  evidence: [
    {
      check: 'data',
      assess: ({ item }) => ({
        level: 'warning',
        text: `A last snapshot named ${item.name ?? ''}-last is made first; its automatic backups are lost.`,
      }),
    },
  ],
  removal: {
    operation: 'DeleteRelationalDatabase',
    verb: 'delete',
    label: 'Delete Database with a Last Snapshot',
    input: { relationalDatabaseName: 'name' },
    extraInput: ({ item }) => ({ finalRelationalDatabaseSnapshotName: `${item.name ?? ''}-last` }),
  },
  settling: { operations: 'operations' },
  wayBack: 'CreateRelationalDatabaseFromSnapshot makes another one of the last snapshot.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerService.html */
export const containerService = lightsail.kind({
  id: 'lightsail.containerService',
  category: 'Containers',
  noun: 'container service',
  icon: 'package',
  sources: [lightsail.list('GetContainerServices', 'containerServices', { again: 'serviceName' })],
  members: { id: 'containerServiceName', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['containerServiceName', 'arn', 'createdAt'],
  show: ['url', 'power', 'scale'],
  evidence: [
    {
      check: 'traffic',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'Its containers stop, its images and deployments are lost, and another service gets another URL.',
      }),
    },
  ],
  removal: { operation: 'DeleteContainerService', verb: 'delete', input: { serviceName: 'containerServiceName' } },
  remake: 'CreateContainerService',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerImage.html */
export const containerImage = lightsail.kind({
  id: 'lightsail.containerImage',
  category: 'Containers',
  under: ['lightsail.containerService'],
  noun: 'container image',
  icon: 'layers',
  sources: [
    lightsail.children(
      { operation: 'GetContainerServices', items: 'containerServices', again: 'serviceName' },
      { noun: 'container service', id: 'containerServiceName' },
      'GetContainerImages',
      'containerImages',
      'serviceName',
    ),
  ],
  members: { id: 'image', created: 'createdAt' },
  identity: ['image', 'digest'],
  show: ['digest'],
  removal: {
    operation: 'DeleteContainerImage',
    verb: 'delete',
    input: { serviceName: { parent: 'id' }, image: 'image' },
  },
  wayBack: 'It must be pushed again.',
});
