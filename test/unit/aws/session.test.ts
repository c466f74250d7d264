import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Session, TargetSelection, SessionState } from '../../../src/session/session.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const choice = (name: string, ...regions: string[]): TargetSelection => ({
  source: { kind: 'profile', name },
  regions,
});

describe('the session of a window', () => {
  let world: TestEnvironment;
  let chosen: () => Promise<TargetSelection>;
  let asked: number;
  let session: Session;
  let states: SessionState[];
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    asked = 0;
    chosen = () => Promise.resolve(choice('dev', 'eu-west-1', 'us-east-1'));
    const selection = (): Promise<TargetSelection> => {
      asked += 1;
      return chosen();
    };
    ({ session } = world.createCore({ selection }));
    states = [];
    session.onDidChange((state) => states.push(state));
  });

  const kinds = (): string[] => states.map(({ kind }) => kind);
  const accounts = (state: SessionState): string[] =>
    state.kind === 'ready' ? state.targets.map(({ identity, region }) => `${identity.accountId} ${region}`) : [];

  it('asks nobody before somebody looks', async () => {
    assert.deepEqual(session.state, { kind: 'idle' });
    await session.onSharedFilesChanged();
    assert.deepEqual([session.state.kind, asked], ['idle', 0]);
    assert.deepEqual(await world.control.requests(), []);
  });

  it('finds out once who the chosen profile is, for all its Regions', async () => {
    await Promise.all([session.start(), session.start()]);
    await session.start();
    assert.deepEqual(accounts(session.state), ['111122223333 eu-west-1', '111122223333 us-east-1']);
    assert.deepEqual(kinds(), ['resolving', 'ready']);
    assert.equal(asked, 1);
    assert.deepEqual(
      (await world.control.requests()).map(({ operation }) => operation),
      ['GetCallerIdentity'],
    );
  });

  it('shows nothing of the old targets once another profile is chosen', async () => {
    await session.start();
    states.length = 0;
    chosen = () => Promise.resolve(choice('prod', 'us-east-1'));
    await session.resolve();
    assert.deepEqual(kinds(), ['resolving', 'ready']);
    assert.deepEqual(accounts(session.state), ['444455556666 us-east-1']);
  });

  it('says nothing when the files changed without effect: a tree that is drawn anew takes its rows from under a menu', async () => {
    await session.start();
    const { state } = session;
    states.length = 0;
    await session.onSharedFilesChanged();
    assert.deepEqual(kinds(), []);
    assert.equal(session.state, state);
  });

  it('drops the answer to an old choice, however late it comes', async () => {
    let late: (choice: TargetSelection) => void = () => undefined;
    chosen = () => new Promise((resolve) => (late = resolve));
    const old = session.start();
    chosen = () => Promise.resolve(choice('prod', 'us-east-1'));
    await session.resolve();
    late(choice('dev', 'eu-west-1'));
    await old;
    assert.deepEqual(accounts(session.state), ['444455556666 us-east-1']);
    assert.ok(!states.some((state) => accounts(state).some((line) => line.startsWith('111122223333'))));
  });

  it('guesses no Region', async () => {
    chosen = () => Promise.resolve(choice('dev'));
    await session.start();
    assert.equal(session.state.kind, 'failed');
    assert.ok('problem' in session.state);
    assert.equal(session.state.problem.kind, 'noRegion');
    assert.match(session.state.problem.message, /^dev names no Region/);
    assert.deepEqual(await world.control.requests(), []);
  });

  for (const [profile, problem] of [
    ['expired', 'expired'],
    ['unreachable', 'unreachable'],
    ['nobody', 'profileNotFound'],
    ['default', 'noProfileChosen'],
  ] as const) {
    it(`says why there are no targets: ${profile}`, async () => {
      chosen = () => Promise.resolve(choice(profile, 'eu-west-1'));
      await session.start();
      assert.ok(session.state.kind === 'failed');
      assert.equal(session.state.problem.kind, problem);
      assert.ok(session.state.problem.message.length > 20);
      chosen = () => Promise.resolve(choice('dev', 'eu-west-1'));
      await session.resolve();
      assert.equal(session.state.kind, 'ready');
    });
  }

  it('turns a choice that cannot be read into a failure, never into an exception', async () => {
    chosen = () => Promise.reject(new Error('The files cannot be read.'));
    await session.start();
    assert.deepEqual(session.state, {
      kind: 'failed',
      problem: { kind: 'failed', message: 'The files cannot be read.' },
    });
  });
});
