import { always } from '../builder/evidence.ts';
import { defineKinds } from '../builder/rowBuilder.ts';

const lightsail = defineKinds('lightsail');

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_StaticIp.html */
const staticIp = lightsail.kind({
  noun: 'static IP',
  icon: 'globe',
  sources: [lightsail.list('GetStaticIps', 'staticIps')],
  members: { id: 'name', arn: 'arn', created: 'createdAt' },
  identity: ['name', 'arn', 'ipAddress', 'createdAt'],
  fields: ['ipAddress', 'attachedTo'],
  ending: ['attachedTo'],
  health: ({ item }) => (item.isAttached ? 'healthy' : 'idle'),
  evidence: [
    {
      check: 'attached',
      assess: ({ item }) =>
        item.isAttached
          ? {
              level: 'warning',
              severe: true,
              text: `${item.attachedTo ?? 'The instance'} gets another public address, which its clients do not have.`,
            }
          : undefined,
    },
  ],
  action: 'ReleaseStaticIp',
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored. AllocateStaticIp returns another address.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DetachStaticIp.html */
const staticIpAttachment = lightsail.action(staticIp, {
  matches: ({ item }) => item.isAttached === true,
  identity: ['name', 'arn', 'ipAddress', 'createdAt', 'attachedTo'],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `${item.attachedTo ?? 'The instance'} can no longer be reached at it. It is billed while no instance uses it.`,
      }),
    },
  ],
  action: 'DetachStaticIp',
  completion: { operations: 'operations', unmatched: 'deleted' },
  restorability: {
    level: 'full',
    text: 'It can be attached to the same instance again.',
    restore: {
      operation: 'AttachStaticIp',
      input: { staticIpName: { item: 'name' }, instanceName: { item: 'attachedTo' } },
      restores: 'The same address on the same instance.',
      notRestored: [],
      matchBy: ['name'],
      // AWS documents no response for an instance that has another static IP.
      exclusiveBy: ['attachedTo'],
      operations: 'operations',
    },
  },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_LoadBalancer.html */
const loadBalancer = lightsail.kind({
  noun: 'load balancer',
  icon: 'type-hierarchy',
  sources: [lightsail.list('GetLoadBalancers', 'loadBalancers')],
  members: { id: 'name', arn: 'arn', state: 'state', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['dnsName', 'protocol', 'instancePort'],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `${item.instanceHealthSummary?.length ?? 0} instances can no longer be reached through it. Its TLS certificates are deleted with it.`,
      }),
    },
  ],
  action: 'DeleteLoadBalancer',
  completion: { operations: 'operations', states: { present: ['failed'] } },
});

const ofBalancer = { noun: 'load balancer', id: 'name' } as const;

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_InstanceHealthSummary.html */
const loadBalancerInstance = lightsail.kind({
  parentKinds: ['lightsail.loadBalancer'],
  noun: 'load balancer target',
  icon: 'vm-connect',
  sources: [lightsail.nested('GetLoadBalancers', 'loadBalancers', 'instanceHealthSummary', ofBalancer)],
  members: { id: 'instanceName', state: 'instanceHealth' },
  fields: ['instanceHealthReason'],
  action: {
    operation: 'DetachInstancesFromLoadBalancer',
    input: { loadBalancerName: { parent: 'id' }, instanceNames: ['instanceName'] },
  },
  completion: { operations: 'operations' },
  recreateOperation: 'AttachInstancesToLoadBalancer',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_LoadBalancerTlsCertificate.html */
const loadBalancerTlsCertificate = lightsail.kind({
  parentKinds: ['lightsail.loadBalancer'],
  noun: 'load balancer TLS certificate',
  icon: 'verified',
  sources: [
    lightsail.children(
      { operation: 'GetLoadBalancers', items: 'loadBalancers' },
      ofBalancer,
      'GetLoadBalancerTlsCertificates',
      'tlsCertificates',
      'loadBalancerName',
    ),
  ],
  members: { id: 'name', arn: 'arn', state: 'status', tags: 'tags', created: 'createdAt', expires: 'notAfter' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['domainName', 'isAttached', 'notAfter'],
  evidence: [
    {
      check: 'attached',
      assess: ({ item }) =>
        item.isAttached
          ? {
              level: 'blocker',
              text: 'The load balancer uses it. AWS deletes it only when it is not in use, or by force.',
            }
          : undefined,
    },
  ],
  action: {
    operation: 'DeleteLoadBalancerTlsCertificate',
    input: { loadBalancerName: { parent: 'id' }, certificateName: 'name' },
  },
  completion: { operations: 'operations', states: { present: ['failed'] } },
  restorability: 'It cannot be restored. Another one must be validated again.',
  recreateOperation: 'CreateLoadBalancerTlsCertificate',
});

/** `force` is the user's choice, never the default. */
const loadBalancerTlsCertificateForced = lightsail.action(loadBalancerTlsCertificate, {
  matches: ({ item }) => item.isAttached === true,
  evidence: [always('traffic', 'severe', 'The load balancer no longer serves HTTPS.')],
  action: {
    operation: 'DeleteLoadBalancerTlsCertificate',
    label: 'Delete TLS Certificate Even if in Use',
    input: { loadBalancerName: { parent: 'id' }, certificateName: 'name', force: { value: true } },
  },
  completion: { operations: 'operations', states: { present: ['failed'] }, unmatched: 'present' },
  restorability: 'It cannot be restored. Another one must be validated again.',
});

/** AWS has them only in us-east-1. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_LightsailDistribution.html */
const distribution = lightsail.kind({
  homeRegion: 'us-east-1',
  noun: 'distribution',
  icon: 'broadcast',
  sources: [lightsail.list('GetDistributions', 'distributions', { getOne: 'distributionName' })],
  members: { id: 'name', arn: 'arn', state: 'status', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['domainName', ['origin.name', 'Origin'], 'certificateName'],
  ending: ['certificateName'],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) =>
        item.isEnabled === false
          ? { level: 'ok', text: 'It is disabled. It serves no content now.' }
          : {
              level: 'warning',
              severe: true,
              text: 'Its content can no longer be reached. Another one gets another domain name.',
            },
    },
  ],
  action: 'DeleteDistribution',
  completion: { operations: 'operation' },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DetachCertificateFromDistribution.html */
const distributionCertificate = lightsail.action(distribution, {
  matches: ({ item }) => item.certificateName !== undefined,
  identity: ['name', 'arn', 'createdAt', 'certificateName'],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `Its custom domain names no longer serve HTTPS (certificate ${item.certificateName ?? ''}).`,
      }),
    },
  ],
  action: {
    operation: 'DetachCertificateFromDistribution',
    label: 'Detach Certificate',
    input: { distributionName: 'name' },
  },
  completion: { operations: 'operation', unmatched: 'deleted' },
  recreateOperation: 'AttachCertificateToDistribution',
});

export const NETWORKING_KINDS = lightsail.kinds('Networking', {
  staticIp,
  staticIpAttachment,
  loadBalancer,
  loadBalancerInstance,
  loadBalancerTlsCertificate,
  'loadBalancerTlsCertificate.force': loadBalancerTlsCertificateForced,
  distribution,
  distributionCertificate,
});
