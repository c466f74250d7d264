import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { SessionState } from '../../../src/session/session.ts';
import { viewDescription } from '../../../src/views/target/viewTitle.ts';

/** The first characters, which a title of 300 px shows beside its buttons. */
const SHOWN = 12;

describe('the title of the Resources view', () => {
  const state = {
    kind: 'ready',
    selection: { source: { kind: 'profile', name: 'dev' } },
    targets: [{ region: 'eu-west-1' }],
  } as unknown as SessionState;
  const ID = '111122223333';

  it('begins with the account, by a name that fits a narrow title', () => {
    const shownFor = (alias?: string) => viewDescription(state, { id: ID, alias }, undefined).slice(0, SHOWN + 1);
    assert.equal(shownFor(), `${ID} `);
    for (const alias of ['example-dev', 'example-prod']) assert.ok(shownFor(alias).startsWith(alias), alias);
    for (const alias of ['acme-payments-production', 'acme-payouts-production'])
      assert.equal(shownFor(alias), `${ID} `, alias);
  });

  it('has both names of the account, the profile and the Region', () => {
    assert.equal(
      viewDescription(state, { id: ID, alias: 'acme-payments-production' }, undefined),
      `${ID} (acme-payments-production) · dev · eu-west-1`,
    );
    assert.equal(
      viewDescription(state, { id: ID, alias: 'example-dev' }, undefined),
      `example-dev (${ID}) · dev · eu-west-1`,
    );
  });
});
