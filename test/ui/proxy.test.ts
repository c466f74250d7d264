import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from '@playwright/test';
import { startTeardown, type Teardown } from '../harness/teardown.ts';
import type { Workbench } from '../harness/workbench.ts';
import { Files } from './support/machine.ts';
import { FAR_HOST, startFarAway, type FarAway } from './support/proxy.ts';
import { openKinds, rowOf } from './support/steps.ts';
import { switchTo, targetItem } from './support/target.ts';

test.describe("Behind a proxy, with a certificate of the company's own", () => {
  let far: FarAway;
  let teardown: Teardown;
  let workbench: Workbench;
  test.beforeAll(async () => {
    far = await startFarAway();
    teardown = await startTeardown({
      settings: { 'http.proxy': far.proxy },
      env: { NODE_EXTRA_CA_CERTS: far.authority },
    });
    far.sandbox = teardown.sandbox.endpoint;
    workbench = await teardown.openWindow();
  });
  test.afterAll(async () => {
    await teardown.stop();
    far.close();
  });

  test('all requests go through http.proxy', async () => {
    const { sandbox } = teardown;
    const keys = /\[prod\]\n([^[]*)/.exec(readFileSync(sandbox.credentialsFile, 'utf8'))?.[1] ?? '';
    new Files(sandbox).addSection(`[profile far]\nregion = us-east-1\nendpoint_url = https://${FAR_HOST}\n${keys}`);
    await workbench.openContainer('Teardown');
    await switchTo(workbench, 'far');
    try {
      await targetItem(workbench, 'far · example-prod (444455556666) · us-east-1').waitFor();
      await openKinds(workbench, 'Route server peers');
      await rowOf(workbench, 'edge-fw-1').waitFor();
    } finally {
      await workbench.screenshot('target-proxy');
    }
    assert.deepEqual([...new Set(far.asked)], [`${FAR_HOST}:443`]);
  });
});
