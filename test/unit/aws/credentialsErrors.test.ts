import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, beforeEach, describe, it } from 'mocha';
import { CredentialsError } from '../../../src/aws/credentials/credentialsError.ts';
import { FakeAws } from './support/fakeAws.ts';
import { Machine } from './support/machine.ts';
import { ROWS, type Row } from './support/credentialsErrorRows.ts';
import { RENEWAL_ROWS } from './support/renewalRows.ts';

describe('credentials that cannot be resolved', () => {
  let fake: FakeAws;
  let machine: Machine;
  before(async () => {
    fake = await FakeAws.start('aws');
    fake.addKey('AKIABASE', '111111111111');
  });
  after(() => fake.close());
  beforeEach(() => {
    machine = new Machine();
    fake.reset();
  });
  afterEach(() => {
    machine.dispose();
  });

  const failing = async (row: Row, env: Record<string, string>): Promise<CredentialsError> => {
    const source = row.source ?? { kind: 'profile', name: 'it' };
    const { profiles } = machine.createCore({ env, prompts: row.prompts ?? {} });
    const error = await profiles.target(source, 'eu-west-1').then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
    assert.ok(error instanceof CredentialsError, String(error));
    return error;
  };

  for (const row of [...ROWS, ...RENEWAL_ROWS]) {
    it(`have the problem ${row.problem}: ${row.name}`, async () => {
      if (row.config !== undefined) machine.config(row.config.replaceAll('{home}', machine.home));
      row.prepare?.(machine);
      for (const [operation, fault] of Object.entries(row.faults ?? {})) fake.faults.set(operation, fault);
      const endpoint = row.withoutEndpoint === true ? {} : { AWS_ENDPOINT_URL: fake.url('aws') };
      const error = await failing(row, { ...endpoint, AWS_EC2_METADATA_DISABLED: 'true' });
      assert.equal(error.problem, row.problem, error.message);
      for (const part of row.texts) assert.match(error.message, part);
      if (row.source === undefined) assert.equal(error.profile, row.profile ?? 'it');
      assert.equal(error.signIn, row.signIn);
      assert.doesNotMatch([error.message, error.stack, JSON.stringify(error.cause)].join('\n'), /hush|987654/);
      assert.equal(existsSync(join(machine.home, 'ran')), false);
    });
  }

  it('have the problem unreachable: ECONNREFUSED', async () => {
    const closed = await FakeAws.start('closed');
    const url = closed.url('closed');
    await closed.close();
    machine.config(`[profile it]\nendpoint_url = ${url}\naws_access_key_id = AKIABASE\naws_secret_access_key = hush`);
    const error = await failing({ name: '', problem: 'unreachable', texts: [] }, {});
    assert.equal(error.problem, 'unreachable');
    assert.match(error.message, /ECONNREFUSED/);
  });
});
