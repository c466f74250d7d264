import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { CallFailure } from '../../../src/aws/errors/callError.ts';
import { describeFailure, shortFailureLabel } from '../../../src/aws/errors/errorMessages.ts';
import { classifyCause } from '../../../src/aws/errors/errorCodes.ts';
import { regionProblem } from '../../../src/aws/errors/regionProblem.ts';

function failureOf(name: string, region: string, action = 'ec2:DescribeVpcs', status = 401): CallFailure {
  const message = 'AWS was not able to validate the provided access credentials';
  const cause = classifyCause(name, message, status);
  return { cause, name, message, status, action, region, attempts: 1, durationMs: 1, details: {} };
}

describe('a failure of a Region', () => {
  it('says that the Region is not enabled, where it must be and valid credentials are rejected', () => {
    for (const region of ['ap-east-1', 'me-south-1', 'eu-south-2', 'mx-central-1', 'af-south-1']) {
      const failure = failureOf('AuthFailure', region);
      assert.equal(regionProblem(failure), 'notEnabled', region);
      assert.ok(describeFailure(failure).message.includes(region));
      assert.equal(shortFailureLabel(failure), 'Region not enabled');
    }
    for (const region of ['eu-west-1', 'us-east-1', 'cn-north-1', 'us-gov-west-1', 'us-iso-east-1'])
      assert.equal(regionProblem(failureOf('AuthFailure', region)), undefined, region);
    assert.equal(regionProblem(failureOf('OptInRequired', 'eu-west-1')), 'notEnabled');
    assert.equal(
      regionProblem(failureOf('RegionDisabledException', 'ap-east-1', 'sts:GetCallerIdentity', 403)),
      'notEnabled',
    );
  });

  it('says that the Region does not have the operation', () => {
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
