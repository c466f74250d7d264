import { defineKinds } from '../builder/rowBuilder.ts';

const lightsail = defineKinds('lightsail');

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_StaticIp.html */
export const staticIp = lightsail.kind({
  id: 'lightsail.staticIp',
  category: 'Networking',
  noun: 'static IP',
  icon: 'globe',
  sources: [lightsail.list('GetStaticIps', 'staticIps')],
  members: { id: 'name', arn: 'arn', created: 'createdAt' },
  identity: ['name', 'arn', 'ipAddress'],
  fields: ['ipAddress', 'attachedTo'],
  health: ({ item }) => (item.isAttached ? 'healthy' : 'idle'),
  evidence: [
    {
      check: 'attached',
      assess: ({ item }) =>
        item.isAttached
          ? {
              level: 'warning',
              severe: true,
              text: `${item.attachedTo ?? 'The instance'} gets another public address, which nobody knows.`,
            }
          : undefined,
    },
  ],
  action: { operation: 'ReleaseStaticIp', verb: 'release', input: { staticIpName: 'name' } },
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored: AllocateStaticIp gives another address.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DetachStaticIp.html */
export const staticIpAttachment = lightsail.action(staticIp, {
  id: 'lightsail.staticIpAttachment',
  matches: ({ item }) => item.isAttached === true,
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `${item.attachedTo ?? 'The instance'} is not reached by it any more. It is billed while nothing uses it.`,
      }),
    },
  ],
  action: { operation: 'DetachStaticIp', verb: 'detach', input: { staticIpName: 'name' } },
  completion: { operations: 'operations' },
  restorability: {
    level: 'full',
    text: 'It can be attached to the same instance again.',
    restore: {
      operation: 'AttachStaticIp',
      input: { staticIpName: { item: 'name' }, instanceName: { item: 'attachedTo' } },
      restores: 'The same address on the same instance.',
      notRestored: [],
      matchBy: ['name'],
      operations: 'operations',
    },
  },
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_LoadBalancer.html */
export const loadBalancer = lightsail.kind({
  id: 'lightsail.loadBalancer',
  category: 'Networking',
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
        text: `${item.instanceHealthSummary?.length ?? 0} instances are reached through it no more. Its TLS certificates go with it.`,
      }),
    },
  ],
  action: { operation: 'DeleteLoadBalancer', verb: 'delete', input: { loadBalancerName: 'name' } },
  completion: { operations: 'operations' },
  recreateOperation: 'CreateLoadBalancer',
});

const ofBalancer = { noun: 'load balancer', id: 'name' } as const;

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_InstanceHealthSummary.html */
export const loadBalancerInstance = lightsail.kind({
  id: 'lightsail.loadBalancerInstance',
  category: 'Networking',
  parentKinds: ['lightsail.loadBalancer'],
  noun: 'load balancer target',
  icon: 'vm-connect',
  sources: [lightsail.nested('GetLoadBalancers', 'loadBalancers', 'instanceHealthSummary', ofBalancer)],
  members: { id: 'instanceName', state: 'instanceHealth' },
  fields: ['instanceHealthReason'],
  action: {
    operation: 'DetachInstancesFromLoadBalancer',
    verb: 'detach',
    input: { loadBalancerName: { parent: 'id' }, instanceNames: ['instanceName'] },
  },
  completion: { operations: 'operations' },
  recreateOperation: 'AttachInstancesToLoadBalancer',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_LoadBalancerTlsCertificate.html */
export const loadBalancerTlsCertificate = lightsail.kind({
  id: 'lightsail.loadBalancerTlsCertificate',
  category: 'Networking',
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
  members: { id: 'name', arn: 'arn', state: 'status', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn'],
  fields: ['domainName', 'isAttached', 'notAfter'],
  evidence: [
    {
      check: 'attached',
      assess: ({ item }) =>
        item.isAttached
          ? { level: 'blocker', text: 'The load balancer uses it: AWS deletes it only when it does not, or by force.' }
          : undefined,
    },
  ],
  action: {
    operation: 'DeleteLoadBalancerTlsCertificate',
    verb: 'delete',
    input: { loadBalancerName: { parent: 'id' }, certificateName: 'name' },
  },
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored: another one must be validated anew.',
  recreateOperation: 'CreateLoadBalancerTlsCertificate',
});

/** `force` is chosen, and never assumed. */
export const loadBalancerTlsCertificateForced = lightsail.action(loadBalancerTlsCertificate, {
  id: 'lightsail.loadBalancerTlsCertificate.force',
  matches: ({ item }) => item.isAttached === true,
  evidence: [
    {
      check: 'traffic',
      assess: () => ({ level: 'warning', severe: true, text: 'The load balancer answers no HTTPS any more.' }),
    },
  ],
  action: {
    operation: 'DeleteLoadBalancerTlsCertificate',
    verb: 'delete',
    label: 'Delete TLS Certificate Even if in Use',
    input: { loadBalancerName: { parent: 'id' }, certificateName: 'name', force: { value: true } },
  },
  completion: { operations: 'operations' },
  restorability: 'It cannot be restored: another one must be validated anew.',
});

/** AWS has them in us-east-1 only. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_LightsailDistribution.html */
export const distribution = lightsail.kind({
  id: 'lightsail.distribution',
  category: 'Networking',
  homeRegion: 'us-east-1',
  noun: 'distribution',
  icon: 'broadcast',
  sources: [lightsail.list('GetDistributions', 'distributions', { getOne: 'distributionName' })],
  members: { id: 'name', arn: 'arn', state: 'status', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  fields: ['domainName', ['origin.name', 'Origin'], 'certificateName'],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) =>
        item.isEnabled === false
          ? { level: 'ok', text: 'It is disabled: nothing is served by it now.' }
          : {
              level: 'warning',
              severe: true,
              text: 'What it serves is not reached any more: another one gets another domain name.',
            },
    },
  ],
  action: { operation: 'DeleteDistribution', verb: 'delete', input: { distributionName: 'name' } },
  completion: { operations: 'operation' },
  recreateOperation: 'CreateDistribution',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DetachCertificateFromDistribution.html */
export const distributionCertificate = lightsail.action(distribution, {
  id: 'lightsail.distributionCertificate',
  matches: ({ item }) => item.certificateName !== undefined,
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        severe: true,
        text: `Its own domain names answer no HTTPS any more (certificate ${item.certificateName ?? ''}).`,
      }),
    },
  ],
  action: {
    operation: 'DetachCertificateFromDistribution',
    verb: 'detach',
    label: 'Detach Certificate',
    input: { distributionName: 'name' },
  },
  completion: { operations: 'operation' },
  recreateOperation: 'AttachCertificateToDistribution',
});
