import assert from 'node:assert/strict';
import { EventEmitter } from 'node:events';
import { describe, it } from 'mocha';
import type { CredentialSource, Target } from '../../../src/aws/identity/target.ts';
import type { Env } from '../../../src/aws/config/sharedFilePaths.ts';
import type { SessionState } from '../../../src/session/session.ts';
import { TerminalEnvironment, type TerminalVariables } from '../../../src/views/target/terminalEnvironment.ts';

const DEV: CredentialSource = { kind: 'profile', name: 'dev' };
const PROD: CredentialSource = { kind: 'profile', name: 'prod' };

function ready(source: CredentialSource, regions: readonly string[], accountId = '111122223333'): SessionState {
  const arn = `arn:aws:iam::${accountId}:user/dev`;
  const identity = { source, accountId, arn, partition: 'aws', accessKeyId: 'AKIAIOSFODNN7EXAMPLE' };
  const targets = regions.map((region): Target => ({ identity, region, endpoints: {} }));
  return { kind: 'ready', selection: { source, regions }, targets };
}

/** The variables that VS Code would set in terminals. */
class FakeVariables implements TerminalVariables {
  persistent = true;
  description: string | undefined;
  readonly values = new Map<string, string>();
  writes = 0;

  replace(name: string, value: string): void {
    this.writes += 1;
    this.values.set(name, value);
  }

  get(name: string): { value: string } | undefined {
    const value = this.values.get(name);
    return value === undefined ? undefined : { value };
  }

  clear(): void {
    this.description = undefined;
    this.values.clear();
  }
}

/** Returns an environment with a setting that can be switched, and a session that tests advance. */
function opened({ env = {}, enabled = true }: { env?: Env; enabled?: boolean } = {}) {
  const events = new EventEmitter<{ change: [SessionState] }>();
  const setting = { enabled };
  const variables = new FakeVariables();
  const session = {
    state: { kind: 'idle' } as SessionState,
    onDidChange(listener: (state: SessionState) => void) {
      events.on('change', listener);
      return () => events.off('change', listener);
    },
  };
  const terminals = new TerminalEnvironment({ session, variables, isEnabled: () => setting.enabled, env });
  const enter = (state: SessionState) => {
    session.state = state;
    events.emit('change', state);
  };
  return { enter, setting, terminals, variables };
}

describe('the environment of terminals', () => {
  it('has the profile and the first Region of the view, in the variables that every SDK reads', () => {
    const { enter, variables } = opened();
    enter(ready(DEV, ['eu-west-1', 'us-east-1']));
    assert.deepEqual(Object.fromEntries(variables.values), {
      AWS_PROFILE: 'dev',
      AWS_REGION: 'eu-west-1',
      AWS_DEFAULT_REGION: 'eu-west-1',
    });
    assert.match(variables.description ?? '', /dev, 111122223333, eu-west-1/);
  });

  it('is written only when it changes, because each change marks the open terminals', () => {
    const { enter, variables } = opened();
    enter(ready(DEV, ['eu-west-1']));
    const { writes } = variables;
    enter(ready(DEV, ['eu-west-1', 'us-east-1']));
    assert.equal(variables.writes, writes);
    enter(ready(DEV, ['eu-west-1'], '444455556666'));
    assert.match(variables.description ?? '', /444455556666/, 'another account behind the same profile is said');
  });

  it('is cleared when a switch begins, and when it fails', () => {
    const { enter, variables } = opened();
    enter(ready(DEV, ['eu-west-1']));
    enter({ kind: 'resolving', selection: { source: PROD, regions: [] } });
    assert.equal(variables.values.size, 0);
    enter(ready(PROD, ['eu-west-1']));
    assert.equal(variables.values.get('AWS_PROFILE'), 'prod');
    enter({ kind: 'failed', problem: { kind: 'noRegion', message: '' } });
    assert.equal(variables.values.size, 0);
  });

  it('clears variables that take precedence over the profile', () => {
    const env = { AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE', AWS_SECRET_ACCESS_KEY: 'x', AWS_DEFAULT_PROFILE: 'other' };
    const { enter, variables } = opened({ env });
    enter(ready(DEV, ['eu-west-1']));
    assert.deepEqual(
      ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_SESSION_TOKEN', 'AWS_DEFAULT_PROFILE'].map((name) =>
        variables.values.get(name),
      ),
      ['', '', undefined, 'dev'],
    );
  });

  it('is empty for credentials without a profile, without the setting, and after disposal', () => {
    const { enter, setting, terminals, variables } = opened({ enabled: false });
    assert.equal(variables.persistent, false);
    enter(ready(DEV, ['eu-west-1']));
    assert.equal(variables.values.size, 0);
    setting.enabled = true;
    terminals.render();
    assert.equal(variables.values.get('AWS_PROFILE'), 'dev');
    enter(ready({ kind: 'environment' }, ['eu-west-1']));
    assert.equal(variables.values.size, 0);
    enter(ready(DEV, ['eu-west-1']));
    terminals.dispose();
    assert.equal(variables.values.size, 0);
  });
});
