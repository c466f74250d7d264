import assert from 'node:assert/strict';
import { after, before, beforeEach, describe, it } from 'mocha';
import type { Session, TargetSelection, SessionState } from '../../../src/session/session.ts';
import { TestEnvironment } from '../support/testEnvironment.ts';

const choice = (name: string, ...regions: string[]): TargetSelection => ({
  source: { kind: 'profile', name },
  regions,
});

describe('Session', () => {
  let world: TestEnvironment;
  let chosen: () => Promise<TargetSelection>;
  let reads: number;
  let session: Session;
  let states: SessionState[];
  before(async () => {
    world = await TestEnvironment.start();
  });
  after(() => world.close());
  beforeEach(async () => {
    await world.reset();
    reads = 0;
    chosen = () => Promise.resolve(choice('dev', 'eu-west-1', 'us-east-1'));
    const selection = (): Promise<TargetSelection> => {
      reads += 1;
      return chosen();
    };
    ({ session } = world.createCore({ selection }));
    states = [];
    session.onDidChange((state) => states.push(state));
  });

  const kinds = (): string[] => states.map(({ kind }) => kind);
  const accounts = (state: SessionState): string[] =>
    state.kind === 'ready' ? state.targets.map(({ identity, region }) => `${identity.accountId} ${region}`) : [];

  it('sends no request before it is started', async () => {
    assert.deepEqual(session.state, { kind: 'idle' });
    await session.onSharedFilesChanged();
    assert.deepEqual([session.state.kind, reads], ['idle', 0]);
    assert.deepEqual(await world.control.requests(), []);
  });

  it('identifies the chosen profile once for all its Regions', async () => {
    await Promise.all([session.start(), session.start()]);
    await session.start();
    assert.deepEqual(accounts(session.state), ['111122223333 eu-west-1', '111122223333 us-east-1']);
    assert.deepEqual(kinds(), ['resolving', 'ready']);
    assert.equal(reads, 1);
    assert.deepEqual(
      (await world.control.requests()).map(({ operation }) => operation),
      ['GetCallerIdentity'],
    );
  });

  it('drops the old targets when another profile is chosen', async () => {
    await session.start();
    states.length = 0;
    chosen = () => Promise.resolve(choice('prod', 'us-east-1'));
    await session.resolve();
    assert.deepEqual(kinds(), ['resolving', 'ready']);
    assert.deepEqual(accounts(session.state), ['444455556666 us-east-1']);
  });

  it('emits no event if a file change has no effect', async () => {
    await session.start();
    const { state } = session;
    states.length = 0;
    await session.onSharedFilesChanged();
    assert.deepEqual(kinds(), []);
    assert.equal(session.state, state);
  });

  it('drops the result of an old selection that arrives late', async () => {
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

  it('fails without a Region instead of guessing one', async () => {
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
    it(`fails with ${problem} and recovers with a valid profile: ${profile}`, async () => {
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

  it('fails without an exception if the selection cannot be read', async () => {
    chosen = () => Promise.reject(new Error('The files cannot be read.'));
    await session.start();
    assert.deepEqual(session.state, {
      kind: 'failed',
      problem: { kind: 'failed', message: 'The files cannot be read.' },
    });
  });
});
