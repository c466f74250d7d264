import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Env } from '../../../src/aws/config/sharedFilePaths.ts';
import type { KeyValueStore } from '../../../src/session/keyValueStore.ts';
import { SelectionStore, type ProfileSetting } from '../../../src/session/selectionStore.ts';
import type { CredentialSource } from '../../../src/aws/identity/target.ts';
import { Machine } from './support/machine.ts';

/** Keeps what JSON keeps, as VS Code does. */
class Memory implements KeyValueStore {
  readonly values = new Map<string, string>();
  get(key: string): unknown {
    const kept = this.values.get(key);
    return kept === undefined ? undefined : JSON.parse(kept);
  }
  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

const profile = (name: string): CredentialSource => ({ kind: 'profile', name });

describe('the choice of a workspace', () => {
  let machine: Machine;
  let global: Memory;
  let workspace: Memory;
  beforeEach(() => {
    machine = new Machine();
    global = new Memory();
    workspace = new Memory();
  });
  afterEach(() => {
    machine.dispose();
  });
  const choices = (setting: ProfileSetting = {}, env: Env = {}, own: KeyValueStore = workspace): SelectionStore =>
    new SelectionStore({
      workspace: own,
      global,
      setting: () => setting,
      config: machine.createCore().profiles.config,
      env,
    });

  describe('of a source', () => {
    it('is what was chosen, else the setting, else AWS_PROFILE, else default', async () => {
      const env = { AWS_PROFILE: 'environment' };
      assert.deepEqual(choices().source(), profile('default'));
      assert.deepEqual(choices({}, { AWS_PROFILE: '' }).source(), profile('default'));
      assert.deepEqual(choices({}, env).source(), profile('environment'));
      assert.deepEqual(choices({ user: '  ' }, env).source(), profile('environment'));
      assert.deepEqual(choices({ user: 'setting' }, env).source(), profile('setting'));
      await choices().choose(profile('chosen'));
      assert.deepEqual(choices({ user: 'setting' }, env).source(), profile('chosen'));
      await choices().choose({ kind: 'container' });
      assert.deepEqual(choices({ user: 'setting' }, env).source(), { kind: 'container' });
    });

    it('is one for each workspace', async () => {
      const other = new Memory();
      await choices().choose(profile('a'));
      await choices({}, {}, other).choose(profile('b'));
      assert.deepEqual(choices().source(), profile('a'));
      assert.deepEqual(choices({}, {}, other).source(), profile('b'));
    });

    for (const kept of [null, 7, 'dev', [], {}, { kind: 'profile' }, { kind: 'profile', name: 3 }, { kind: 'new' }]) {
      it(`is not one that was kept as ${JSON.stringify(kept)}`, async () => {
        for (const key of ['source', 'regions', 'suggestion']) await workspace.update(`teardown.${key}`, kept);
        for (const key of ['recent', 'accounts']) await global.update(`teardown.${key}`, kept);
        const ours = choices({ workspace: 'x' });
        assert.deepEqual(ours.source(), profile('default'));
        assert.deepEqual([ours.recent(), ours.chosenRegions(profile('a'))], [[], []]);
        assert.equal(ours.lastKnownAccount(profile('a')), undefined);
        assert.equal(ours.pendingSuggestion(), 'x');
        await ours.choose(profile('a'));
        await ours.chooseRegions(profile('a'), ['eu-west-1']);
        await ours.rememberAccount(profile('a'), '111122223333');
        assert.deepEqual(ours.source(), profile('a'));
      });
    }
  });

  describe('that a workspace suggests', () => {
    const suggesting = choices.bind(undefined, { user: 'mine', workspace: ' theirs ' });

    it('counts for nothing until the user has accepted it', async () => {
      assert.deepEqual(suggesting().source(), profile('mine'));
      assert.equal(suggesting().pendingSuggestion(), 'theirs');
      await suggesting().resolveSuggestion('theirs', true);
      assert.deepEqual(suggesting().source(), profile('theirs'));
      assert.equal(suggesting().pendingSuggestion(), undefined);
    });

    it('is not asked about again once it was declined; another one is', async () => {
      await suggesting().resolveSuggestion('theirs', false);
      assert.deepEqual(suggesting().source(), profile('mine'));
      assert.equal(suggesting().pendingSuggestion(), undefined);
      assert.equal(choices({ workspace: 'others' }).pendingSuggestion(), 'others');
    });

    it('is asked about in every workspace by itself', async () => {
      await suggesting().resolveSuggestion('theirs', true);
      assert.equal(choices({ workspace: 'theirs' }, {}, new Memory()).pendingSuggestion(), 'theirs');
    });

    it('is no question where it counts already, or where something was chosen', async () => {
      assert.equal(choices({ user: 'same', workspace: 'same' }).pendingSuggestion(), undefined);
      assert.equal(choices({ workspace: '' }).pendingSuggestion(), undefined);
      await choices().choose(profile('chosen'));
      assert.equal(suggesting().pendingSuggestion(), undefined);
    });
  });

  describe('of Regions', () => {
    it("is kept for each source; without one it is the source's own, or none", async () => {
      machine.config('[profile a]\nregion = eu-west-1\n[profile b]\n');
      await choices().choose(profile('a'));
      assert.deepEqual(await choices().current(), { source: profile('a'), regions: ['eu-west-1'] });
      await choices().chooseRegions(profile('a'), ['us-east-1', 'eu-west-2']);
      assert.deepEqual((await choices().current()).regions, ['us-east-1', 'eu-west-2']);
      await choices().choose(profile('b'));
      assert.deepEqual((await choices().current()).regions, []);
      await choices().chooseRegions(profile('b'), ['cn-north-1']);
      await choices().choose(profile('a'));
      assert.deepEqual((await choices().current()).regions, ['us-east-1', 'eu-west-2']);
      await choices().chooseRegions(profile('a'), []);
      assert.deepEqual((await choices().current()).regions, ['eu-west-1']);
    });

    it('has nothing in it that is no Region: it becomes a part of host names', async () => {
      const kept = ['eu-west-1', 'evil.example/', '', 3, null, 'us-gov-west-1'];
      await workspace.update('teardown.regions', { 'profile default': kept });
      assert.deepEqual((await choices().current()).regions, ['eu-west-1', 'us-gov-west-1']);
    });
  });

  describe('is made easy', () => {
    it('by the sources that were chosen last, newest first, in whatever workspace', async () => {
      for (const name of ['a', 'b', 'c', 'a']) await choices({}, {}, new Memory()).choose(profile(name));
      await choices().choose({ kind: 'environment' });
      assert.deepEqual(choices().recent(), [{ kind: 'environment' }, profile('a'), profile('c'), profile('b')]);
      for (let at = 0; at < 20; at += 1) await choices().choose(profile(`p${at}`));
      assert.equal(choices().recent().length, 8);
    });

    it('by the account that a source had, as a hint', async () => {
      await choices().rememberAccount(profile('a'), '111122223333');
      await choices().rememberAccount({ kind: 'environment' }, '444455556666');
      assert.equal(choices().lastKnownAccount(profile('a')), '111122223333');
      assert.equal(choices().lastKnownAccount({ kind: 'environment' }), '444455556666');
      assert.equal(choices().lastKnownAccount(profile('environment')), undefined);
      await global.update('teardown.accounts', { 'profile a': '](command:x)' });
      assert.equal(choices().lastKnownAccount(profile('a')), undefined);
    });
  });
});
