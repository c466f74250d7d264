import { defineKinds } from '../builder/rowBuilder.ts';

const lightsail = defineKinds('lightsail');

/** AWS demands a choice, whether a last snapshot is made: each answer is a verb of its own. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_RelationalDatabase.html */
export const relationalDatabase = lightsail.kind({
  id: 'lightsail.relationalDatabase',
  category: 'Databases',
  noun: 'database',
  icon: 'database',
  sources: [lightsail.list('GetRelationalDatabases', 'relationalDatabases')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['engine', 'relationalDatabaseBundleId', ['masterEndpoint.address', 'Endpoint']],
  evidence: [
    {
      check: 'data',
      assess: () => ({
        level: 'warning',
        severe: true,
        text: 'All its data and its automatic backups are lost: no last snapshot is made.',
      }),
    },
  ],
  action: {
    operation: 'DeleteRelationalDatabase',
    verb: 'delete',
    label: 'Delete Database Without a Last Snapshot',
    input: { relationalDatabaseName: 'name', skipFinalSnapshot: { value: true } },
  },
  completion: { operations: 'operations' },
  restorability: 'Only a snapshot that was made before brings it back (CreateRelationalDatabaseFromSnapshot).',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteRelationalDatabase.html */
export const relationalDatabaseWithSnapshot = lightsail.action(relationalDatabase, {
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
  action: {
    operation: 'DeleteRelationalDatabase',
    verb: 'delete',
    label: 'Delete Database with a Last Snapshot',
    input: { relationalDatabaseName: 'name' },
    computedInput: ({ item }) => ({ finalRelationalDatabaseSnapshotName: `${item.name ?? ''}-last` }),
  },
  completion: { operations: 'operations' },
  restorability: 'CreateRelationalDatabaseFromSnapshot makes another one of the last snapshot.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerService.html */
export const containerService = lightsail.kind({
  id: 'lightsail.containerService',
  category: 'Containers',
  noun: 'container service',
  icon: 'package',
  sources: [lightsail.list('GetContainerServices', 'containerServices', { getOne: 'serviceName' })],
  members: { id: 'containerServiceName', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['containerServiceName', 'arn', 'createdAt'],
  fields: ['url', 'power', 'scale'],
  evidence: [
    {
      check: 'traffic',
      assess: () => ({
        level: 'warning',
        severe: true,
        text: 'Its containers stop, its images and deployments are lost, and another service gets another URL.',
      }),
    },
  ],
  action: { operation: 'DeleteContainerService', verb: 'delete', input: { serviceName: 'containerServiceName' } },
  recreateOperation: 'CreateContainerService',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerImage.html */
export const containerImage = lightsail.kind({
  id: 'lightsail.containerImage',
  category: 'Containers',
  parentKinds: ['lightsail.containerService'],
  noun: 'container image',
  icon: 'layers',
  sources: [
    lightsail.children(
      { operation: 'GetContainerServices', items: 'containerServices', getOne: 'serviceName' },
      { noun: 'container service', id: 'containerServiceName' },
      'GetContainerImages',
      'containerImages',
      'serviceName',
    ),
  ],
  members: { id: 'image', created: 'createdAt' },
  identity: ['image', 'digest'],
  fields: ['digest'],
  action: {
    operation: 'DeleteContainerImage',
    verb: 'delete',
    input: { serviceName: { parent: 'id' }, image: 'image' },
  },
  restorability: 'It must be pushed again.',
});
