import { always } from '../builder/evidence.ts';
import { defineKinds } from '../builder/rowBuilder.ts';

const lightsail = defineKinds('lightsail');

/** AWS has them only in us-east-1. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Domain.html */
const domain = lightsail.kind({
  homeRegion: 'us-east-1',
  noun: 'DNS zone',
  icon: 'globe',
  sources: [lightsail.list('GetDomains', 'domains')],
  members: { id: 'name', arn: 'arn', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  description: ({ item }) => [`${item.domainEntries?.length ?? 0} records`],
  evidence: [
    {
      check: 'dns',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `Its ${item.domainEntries?.length ?? 0} records are deleted with it. Their names no longer resolve. The registration remains.`,
      }),
    },
  ],
  action: 'DeleteDomain',
  completion: { operations: 'operation' },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DomainEntry.html */
const domainEntry = lightsail.kind({
  homeRegion: 'us-east-1',
  parentKinds: ['lightsail.domain'],
  noun: 'DNS record',
  icon: 'symbol-field',
  sources: [lightsail.nested('GetDomains', 'domains', 'domainEntries', { noun: 'DNS zone', id: 'name' })],
  members: { id: 'id', name: 'name' },
  identity: ['id', 'name', 'type', 'target', 'isAlias'],
  fields: ['type', 'target'],
  evidence: [always('dns', 'severe', 'The name no longer resolves when DNS caches expire.')],
  action: {
    operation: 'DeleteDomainEntry',
    input: { domainName: { parent: 'id' } },
    // The request takes the whole record.
    computedInput: ({ item }) => ({ domainEntry: item }),
  },
  completion: { operations: 'operation' },
  restorability: {
    level: 'full',
    text: 'The same record can be created again.',
    restore: {
      operation: 'CreateDomainEntry',
      input: {
        domainName: { parent: 'id' },
        'domainEntry.name': { item: 'name' },
        'domainEntry.target': { item: 'target' },
        'domainEntry.type': { item: 'type' },
        'domainEntry.isAlias': { item: 'isAlias', optional: true },
      },
      restores: 'A record with the same name, type and target.',
      notRestored: ['It gets a new ID.'],
      matchBy: ['name', 'type', 'target'],
      operations: 'operation',
    },
  },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetSubdomains.html */
const subdomain = lightsail.kind({
  noun: 'subdomain',
  icon: 'link',
  sources: [lightsail.list('GetSubdomains', 'subdomains')],
  members: { id: 'subdomainName', name: 'fqdn', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['subdomainName', 'arn', 'createdAt'],
  evidence: [
    {
      check: 'attached',
      assess: ({ item }) =>
        item.state === 'UNATTACHED' || item.state === 'CREATE_FAILED'
          ? undefined
          : {
              level: 'blocker',
              text: `Its state is ${item.state ?? 'unknown'}. AWS deletes it only when no resource uses it.`,
            },
    },
  ],
  action: 'DeleteSubdomain',
  completion: { operations: 'operation' },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CertificateSummary.html */
const certificate = lightsail.kind({
  noun: 'certificate',
  icon: 'verified',
  sources: [
    lightsail.list('GetCertificates', 'certificates', {
      input: { includeCertificateDetails: true },
      getOne: 'certificateName',
    }),
  ],
  members: {
    id: 'certificateName',
    arn: 'certificateArn',
    state: 'certificateDetail.status',
    tags: 'tags',
    created: 'certificateDetail.createdAt',
    expires: 'certificateDetail.notAfter',
  },
  identity: ['certificateName', 'certificateArn', 'certificateDetail.createdAt'],
  fields: [
    'domainName',
    ['certificateDetail.notAfter', 'Not after'],
    ['certificateDetail.inUseResourceCount', 'In use by'],
  ],
  evidence: [
    {
      check: 'use',
      assess: ({ item }) =>
        (item.certificateDetail?.inUseResourceCount ?? 0) > 0
          ? { level: 'blocker', text: 'It is in use. Detach it first.' }
          : undefined,
    },
  ],
  deletedAfter: ['lightsail.distributionCertificate'],
  action: 'DeleteCertificate',
  completion: { operations: 'operations', states: { present: ['failed'] } },
  restorability: 'It cannot be restored. Another one must be validated again.',
  recreateOperation: 'CreateCertificate',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Alarm.html */
const alarm = lightsail.kind({
  noun: 'alarm',
  icon: 'bell',
  sources: [lightsail.list('GetAlarms', 'alarms', { getOne: 'alarmName' })],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: [['monitoredResourceInfo.name', 'Watches'], 'metricName', 'threshold'],
  action: 'DeleteAlarm',
  completion: { operations: 'operations' },
  recreateOperation: 'PutAlarm',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContactMethod.html */
const contactMethod = lightsail.kind({
  noun: 'contact method',
  icon: 'mail',
  sources: [lightsail.list('GetContactMethods', 'contactMethods')],
  members: { id: 'protocol', name: 'contactEndpoint', arn: 'arn', state: 'status', tags: 'tags', created: 'createdAt' },
  identity: ['protocol', 'contactEndpoint', 'createdAt'],
  fields: ['protocol'],
  evidence: [always('alarms', 'warning', 'Alarms no longer notify it.')],
  action: 'DeleteContactMethod',
  completion: { operations: 'operations' },
  restorability: 'It can be created again, and must be verified again.',
  recreateOperation: 'CreateContactMethod',
});

const tagged = (noun: string) => ({ noun, id: 'name' }) as const;

/** A tag of a resource that Lightsail lists with its tags. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Tag.html */
const lightsailTag = lightsail.kind({
  noun: 'tag',
  icon: 'tag',
  sources: lightsail.union(
    lightsail.nested('GetInstances', 'instances', 'tags', tagged('instance')),
    lightsail.nested('GetDisks', 'disks', 'tags', tagged('disk')),
    lightsail.nested('GetInstanceSnapshots', 'instanceSnapshots', 'tags', tagged('instance snapshot')),
    lightsail.nested('GetDiskSnapshots', 'diskSnapshots', 'tags', tagged('disk snapshot')),
    lightsail.nested('GetBuckets', 'buckets', 'tags', tagged('bucket'), 'bucketName'),
    lightsail.nested('GetKeyPairs', 'keyPairs', 'tags', tagged('key pair')),
    lightsail.nested('GetLoadBalancers', 'loadBalancers', 'tags', tagged('load balancer')),
    lightsail.nested('GetRelationalDatabases', 'relationalDatabases', 'tags', tagged('database')),
  ),
  members: { id: 'key' },
  identity: ['key', 'value'],
  fields: ['value'],
  description: ({ item, parent }) => [item.value, parent && `${parent.noun} ${parent.id}`],
  evidence: [always('meaning', 'warning', 'Policies, cost reports and tools that use it no longer find it.')],
  action: { operation: 'UntagResource', input: { resourceName: { parent: 'id' }, tagKeys: ['key'] } },
  completion: { operations: 'operations' },
  restorability: 'TagResource sets it again. The plan contains its value.',
});

export const DOMAIN_KINDS = [
  ...lightsail.kinds('Domains & DNS', { domain, domainEntry, subdomain, certificate }),
  ...lightsail.kinds('Monitoring', { alarm, contactMethod }),
  ...lightsail.kinds('Tags', { tag: lightsailTag }),
];
