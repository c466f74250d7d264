import type * as Ec2 from '@aws-sdk/client-ec2';
import { AwsError } from '../../wire/awsError.ts';
import type { Handlers } from '../handlers.ts';
import { newHex, newId, stableUuid } from '../ids.ts';
import { deleteByState, settleCreation } from '../deletion.ts';
import { describe, idErrors, tagsFor } from './listing.ts';

const KIND = 'ec2.ipamExternalResourceVerificationToken';
const noToken = idErrors('ipam-ext-res-ver-token', 'IpamExternalResourceVerificationToken');
const noIpam = idErrors('ipam', 'Ipam');
const HOUR = 3_600_000;
const TOKEN_LIFE_HOURS = 72;
const MAX_TOKENS = 100;

/**
 * IPAM and its external resource verification tokens, which exist in the IPAM's home Region
 * (https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_IpamExternalResourceVerificationToken.html).
 */
export const ipam: Handlers<typeof Ec2> = {
  DescribeIpams: (input, call) => {
    const { items, next } = describe(call, call.resources('ec2.ipam'), input, {
      ids: input.IpamIds,
      notFound: noIpam,
      filters: { 'ipam-id': (item) => item.IpamId, state: (item) => item.State },
    });
    return { Ipams: items, NextToken: next };
  },

  DescribeIpamExternalResourceVerificationTokens: (input, call) => {
    const { items, next } = describe(call, call.resources(KIND), input, {
      ids: input.IpamExternalResourceVerificationTokenIds,
      notFound: noToken,
      filters: {
        'ipam-external-resource-verification-token-id': (token) => token.IpamExternalResourceVerificationTokenId,
        'ipam-external-resource-verification-token-arn': (token) => token.IpamExternalResourceVerificationTokenArn,
        'ipam-id': (token) => token.IpamId,
        'token-name': (token) => token.TokenName,
        'token-value': (token) => token.TokenValue,
        status: (token) => token.Status,
        state: (token) => token.State,
      },
    });
    return { IpamExternalResourceVerificationTokens: items, NextToken: next };
  },

  CreateIpamExternalResourceVerificationToken: (input, call) => {
    const ipamId = input.IpamId ?? '';
    const owner = call.resources('ec2.ipam').find(ipamId, call.now)?.item;
    if (owner === undefined) throw noIpam(ipamId);
    const tokens = call.resources(KIND);
    if (tokens.size >= MAX_TOKENS) {
      throw new AwsError('ResourceLimitExceeded', `You have reached the limit of ${MAX_TOKENS} verification tokens.`);
    }
    const id = newId('ipam-ext-res-ver-token');
    const row = tokens.put(id, {
      IpamExternalResourceVerificationTokenId: id,
      IpamExternalResourceVerificationTokenArn: `arn:${call.partition}:ec2::${call.accountId}:ipam-external-resource-verification-token/${id}`,
      IpamId: ipamId,
      IpamArn: owner.IpamArn,
      IpamRegion: owner.IpamRegion,
      TokenValue: stableUuid(newHex(16)),
      TokenName: newHex(8),
      NotAfter: new Date(call.now + TOKEN_LIFE_HOURS * HOUR),
      Status: 'valid',
      Tags: tagsFor(input.TagSpecifications, 'ipam-external-resource-verification-token'),
      State: 'create-in-progress',
    });
    settleCreation(call, row, { State: 'create-complete' });
    return { IpamExternalResourceVerificationToken: row.item };
  },

  DeleteIpamExternalResourceVerificationToken: (input, call) => {
    const id = input.IpamExternalResourceVerificationTokenId ?? '';
    const tokens = call.resources(KIND);
    const row = tokens.find(id, call.now);
    if (row === undefined || row.item.State === 'delete-complete') throw noToken(id);
    if (row.item.State === 'delete-in-progress') {
      throw new AwsError('IncorrectState', `The verification token '${id}' is in the state 'delete-in-progress'.`);
    }
    const item = deleteByState(call, tokens, row, {
      deleting: { State: 'delete-in-progress' },
      deleted: { State: 'delete-complete' },
      failed: () => ({ State: 'delete-failed' }),
    });
    return { IpamExternalResourceVerificationToken: item };
  },
};
