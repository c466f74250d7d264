import type { UsageRules, UsageSign } from '../model/usage.ts';
import { lightsailApi } from './shared.ts';

const sign = (member: string, value: boolean, word: UsageSign['word'], reason: string): UsageSign => ({
  when: [{ member, is: [value] }],
  word,
  reason,
});

const ATTACHMENT_UNTOLD: UsageSign = {
  when: [{ member: 'isAttached', present: false }],
  word: 'unknown',
  reason: 'AWS does not return whether it is attached',
};

const NEVER_USED: UsageSign = {
  when: [{ member: 'lastUsed.lastUsedDate', present: false }],
  word: 'unused',
  reason: 'never used',
};

/** How long an access key may rest: https://docs.aws.amazon.com/IAM/latest/UserGuide/id-credentials-access-keys-update.html. */
const KEY_DAYS = 90;

/** What a record points to: https://docs.aws.amazon.com/lightsail/2016-11-28/api-reference/API_DomainEntry.html. */
const DNS_RECORD = { 'lightsail.domainEntry': 'target' };

/** Everything of Lightsail. Names are unique over all resource types of a Region. */
export const LIGHTSAIL_USAGE: UsageRules = {
  staticIp: {
    unused: 'not attached',
    own: [
      sign('isAttached', true, 'used', 'attached'),
      { when: [{ member: 'attachedTo', present: true }], word: 'used', reason: 'attached' },
      ATTACHMENT_UNTOLD,
    ],
    aliases: ['ipAddress'],
    by: DNS_RECORD,
    pages: [lightsailApi('StaticIp')],
  },
  disk: {
    unused: 'not attached',
    own: [
      sign('isAttached', true, 'used', 'attached'),
      sign('isSystemDisk', true, 'used', 'the system disk of an instance'),
      { when: [{ member: 'attachedTo', present: true }], word: 'used', reason: 'attached' },
      ATTACHMENT_UNTOLD,
    ],
    by: { 'lightsail.instance': ['hardware.disks.name', 'hardware.disks.arn'] },
    notUsing: [
      { kind: 'lightsail.diskSnapshot', reason: 'a snapshot does not need its disk' },
      { kind: 'lightsail.instanceSnapshot', reason: 'a snapshot does not need its disk' },
      { kind: 'lightsail.alarm', reason: 'an alarm only watches' },
    ],
    pages: [lightsailApi('Disk')],
  },
  instanceSnapshot: {
    unused: 'its instance is deleted',
    keptBy: [{ member: 'fromInstanceArn', kind: 'lightsail.instance', reason: 'its instance exists' }],
    pages: [lightsailApi('InstanceSnapshot')],
  },
  diskSnapshot: {
    unused: 'its disk is deleted',
    keptBy: [
      { member: 'fromDiskArn', kind: 'lightsail.disk', reason: 'its disk exists' },
      { member: 'fromInstanceArn', kind: 'lightsail.instance', reason: 'its instance exists' },
    ],
    pages: [lightsailApi('DiskSnapshot')],
  },
  relationalDatabaseSnapshot: {
    unused: 'its database is deleted',
    keptBy: [
      { member: 'fromRelationalDatabaseArn', kind: 'lightsail.relationalDatabase', reason: 'its database exists' },
    ],
    pages: [lightsailApi('RelationalDatabaseSnapshot')],
  },
  loadBalancer: {
    unused: 'no instance is attached',
    own: [
      { when: [{ member: 'instanceHealthSummary', present: true }], word: 'used', reason: 'instances are attached' },
    ],
    aliases: ['dnsName'],
    by: { 'lightsail.distribution': 'origin.name', ...DNS_RECORD },
    notUsing: [
      { kind: 'lightsail.loadBalancerTlsCertificate', reason: 'its own certificate' },
      { kind: 'lightsail.alarm', reason: 'an alarm only watches' },
    ],
    pages: [lightsailApi('LoadBalancer')],
  },
  loadBalancerTlsCertificate: {
    unused: 'not attached',
    own: [sign('isAttached', true, 'used', 'attached'), ATTACHMENT_UNTOLD],
    notUsing: [
      {
        kind: 'lightsail.loadBalancer',
        member: 'tlsCertificateSummaries.name',
        reason: 'a load balancer lists its certificates, attached or not',
      },
    ],
    pages: [lightsailApi('LoadBalancerTlsCertificate')],
  },
  certificate: {
    unused: 'no distribution or container service uses it',
    own: [
      {
        when: [{ member: 'certificateDetail.inUseResourceCount', atLeast: 1 }],
        word: 'used',
        reason: 'resources use it',
      },
      {
        when: [{ member: 'certificateDetail.inUseResourceCount', present: false }],
        word: 'unknown',
        reason: 'AWS does not return how many resources use it',
      },
    ],
    by: { 'lightsail.distribution': 'certificateName', 'lightsail.containerService': 'publicDomainNames' },
    pages: [lightsailApi('Certificate')],
  },
  distribution: {
    unused: 'disabled',
    own: [
      sign('isEnabled', false, 'unused', 'disabled'),
      {
        when: [{ member: 'name', present: true }],
        word: 'unknown',
        reason: 'AWS does not return whether anybody requests it',
      },
    ],
    aliases: ['domainName'],
    by: DNS_RECORD,
    notUsing: [{ kind: 'lightsail.alarm', reason: 'an alarm only watches' }],
    pages: [lightsailApi('LightsailDistribution'), lightsailApi('DomainEntry')],
  },
  bucket: {
    unused: 'it has no access key, and no resource or account has access',
    own: [
      {
        when: [{ member: 'resourcesReceivingAccess', present: true }],
        word: 'used',
        reason: 'Lightsail resources have access',
      },
      {
        when: [{ member: 'readonlyAccessAccounts', present: true }],
        word: 'unknown',
        reason: 'other accounts have access',
      },
      {
        when: [{ member: 'accessRules.getObject', is: ['public'] }],
        word: 'unknown',
        reason: 'its objects are public',
      },
      {
        when: [{ member: 'accessRules.allowPublicOverrides', is: [true] }],
        word: 'unknown',
        reason: 'some of its objects may be public',
      },
    ],
    aliases: ['url'],
    by: {
      ...DNS_RECORD,
      'lightsail.bucketAccessKey': 'parent',
      'lightsail.bucket': 'accessLogConfig.destination',
      'lightsail.distribution': 'origin.name',
    },
    pages: [lightsailApi('Bucket'), lightsailApi('GetBucketAccessKeys')],
  },
  bucketAccessKey: {
    unused: `not used for ${KEY_DAYS} days`,
    own: [
      NEVER_USED,
      {
        when: [{ member: 'lastUsed.lastUsedDate', olderThanDays: KEY_DAYS }],
        word: 'unused',
        reason: `not used for ${KEY_DAYS} days`,
      },
      { when: [{ member: 'lastUsed.lastUsedDate', present: true }], word: 'used', reason: 'used lately' },
    ],
    since: { member: 'lastUsed.lastUsedDate', event: 'lastUsed' },
    pages: [lightsailApi('AccessKey'), lightsailApi('AccessKeyLastUsed')],
  },
  keyPair: {
    unused: 'no instance refers to it',
    own: [
      {
        when: [{ member: 'name', is: ['LightsailDefaultKeyPair'] }],
        word: 'used',
        reason: 'the default key pair of its Region',
      },
    ],
    by: { 'lightsail.instance': 'sshKeyName' },
    pages: [lightsailApi('KeyPair')],
  },
  contactMethod: {
    unused: 'no alarm notifies it',
    by: { 'lightsail.alarm': 'contactProtocols' },
    names: { path: 'protocol', members: ['contactProtocols'] },
    pages: [lightsailApi('ContactMethod'), lightsailApi('Alarm')],
  },
  containerService: {
    unused: 'it has no deployment',
    own: [
      sign('isDisabled', true, 'unused', 'disabled'),
      { when: [{ member: 'currentDeployment', present: true }], word: 'used', reason: 'it has a deployment' },
      { when: [{ member: 'nextDeployment', present: true }], word: 'used', reason: 'it has a deployment' },
    ],
    aliases: ['url'],
    by: {
      'lightsail.distribution': 'origin.name',
      'lightsail.bucket': 'resourcesReceivingAccess.name',
      ...DNS_RECORD,
    },
    notUsing: [{ kind: 'lightsail.alarm', reason: 'an alarm only watches' }],
    pages: [lightsailApi('ContainerService')],
  },
  containerImage: {
    unused: 'no deployment refers to it',
    by: { 'lightsail.containerService': 'currentDeployment.containers' },
    pages: [lightsailApi('ContainerImage'), lightsailApi('Container')],
  },
  subdomain: {
    unused: 'not attached',
    own: [
      { when: [{ member: 'attachedResource', present: true }], word: 'used', reason: 'attached' },
      { when: [{ member: 'attachingResource', present: true }], word: 'used', reason: 'being attached' },
      { when: [{ member: 'children', present: true }], word: 'used', reason: 'it has subdomains' },
      { when: [{ member: 'state', is: ['ATTACHED'] }], word: 'used', reason: 'attached' },
    ],
    pages: [lightsailApi('GetSubdomains')],
  },
};
