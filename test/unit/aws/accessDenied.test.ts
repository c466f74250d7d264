import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { accessDeniedMessage, principalFromArn } from '../../../src/aws/errors/accessDenied.ts';

const ROLE = 'arn:aws:sts::111122223333:assumed-role/dev/alice@example.com';
const OURS = 'arn:aws:iam::111122223333:user/team/bob';

describe('accessDeniedMessage', () => {
  const text = (message: string): string => accessDeniedMessage({ action: 'ec2:DeleteRouteServerPeer', message }, OURS);
  const denial = `User: ${ROLE} is not authorized to perform: ec2:DeleteRouteServerPeer on resource: *`;

  it('names the action, the principal and the type of the policy that denies it', () => {
    for (const [reason, expected] of [
      ['with an explicit deny in an identity-based policy', 'by an identity-based policy'],
      ['with an explicit deny in a service control policy', 'by a service control policy'],
      ['with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/x', 'by an identity-based policy'],
    ] as const) {
      assert.equal(text(`${denial} ${reason}`), `ec2:DeleteRouteServerPeer is denied to role/dev ${expected}.`);
      const encoded = `You are not authorized. ${denial} ${reason}. Encoded authorization failure message: eyJh`;
      assert.equal(text(encoded), `ec2:DeleteRouteServerPeer is denied to role/dev ${expected}.`);
    }
  });

  it('names the type of the policy that is missing', () => {
    assert.equal(
      text(`${denial} because no identity-based policy allows the ec2:DeleteRouteServerPeer action`),
      'ec2:DeleteRouteServerPeer is denied to role/dev: no identity-based policy allows it.',
    );
  });

  it('names the caller of the profile if the message names no principal', () => {
    assert.equal(
      text('You are not authorized to perform this operation.'),
      'ec2:DeleteRouteServerPeer is denied to user/team/bob.',
    );
  });
});

describe('principalFromArn', () => {
  it('returns the type and the name of a principal without its session', () => {
    assert.equal(principalFromArn('arn:aws:iam::111122223333:root'), 'root');
    assert.equal(principalFromArn('arn:aws:sts::111122223333:federated-user/eve'), 'federated-user/eve');
    assert.equal(principalFromArn('arn:aws:sts::1:assumed-role/a\u202eb/c'), 'role/a⟨U+202E⟩b');
    assert.equal(principalFromArn('nonsense'), 'nonsense');
  });
});
