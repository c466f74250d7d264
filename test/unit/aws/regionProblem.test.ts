import assert from 'node:assert/strict';
import type { Structure } from '../../../src/catalog/model/structure.ts';
import type { AwsClient, AwsResponse } from '../../../src/aws/client/sdkClient.ts';
import { AwsCallError } from '../../../src/aws/errors/callError.ts';
import type { Target } from '../../../src/aws/identity/target.ts';
import { RegionStatusClient } from '../../../src/aws/regions/regionStatusClient.ts';
import { beforeEach, describe, it } from 'mocha';
import type { CallFailure } from '../../../src/aws/errors/callError.ts';
import { describeFailure, shortFailureLabel } from '../../../src/aws/errors/errorMessages.ts';
import { classifyCause } from '../../../src/aws/errors/errorCodes.ts';
import { regionProblem } from '../../../src/aws/errors/regionProblem.ts';

function failureOf(name: string, region: string, action = 'ec2:DescribeVpcs', status = 401): CallFailure {
  const message = 'AWS was not able to validate the provided access credentials';
  const cause = classifyCause(name, message, status);
  return { cause, name, message, status, action, region, attempts: 1, durationMs: 1, details: {} };
}

describe('regionProblem', () => {
  const optIn = ['ap-east-1', 'me-south-1', 'eu-south-2', 'mx-central-1', 'af-south-1'];

  it('returns notEnabled if AWS confirmed it, and maybeNotEnabled for rejected credentials in an opt-in Region', () => {
    for (const region of optIn) {
      const failure = failureOf('AuthFailure', region);
      assert.equal(regionProblem(failure), 'maybeNotEnabled', region);
      assert.match(
        describeFailure(failure).message,
        /not enabled for this account, or does not accept its credentials/,
      );
      assert.equal(shortFailureLabel(failure), 'Credentials not accepted');
      const proven = { ...failure, isRegionToBlame: true };
      assert.equal(regionProblem(proven), 'notEnabled', region);
      assert.ok(describeFailure(proven).message.startsWith(`The Region ${region} is not enabled for this account: `));
      assert.equal(shortFailureLabel(proven), 'Region not enabled');
      assert.equal(regionProblem({ ...failure, isRegionToBlame: false }), undefined);
    }
    for (const region of ['eu-west-1', 'us-east-1', 'cn-north-1', 'us-gov-west-1', 'us-iso-east-1'])
      assert.equal(regionProblem(failureOf('AuthFailure', region)), undefined, region);
    assert.equal(
      regionProblem(failureOf('RegionDisabledException', 'ap-east-1', 'sts:GetCallerIdentity', 403)),
      'notEnabled',
    );
  });

  it('returns undefined for a service without a subscription and for a wrong signature', () => {
    assert.equal(regionProblem(failureOf('OptInRequired', 'ap-east-1')), 'notEnabled');
    assert.equal(regionProblem(failureOf('OptInRequired', 'eu-west-1')), undefined);
    for (const name of ['SignatureDoesNotMatch', 'IncompleteSignature', 'MissingAuthenticationToken', 'ExpiredToken'])
      assert.equal(regionProblem(failureOf(name, 'ap-east-1', 'ec2:DescribeVpcs', 403)), undefined, name);
  });

  it('returns noOperation for an operation that does not exist in the Region', () => {
    for (const name of ['InvalidAction', 'UnknownOperationException', 'UnsupportedOperation']) {
      const failure = failureOf(name, 'eu-west-1', 'ec2:DescribeVpcEncryptionControls', 400);
      assert.equal(regionProblem(failure), 'noOperation', name);
      assert.equal(shortFailureLabel(failure), 'Not in this Region');
      assert.ok(
        describeFailure(failure).message.includes('ec2:DescribeVpcEncryptionControls does not exist in eu-west-1'),
      );
    }
    assert.equal(regionProblem(failureOf('UnsupportedOperation', 'eu-west-1', 'ec2:DeleteVpc', 400)), undefined);
    assert.equal(regionProblem(failureOf('DependencyViolation', 'ap-east-1', 'ec2:DeleteVpc', 400)), undefined);
  });
});

