import { always } from '../builder/evidence.ts';
import { defineKinds } from '../builder/rowBuilder.ts';

const lightsail = defineKinds('lightsail');

/** AWS requires a choice for or against a final snapshot: each is an action. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_RelationalDatabase.html */
const relationalDatabase = lightsail.kind({
  noun: 'database',
  icon: 'database',
  sources: [lightsail.list('GetRelationalDatabases', 'relationalDatabases')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['engine', 'relationalDatabaseBundleId', ['masterEndpoint.address', 'Endpoint']],
  evidence: [
    always('data', 'severe', 'All its data and its automatic backups are lost. No final snapshot is created.'),
  ],
  action: {
    operation: 'DeleteRelationalDatabase',
    label: 'Delete Database Without a Last Snapshot',
    input: { relationalDatabaseName: 'name', skipFinalSnapshot: { value: true } },
  },
  completion: { operations: 'operations' },
  restorability: 'Only an existing snapshot restores it (CreateRelationalDatabaseFromSnapshot).',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DeleteRelationalDatabase.html */
const relationalDatabaseWithSnapshot = lightsail.action(relationalDatabase, {
  evidence: [
    {
      check: 'data',
      assess: ({ item }) => ({
        level: 'warning',
        text: `A final snapshot named ${item.name ?? ''}-last is created first. Its automatic backups are lost.`,
      }),
    },
  ],
  action: {
    operation: 'DeleteRelationalDatabase',
    label: 'Delete Database with a Last Snapshot',
    computedInput: ({ item }) => ({ finalRelationalDatabaseSnapshotName: `${item.name ?? ''}-last` }),
  },
  completion: { operations: 'operations' },
  restorability: 'CreateRelationalDatabaseFromSnapshot creates another one from the final snapshot.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerService.html */
const containerService = lightsail.kind({
  noun: 'container service',
  icon: 'package',
  sources: [lightsail.list('GetContainerServices', 'containerServices', { getOne: 'serviceName' })],
  members: { id: 'containerServiceName', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['containerServiceName', 'arn', 'createdAt'],
  fields: ['url', 'power', 'scale'],
  evidence: [
    always(
      'traffic',
      'severe',
      'Its containers stop, and its images and deployments are lost. Another service gets another URL.',
    ),
  ],
  action: { operation: 'DeleteContainerService', input: { serviceName: 'containerServiceName' } },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContainerImage.html */
const containerImage = lightsail.kind({
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
  action: { operation: 'DeleteContainerImage', input: { serviceName: { parent: 'id' }, image: 'image' } },
  restorability: 'It must be pushed again.',
});

export const DATABASE_KINDS = [
  ...lightsail.kinds('Databases', {
    relationalDatabase,
    'relationalDatabase.withSnapshot': relationalDatabaseWithSnapshot,
  }),
  ...lightsail.kinds('Containers', { containerService, containerImage }),
];
