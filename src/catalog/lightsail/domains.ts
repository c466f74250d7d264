import { rowsOf } from '../define.ts';

const lightsail = rowsOf('lightsail');

/** AWS has them in us-east-1 only. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Domain.html */
export const domain = lightsail.kind({
  id: 'lightsail.domain',
  category: 'Domains & DNS',
  onlyIn: 'us-east-1',
  noun: 'DNS zone',
  icon: 'globe',
  sources: [lightsail.list('GetDomains', 'domains')],
  members: { id: 'name', arn: 'arn', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  row: ({ item }) => [`${item.domainEntries?.length ?? 0} records`],
  evidence: [
    {
      check: 'dns',
      assess: ({ item }) => ({
        level: 'warning',
        grave: true,
        text: `Its ${item.domainEntries?.length ?? 0} records go with it: the names are found no more. The registration stays.`,
      }),
    },
  ],
  removal: { operation: 'DeleteDomain', verb: 'delete', input: { domainName: 'name' } },
  settling: { operations: 'operation' },
  remake: 'CreateDomain',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DomainEntry.html */
export const domainEntry = lightsail.kind({
  id: 'lightsail.domainEntry',
  category: 'Domains & DNS',
  onlyIn: 'us-east-1',
  under: ['lightsail.domain'],
  noun: 'DNS record',
  icon: 'symbol-field',
  sources: [lightsail.nested('GetDomains', 'domains', 'domainEntries', { noun: 'DNS zone', id: 'name' })],
  members: { id: 'id', name: 'name' },
  identity: ['id', 'name', 'type', 'target'],
  show: ['type', 'target'],
  evidence: [
    {
      check: 'dns',
      assess: () => ({
        level: 'warning',
        grave: true,
        text: 'The name is found no more, as soon as caches forget it.',
      }),
    },
  ],
  removal: {
    operation: 'DeleteDomainEntry',
    verb: 'delete',
    input: { domainName: { parent: 'id' } },
    // The whole record goes back.
    extraInput: ({ item }) => ({ domainEntry: item }),
  },
  settling: { operations: 'operation' },
  wayBack: {
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
      brings: 'A record with the same name, type and target.',
      loses: ['It gets a new id.'],
      sameBy: ['name', 'type', 'target'],
      operations: 'operation',
    },
  },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_GetSubdomains.html */
export const subdomain = lightsail.kind({
  id: 'lightsail.subdomain',
  category: 'Domains & DNS',
  noun: 'subdomain',
  icon: 'link',
  sources: [lightsail.list('GetSubdomains', 'subdomains')],
  members: { id: 'subdomainName', name: 'fqdn', state: 'state' },
  evidence: [
    {
      check: 'attached',
      assess: ({ item }) =>
        item.state === 'UNATTACHED' || item.state === 'CREATE_FAILED'
          ? undefined
          : {
              level: 'blocker',
              text: `Its state is ${item.state ?? 'unknown'}: AWS deletes it only when nothing uses it.`,
            },
    },
  ],
  removal: { operation: 'DeleteSubdomain', verb: 'delete', input: 'subdomainName' },
  settling: { operations: 'operation' },
  remake: 'CreateSubdomain',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_CertificateSummary.html */
export const certificate = lightsail.kind({
  id: 'lightsail.certificate',
  category: 'Domains & DNS',
  noun: 'certificate',
  icon: 'verified',
  sources: [
    lightsail.list('GetCertificates', 'certificates', {
      input: { includeCertificateDetails: true },
      again: 'certificateName',
    }),
  ],
  members: {
    id: 'certificateName',
    arn: 'certificateArn',
    state: 'certificateDetail.status',
    tags: 'tags',
    created: 'certificateDetail.createdAt',
  },
  identity: ['certificateName', 'certificateArn'],
  show: [
    'domainName',
    ['certificateDetail.notAfter', 'Not after'],
    ['certificateDetail.inUseResourceCount', 'In use by'],
  ],
  evidence: [
    {
      check: 'use',
      assess: ({ item }) =>
        (item.certificateDetail?.inUseResourceCount ?? 0) > 0
          ? { level: 'blocker', text: 'It is in use: detach it first.' }
          : undefined,
    },
  ],
  after: ['lightsail.distributionCertificate'],
  removal: { operation: 'DeleteCertificate', verb: 'delete', input: 'certificateName' },
  settling: { operations: 'operations' },
  wayBack: 'It cannot be restored: another one must be validated anew.',
  remake: 'CreateCertificate',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Alarm.html */
export const alarm = lightsail.kind({
  id: 'lightsail.alarm',
  category: 'Monitoring',
  noun: 'alarm',
  icon: 'bell',
  sources: [lightsail.list('GetAlarms', 'alarms', { again: 'alarmName' })],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  show: [['monitoredResourceInfo.name', 'Watches'], 'metricName', 'threshold'],
  removal: { operation: 'DeleteAlarm', verb: 'delete', input: { alarmName: 'name' } },
  settling: { operations: 'operations' },
  remake: 'PutAlarm',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_ContactMethod.html */
export const contactMethod = lightsail.kind({
  id: 'lightsail.contactMethod',
  category: 'Monitoring',
  noun: 'contact method',
  icon: 'mail',
  sources: [lightsail.list('GetContactMethods', 'contactMethods')],
  members: { id: 'protocol', name: 'contactEndpoint', arn: 'arn', state: 'status', tags: 'tags', created: 'createdAt' },
  identity: ['protocol', 'contactEndpoint', 'createdAt'],
  show: ['protocol'],
  evidence: [{ check: 'alarms', assess: () => ({ level: 'warning', text: 'Alarms do not notify it any more.' }) }],
  removal: { operation: 'DeleteContactMethod', verb: 'delete', input: 'protocol' },
  settling: { operations: 'operations' },
  wayBack: 'It can be made again, and must be verified again.',
  remake: 'CreateContactMethod',
});

const tagged = (noun: string) => ({ noun, id: 'name' }) as const;

/** A tag of what Lightsail lists with its tags. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_Tag.html */
export const lightsailTag = lightsail.kind({
  id: 'lightsail.tag',
  category: 'Tags',
  noun: 'tag',
  icon: 'tag',
  sources: lightsail.mixed(
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
  show: ['value'],
  row: ({ item, parent }) => [item.value, parent && `${parent.noun} ${parent.id}`],
  evidence: [
    {
      check: 'meaning',
      assess: () => ({ level: 'warning', text: 'Policies, cost reports and tools that go by it see it no more.' }),
    },
  ],
  removal: {
    operation: 'UntagResource',
    verb: 'remove',
    input: { resourceName: { parent: 'id' }, tagKeys: ['key'] },
  },
  settling: { operations: 'operations' },
  wayBack: 'TagResource sets it again: the plan has its value.',
});
