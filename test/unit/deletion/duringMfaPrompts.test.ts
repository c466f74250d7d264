import assert from 'node:assert/strict';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import type { AwsCredentialIdentity } from '@smithy/types';
import { after, before, describe, it } from 'mocha';
import { MFA_CODE } from '../../../sandbox/services/sts.ts';
import type { AwsClient } from '../../../src/aws/client/sdkClient.ts';
import { preflight } from '../../../src/deletion/planning/preflight.ts';
import { kindOf, TestEnvironment } from '../support/testEnvironment.ts';

const LIMIT_MS = 250;
const SESSION_MS = 61 * 60_000;

/** Waits until a limit that began before has passed. */
const passed = async (ms: number): Promise<unknown> => once(AbortSignal.timeout(ms), 'abort');

describe('the checks of a plan during an MFA prompt', () => {
  let world: TestEnvironment;
  before(async () => {
    world = await TestEnvironment.start();
    appendFileSync(
      world.sandbox.configFile,
      `\n[profile admin]\nregion = us-east-1\nendpoint_url = ${world.sandbox.endpoint}\nrole_arn = arn:aws:iam::444455556666:role/Admin\nsource_profile = dev\nmfa_serial = arn:aws:iam::111122223333:mfa/alice\n`,
    );
  });
  after(() => world.close());

  it('wait for the code, and have their time after it', async () => {
    const peer = await world.find('ec2.routeServerPeer', 'edge-fw-lab');
    // Read before: after the code, nothing but promises is left to wait for.
    const read = await world.client.call(peer.target, 'ec2', 'DescribeRouteServerPeers', {
      RouteServerPeerIds: [peer.id],
    });
    let type: ((keys: AwsCredentialIdentity) => void) | undefined;
    const keys = new Promise<AwsCredentialIdentity>((resolve) => (type = resolve));
    const client: AwsClient = { call: () => keys.then(() => read) };
    const planning = preflight(
      [peer],
      {
        ...world.newParts({ interceptClient: () => client }),
        client,
        simulateOnly: true,
        simulate: () => keys.then(() => 'allowed'),
        credentials: () => () => keys,
      },
      LIMIT_MS,
    );
    await passed(2 * LIMIT_MS);
    type?.({ accessKeyId: 'AKIA', secretAccessKey: 'x' });
    const { present } = await planning;
    const texts = present.flatMap(({ checks }) => checks.map(({ text }) => text));
    assert.equal(
      texts.find((text) => /in time|refreshed/.test(text)),
      undefined,
    );
    assert.ok(texts.some((text) => text.startsWith('Probably allowed')));
  });

  it('end in their time after the code', async () => {
    const peer = await world.find('ec2.routeServerPeer', 'edge-fw-lab');
    const never = new Promise<never>(() => undefined);
    const { present } = await preflight(
      [peer],
      {
        ...world.newParts(),
        client: { call: () => never },
        simulate: () => never,
        credentials: () => () => Promise.reject(new Error('no code')),
      },
      0,
    );
    const texts = present.flatMap(({ checks }) => checks.map(({ text }) => text));
    assert.ok(texts.includes('Permission could not be checked in time.'));
  });

  it('show no second prompt where the first one was canceled, and report it', async () => {
    let now = Date.now();
    let prompts = 0;
    let code: string | undefined = MFA_CODE;
    const askMfaCode = (): Promise<string | undefined> => {
      prompts += 1;
      return Promise.resolve(code);
    };
    const core = world.createCore({ now: () => now, prompts: { askMfaCode } });
    const target = await core.profiles.target('admin', 'us-east-1');
    const [resource] = (await core.inventory.list(kindOf('lightsail.keyPair'), target)).resources;
    assert.ok(resource);
    assert.equal(prompts, 1);
    now += SESSION_MS;
    code = undefined;
    const { plan } = await core.deletion.plan([resource], { timeLimitMs: 60_000 });
    assert.equal(prompts, 2);
    const texts = plan.items[0]?.evidence.map(({ text }) => text) ?? [];
    assert.ok(
      texts.some((text) => text.endsWith('(mfaCanceled)')),
      texts.join('\n'),
    );
    assert.ok(texts.includes('Permission could not be checked.'), texts.join('\n'));
  });
});