describe('RegionStatusClient', () => {
  /** The response to DescribeRegions. `requests` has each request. */
  let regions: Structure | CallFailure;
  let rejected: CallFailure;
  let now: number;
  let requests: { readonly region: string; readonly input: Structure }[];
  let client: RegionStatusClient;
  const target: Target = {
    identity: {
      ...{ source: { kind: 'environment' }, accountId: '111111111111', partition: 'aws', accessKeyId: 'A' },
      arn: 'arn:aws:iam::111111111111:root',
    },
    ...{ region: 'ap-east-1', endpoints: {} },
  };
  beforeEach(() => {
    now = 0;
    requests = [];
    regions = {};
    rejected = failureOf('AuthFailure', 'ap-east-1');
    const fake: AwsClient = {
      call(to, _service, operation, input): Promise<AwsResponse> {
        if (operation !== 'DescribeRegions') return Promise.reject(new AwsCallError(rejected));
        requests.push({ region: to.region, input });
        if ('cause' in regions) return Promise.reject(new AwsCallError(regions as CallFailure));
        return Promise.resolve({ output: regions, status: 200, attempts: 1, durationMs: 1 });
      },
    };
    client = new RegionStatusClient(fake, () => now);
  });

  const problem = async (at: Target = target) => {
    const error: unknown = await client.call(at, 'ec2', 'DescribeVpcs', {}).catch((thrown: unknown) => thrown);
    assert.ok(error instanceof AwsCallError);
    return regionProblem(error.failure);
  };
  const withStatus = (OptInStatus: unknown, RegionName: unknown = 'ap-east-1') => ({
    Regions: [null, { RegionName: 'eu-west-1', OptInStatus: 'opt-in-not-required' }, { RegionName, OptInStatus }],
  });

  it("explains rejected credentials by the Region's opt-in status", async () => {
    regions = withStatus('not-opted-in');
    for (const name of ['AuthFailure', 'UnrecognizedClientException', 'InvalidClientTokenId']) {
      rejected = failureOf(name, 'ap-east-1');
      assert.equal(await problem(), 'notEnabled', name);
    }
    now += 61_000;
    for (const status of ['opted-in', 'opt-in-not-required']) {
      regions = withStatus(status);
      assert.equal(await problem(), undefined, status);
      now += 61_000;
    }
    assert.deepEqual(requests[0], { region: 'us-east-1', input: { RegionNames: ['ap-east-1'], AllRegions: true } });
  });

  it('does not explain rejected credentials by an undocumented response', async () => {
    const responses = [
      ...[{}, { Regions: [] }, { Regions: 'not-opted-in' }, { Regions: [[], 1, ''] }],
      ...[undefined, null, '', 'NOT-OPTED-IN', 'disabled', 7, ['not-opted-in']].map((status) => withStatus(status)),
      withStatus('not-opted-in', 'ap-east-2'),
      failureOf('UnauthorizedOperation', 'us-east-1', 'ec2:DescribeRegions', 403),
      failureOf('RequestLimitExceeded', 'us-east-1', 'ec2:DescribeRegions', 503),
    ];
    for (const response of responses) {
      regions = response;
      assert.equal(await problem(), 'maybeNotEnabled', JSON.stringify(response));
      now += 61_000;
    }
  });

  it('reports credentials as invalid if a Region that every account has rejects them too', async () => {
    for (const name of ['AuthFailure', 'ExpiredToken']) {
      regions = failureOf(name, 'us-east-1', 'ec2:DescribeRegions');
      assert.equal(await problem(), undefined, name);
      now += 61_000;
    }
  });

  it('reads the status once for concurrent failures of a Region, and never for other failures', async () => {
    regions = withStatus('not-opted-in');
    assert.deepEqual(new Set(await Promise.all([problem(), problem(), problem()])), new Set(['notEnabled']));
    assert.equal(requests.length, 1);
    for (const name of ['UnauthorizedOperation', 'SignatureDoesNotMatch', 'RequestLimitExceeded', 'InvalidAction']) {
      rejected = failureOf(name, 'ap-east-1', 'ec2:DescribeVpcs', 403);
      await problem({ ...target, region: 'me-south-1' });
    }
    rejected = failureOf('AuthFailure', 'eu-west-1');
    assert.equal(await problem({ ...target, region: 'eu-west-1' }), undefined);
    assert.equal(requests.length, 1);
  });
});
