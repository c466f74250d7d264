import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { listingFailure } from '../../../src/deletion/presentation/listingFailure.ts';
import type { CallFailure } from '../../../src/aws/errors/callError.ts';
import { kindOf } from '../support/testEnvironment.ts';

describe('a resource that a listing lacks', () => {
  const kind = kindOf('ec2.vpc');
  const failure: CallFailure = {
    ...{ cause: 'denied', name: 'UnauthorizedOperation', message: 'No.', action: 'ec2:DescribeVpcs' },
    ...{ region: 'eu-west-1', attempts: 1, durationMs: 0, details: {} },
  };

  it('is not known to be deleted where the listing failed or was canceled', () => {
    assert.match(
      listingFailure({ kind, failures: [failure] }) ?? '',
      /^VPCs could not be listed\. Access denied: ec2:DescribeVpcs\. Ask an administrator/,
    );
    const canceled = { ...failure, cause: 'canceled' as const };
    assert.equal(listingFailure({ kind, failures: [canceled] }), 'VPCs could not be listed. Canceled.');
  });

  it('is deleted where the listing is complete', () => {
    assert.equal(listingFailure({ kind, failures: [] }), undefined);
  });
});
