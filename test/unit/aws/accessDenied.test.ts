import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { accessDeniedMessage, principalFromArn } from '../../../src/aws/errors/accessDenied.ts';

const ROLE = 'arn:aws:sts::111122223333:assumed-role/dev/alice@example.com';
const OURS = 'arn:aws:iam::111122223333:user/team/bob';

describe('a denial in words', () => {
  const text = (message: string): string => accessDeniedMessage({ action: 'ec2:DeleteRouteServerPeer', message }, OURS);
  const who = `User: ${ROLE} is not authorized to perform: ec2:DeleteRouteServerPeer on resource: *`;

  it('names action, principal and the policy that denies', () => {
    for (const [said, read] of [
      ['with an explicit deny in an identity-based policy', 'by an identity-based policy'],
      ['with an explicit deny in a service control policy', 'by a service control policy'],
      ['with an explicit deny in an identity-based policy: arn:aws:iam::1:policy/x', 'by an identity-based policy'],
    ] as const) {
      assert.equal(text(`${who} ${said}`), `ec2:DeleteRouteServerPeer is denied to role/dev ${read}.`);
      const encoded = `You are not authorized. ${who} ${said}. Encoded authorization failure message: eyJh`;
      assert.equal(text(encoded), `ec2:DeleteRouteServerPeer is denied to role/dev ${read}.`);
    }
  });

  it('or the one that is missing', () => {
    assert.equal(
      text(`${who} because no identity-based policy allows the ec2:DeleteRouteServerPeer action`),
      'ec2:DeleteRouteServerPeer is denied to role/dev: no identity-based policy allows it.',
    );
  });

  it('names ourselves where AWS names nobody', () => {
    assert.equal(
      text('You are not authorized to perform this operation.'),
      'ec2:DeleteRouteServerPeer is denied to user/team/bob.',
    );
  });

  it('tells principals apart', () => {
    assert.equal(principalFromArn('arn:aws:iam::111122223333:root'), 'root');
    assert.equal(principalFromArn('arn:aws:sts::111122223333:federated-user/eve'), 'federated-user/eve');
    assert.equal(principalFromArn('arn:aws:sts::1:assumed-role/a\u202eb/c'), 'role/a⟨U+202E⟩b');
    assert.equal(principalFromArn('nonsense'), 'nonsense');
  });
});
