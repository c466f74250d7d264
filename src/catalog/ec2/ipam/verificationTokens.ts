import { relativeTime } from '../../../common/text/relativeTime.ts';
import { defineKinds } from '../../builder/rowBuilder.ts';

const ec2 = defineKinds('ec2');

/** Returns when a token expires: `in 3 hours`. Undefined where AWS returns no time. */
function expiry({ NotAfter: at }: { readonly NotAfter?: Date | undefined }, now: number): string | undefined {
  return at === undefined || Number.isNaN(at.getTime()) ? undefined : relativeTime(at, now, 'en');
}

/** https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamExternalResourceVerificationToken.html */
const ipamExternalResourceVerificationToken = ec2.kind({
  noun: 'IPAM external resource verification token',
  label: 'IPAM verification tokens',
  icon: 'verified',
  sources: [
    ec2.list('DescribeIpamExternalResourceVerificationTokens', 'IpamExternalResourceVerificationTokens', {
      getOne: { member: 'IpamExternalResourceVerificationTokenIds', match: 'ids' },
    }),
  ],
  members: {
    id: 'IpamExternalResourceVerificationTokenId',
    name: 'TokenName',
    arn: 'IpamExternalResourceVerificationTokenArn',
    state: 'State',
    tags: 'Tags',
    expires: 'NotAfter',
  },
  identity: ['IpamExternalResourceVerificationTokenId', 'IpamExternalResourceVerificationTokenArn', 'TokenName'],
  description({ item }, now) {
    if (item.State !== 'create-complete') return [item.State, item.Status];
    const when = expiry(item, now);
    if (when === undefined) return [item.Status];
    return item.Status === 'expired' ? [`expired ${when}`] : [item.Status, `expires ${when}`];
  },
  health({ item }) {
    switch (item.State) {
      case 'create-complete':
        return item.Status === 'valid' ? 'healthy' : 'idle';
      case 'create-in-progress':
      case 'delete-in-progress':
        return 'transitioning';
      case 'create-failed':
      case 'delete-failed':
        return 'unhealthy';
      default:
        return 'idle';
    }
  },
  facts: [
    { label: 'Token name', value: ({ item }) => item.TokenName },
    { label: 'Status', value: ({ item }) => item.Status, dialogTemplate: '{}' },
    { label: 'State', value: ({ item }) => item.State },
    { label: 'Not after', value: ({ item }) => item.NotAfter, dialogTemplate: 'not after {}' },
    { label: 'IPAM', value: ({ item }) => item.IpamId, dialogTemplate: '{}' },
    { label: 'IPAM home Region', value: ({ item }) => item.IpamRegion, dialogTemplate: 'home Region {}' },
  ],
  evidence: [
    {
      check: 'dnsRecord',
      assess({ item }, now) {
        const when = expiry(item, now);
        switch (item.Status) {
          case 'valid':
            return {
              level: 'warning',
              text:
                when === undefined
                  ? 'The token is still valid: a DNS TXT record created for it becomes useless.'
                  : `The token is still valid, it expires ${when}: a DNS TXT record created for it becomes useless.`,
            };
          case 'expired':
            return { level: 'ok', text: 'The token has expired. It can no longer verify anything.' };
          default:
            return { level: 'unknown', text: 'AWS did not return whether the token is still valid.' };
        }
      },
    },
  ],
  action: 'DeleteIpamExternalResourceVerificationToken',
  restorability: {
    level: 'none',
    text: 'It cannot be restored. A new token has another name and value, so its DNS TXT record must be created again.',
  },
});

export const VERIFICATION_TOKEN_KINDS = ec2.kinds('IPAM', { ipamExternalResourceVerificationToken });
