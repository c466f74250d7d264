import { rowsOf } from '../define.ts';

const lightsail = rowsOf('lightsail');

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_StaticIp.html */
export const staticIp = lightsail.kind({
  id: 'lightsail.staticIp',
  category: 'Networking',
  noun: 'static IP',
  icon: 'globe',
  sources: [lightsail.list('GetStaticIps', 'staticIps')],
  members: { id: 'name', arn: 'arn', created: 'createdAt' },
  identity: ['name', 'arn', 'ipAddress'],
  show: ['ipAddress', 'attachedTo'],
  health: ({ item }) => (item.isAttached ? 'good' : 'idle'),
  evidence: [
    {
      check: 'attached',
      assess: ({ item }) =>
        item.isAttached
          ? {
              level: 'warning',
              grave: true,
              text: `${item.attachedTo ?? 'The instance'} gets another public address, which nobody knows.`,
            }
          : undefined,
    },
  ],
  removal: { operation: 'ReleaseStaticIp', verb: 'release', input: { staticIpName: 'name' } },
  settling: { operations: 'operations' },
  wayBack: 'It cannot be restored: AllocateStaticIp gives another address.',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DetachStaticIp.html */
export const staticIpAttachment = lightsail.verb(staticIp, {
  id: 'lightsail.staticIpAttachment',
  applies: ({ item }) => item.isAttached === true,
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        grave: true,
        text: `${item.attachedTo ?? 'The instance'} is not reached by it any more. It is billed while nothing uses it.`,
      }),
    },
  ],
  removal: { operation: 'DetachStaticIp', verb: 'detach', input: { staticIpName: 'name' } },
  settling: { operations: 'operations' },
  wayBack: {
    level: 'full',
    text: 'It can be attached to the same instance again.',
    restore: {
      operation: 'AttachStaticIp',
      input: { staticIpName: { item: 'name' }, instanceName: { item: 'attachedTo' } },
      brings: 'The same address on the same instance.',
      loses: [],
      sameBy: ['name'],
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
  show: ['dnsName', 'protocol', 'instancePort'],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        grave: true,
        text: `${item.instanceHealthSummary?.length ?? 0} instances are reached through it no more. Its TLS certificates go with it.`,
      }),
    },
  ],
  removal: { operation: 'DeleteLoadBalancer', verb: 'delete', input: { loadBalancerName: 'name' } },
  settling: { operations: 'operations' },
  remake: 'CreateLoadBalancer',
});

const ofBalancer = { noun: 'load balancer', id: 'name' } as const;

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_InstanceHealthSummary.html */
export const loadBalancerInstance = lightsail.kind({
  id: 'lightsail.loadBalancerInstance',
  category: 'Networking',
  under: ['lightsail.loadBalancer'],
  noun: 'load balancer target',
  icon: 'vm-connect',
  sources: [lightsail.nested('GetLoadBalancers', 'loadBalancers', 'instanceHealthSummary', ofBalancer)],
  members: { id: 'instanceName', state: 'instanceHealth' },
  show: ['instanceHealthReason'],
  removal: {
    operation: 'DetachInstancesFromLoadBalancer',
    verb: 'detach',
    input: { loadBalancerName: { parent: 'id' }, instanceNames: ['instanceName'] },
  },
  settling: { operations: 'operations' },
  remake: 'AttachInstancesToLoadBalancer',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_LoadBalancerTlsCertificate.html */
export const loadBalancerTlsCertificate = lightsail.kind({
  id: 'lightsail.loadBalancerTlsCertificate',
  category: 'Networking',
  under: ['lightsail.loadBalancer'],
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
  show: ['domainName', 'isAttached', 'notAfter'],
  evidence: [
    {
      check: 'attached',
      assess: ({ item }) =>
        item.isAttached
          ? { level: 'blocker', text: 'The load balancer uses it: AWS deletes it only when it does not, or by force.' }
          : undefined,
    },
  ],
  removal: {
    operation: 'DeleteLoadBalancerTlsCertificate',
    verb: 'delete',
    input: { loadBalancerName: { parent: 'id' }, certificateName: 'name' },
  },
  settling: { operations: 'operations' },
  wayBack: 'It cannot be restored: another one must be validated anew.',
  remake: 'CreateLoadBalancerTlsCertificate',
});

/** `force` is chosen, and never assumed. */
export const loadBalancerTlsCertificateForced = lightsail.verb(loadBalancerTlsCertificate, {
  id: 'lightsail.loadBalancerTlsCertificate.force',
  applies: ({ item }) => item.isAttached === true,
  evidence: [
    {
      check: 'traffic',
      assess: () => ({ level: 'warning', grave: true, text: 'The load balancer answers no HTTPS any more.' }),
    },
  ],
  removal: {
    operation: 'DeleteLoadBalancerTlsCertificate',
    verb: 'delete',
    label: 'Delete TLS Certificate Even if in Use',
    input: { loadBalancerName: { parent: 'id' }, certificateName: 'name', force: { value: true } },
  },
  settling: { operations: 'operations' },
  wayBack: 'It cannot be restored: another one must be validated anew.',
});

/** AWS has them in us-east-1 only. https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_LightsailDistribution.html */
export const distribution = lightsail.kind({
  id: 'lightsail.distribution',
  category: 'Networking',
  onlyIn: 'us-east-1',
  noun: 'distribution',
  icon: 'broadcast',
  sources: [lightsail.list('GetDistributions', 'distributions', { again: 'distributionName' })],
  members: { id: 'name', arn: 'arn', state: 'status', tags: 'tags', created: 'createdAt' },
  identity: ['name', 'arn', 'createdAt'],
  show: ['domainName', ['origin.name', 'Origin'], 'certificateName'],
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) =>
        item.isEnabled === false
          ? { level: 'ok', text: 'It is disabled: nothing is served by it now.' }
          : {
              level: 'warning',
              grave: true,
              text: 'What it serves is not reached any more: another one gets another domain name.',
            },
    },
  ],
  removal: { operation: 'DeleteDistribution', verb: 'delete', input: { distributionName: 'name' } },
  settling: { operations: 'operation' },
  remake: 'CreateDistribution',
});

/** https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DetachCertificateFromDistribution.html */
export const distributionCertificate = lightsail.verb(distribution, {
  id: 'lightsail.distributionCertificate',
  applies: ({ item }) => item.certificateName !== undefined,
  evidence: [
    {
      check: 'traffic',
      assess: ({ item }) => ({
        level: 'warning',
        grave: true,
        text: `Its own domain names answer no HTTPS any more (certificate ${item.certificateName ?? ''}).`,
      }),
    },
  ],
  removal: {
    operation: 'DetachCertificateFromDistribution',
    verb: 'detach',
    label: 'Detach Certificate',
    input: { distributionName: 'name' },
  },
  settling: { operations: 'operation' },
  remake: 'AttachCertificateToDistribution',
});
