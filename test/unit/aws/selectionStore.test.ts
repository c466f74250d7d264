import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { Env } from '../../../src/aws/config/sharedFilePaths.ts';
import type { KeyValueStore } from '../../../src/session/keyValueStore.ts';
import { SelectionStore, type ProfileSetting } from '../../../src/session/selectionStore.ts';
import type { CredentialSource } from '../../../src/aws/identity/target.ts';
import { Machine } from './support/machine.ts';

/** Stores values as JSON, like VS Code. */
class Memory implements KeyValueStore {
  readonly values = new Map<string, string>();
  get(key: string): unknown {
    const stored = this.values.get(key);
    return stored === undefined ? undefined : JSON.parse(stored);
  }
  update(key: string, value: unknown): Promise<void> {
    if (value === undefined) this.values.delete(key);
    else this.values.set(key, JSON.stringify(value));
    return Promise.resolve();
  }
}

const profile = (name: string): CredentialSource => ({ kind: 'profile', name });

describe('SelectionStore', () => {
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
  const store = (setting: ProfileSetting = {}, env: Env = {}, own: KeyValueStore = workspace): SelectionStore =>
    new SelectionStore({
      workspace: own,
      global,
      setting: () => setting,
      config: machine.createCore().profiles.config,
      env,
    });

  describe('source', () => {
    it('returns the chosen source, else the setting, else AWS_PROFILE, else default', async () => {
      const env = { AWS_PROFILE: 'environment' };
      assert.deepEqual(store().source(), profile('default'));
      assert.deepEqual(store({}, { AWS_PROFILE: '' }).source(), profile('default'));
      assert.deepEqual(store({}, env).source(), profile('environment'));
      assert.deepEqual(store({ user: '  ' }, env).source(), profile('environment'));
      assert.deepEqual(store({ user: 'setting' }, env).source(), profile('setting'));
      await store().choose(profile('chosen'));
      assert.deepEqual(store({ user: 'setting' }, env).source(), profile('chosen'));
      await store().choose({ kind: 'container' });
      assert.deepEqual(store({ user: 'setting' }, env).source(), { kind: 'container' });
    });

    it('returns the source of each workspace', async () => {
      const other = new Memory();
      await store().choose(profile('a'));
      await store({}, {}, other).choose(profile('b'));
      assert.deepEqual(store().source(), profile('a'));
      assert.deepEqual(store({}, {}, other).source(), profile('b'));
    });

    for (const stored of [null, 7, 'dev', [], {}, { kind: 'profile' }, { kind: 'profile', name: 3 }, { kind: 'new' }]) {
      it(`ignores the invalid stored value ${JSON.stringify(stored)}`, async () => {
        for (const key of ['source', 'regions', 'suggestion']) await workspace.update(`teardown.${key}`, stored);
        for (const key of ['recent', 'accounts']) await global.update(`teardown.${key}`, stored);
        const ours = store({ workspace: 'x' });
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

  describe('with a suggestion of the workspace', () => {
    const suggesting = store.bind(undefined, { user: 'mine', workspace: ' theirs ' });

    it('ignores the suggestion until the user accepts it', async () => {
      assert.deepEqual(suggesting().source(), profile('mine'));
      assert.equal(suggesting().pendingSuggestion(), 'theirs');
      await suggesting().resolveSuggestion('theirs', true);
      assert.deepEqual(suggesting().source(), profile('theirs'));
      assert.equal(suggesting().pendingSuggestion(), undefined);
    });

    it('does not suggest a declined profile again, but suggests another one', async () => {
      await suggesting().resolveSuggestion('theirs', false);
      assert.deepEqual(suggesting().source(), profile('mine'));
      assert.equal(suggesting().pendingSuggestion(), undefined);
      assert.equal(store({ workspace: 'others' }).pendingSuggestion(), 'others');
    });

    it('suggests an accepted profile again in another workspace', async () => {
      await suggesting().resolveSuggestion('theirs', true);
      assert.equal(store({ workspace: 'theirs' }, {}, new Memory()).pendingSuggestion(), 'theirs');
    });

    it('suggests nothing if the profile is used already or if a source was chosen', async () => {
      assert.equal(store({ user: 'same', workspace: 'same' }).pendingSuggestion(), undefined);
      assert.equal(store({ workspace: '' }).pendingSuggestion(), undefined);
      await store().choose(profile('chosen'));
      assert.equal(suggesting().pendingSuggestion(), undefined);
    });
  });

  describe('current', () => {
    it('returns the chosen Regions of each source, else the Region of its profile, else none', async () => {
      machine.config('[profile a]\nregion = eu-west-1\n[profile b]\n');
      await store().choose(profile('a'));
      assert.deepEqual(await store().current(), { source: profile('a'), regions: ['eu-west-1'] });
      await store().chooseRegions(profile('a'), ['us-east-1', 'eu-west-2']);
      assert.deepEqual((await store().current()).regions, ['us-east-1', 'eu-west-2']);
      await store().choose(profile('b'));
      assert.deepEqual((await store().current()).regions, []);
      await store().chooseRegions(profile('b'), ['cn-north-1']);
      await store().choose(profile('a'));
      assert.deepEqual((await store().current()).regions, ['us-east-1', 'eu-west-2']);
      await store().chooseRegions(profile('a'), []);
      assert.deepEqual((await store().current()).regions, ['eu-west-1']);
    });

    it('returns only valid names of Regions, because they become part of host names', async () => {
      const stored = ['eu-west-1', 'evil.example/', '', 3, null, 'us-gov-west-1'];
      await workspace.update('teardown.regions', { 'profile default': stored });
      assert.deepEqual((await store().current()).regions, ['eu-west-1', 'us-gov-west-1']);
    });
  });

  describe('history', () => {
    it('lists the last eight chosen sources of all workspaces, newest first', async () => {
      for (const name of ['a', 'b', 'c', 'a']) await store({}, {}, new Memory()).choose(profile(name));
      await store().choose({ kind: 'environment' });
      assert.deepEqual(store().recent(), [{ kind: 'environment' }, profile('a'), profile('c'), profile('b')]);
      for (let at = 0; at < 20; at += 1) await store().choose(profile(`p${at}`));
      assert.equal(store().recent().length, 8);
    });

    it('remembers the last known account of a source', async () => {
      await store().rememberAccount(profile('a'), '111122223333');
      await store().rememberAccount({ kind: 'environment' }, '444455556666');
      assert.equal(store().lastKnownAccount(profile('a')), '111122223333');
      assert.equal(store().lastKnownAccount({ kind: 'environment' }), '444455556666');
      assert.equal(store().lastKnownAccount(profile('environment')), undefined);
      await global.update('teardown.accounts', { 'profile a': '](command:x)' });
      assert.equal(store().lastKnownAccount(profile('a')), undefined);
    });
  });
});
