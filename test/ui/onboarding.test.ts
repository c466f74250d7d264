import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { Walkthrough } from '../harness/walkthrough.ts';
import { test } from './support/fixtures.ts';
import { homeOf } from './support/machine.ts';
import { RESOURCES } from './support/steps.ts';
import { isWarning, SWITCH, takeProfile, targetItem } from './support/target.ts';
import { DEV_ITEM } from './support/targetTest.ts';

test.describe('A machine without AWS config files', () => {
  test.use({ ownServer: { env: { AWS_CONFIG_FILE: '', AWS_SHARED_CREDENTIALS_FILE: '' } } });

  test('has a welcome view that opens the walkthrough, and lists once a profile exists', async ({
    sandbox,
    server,
    workbench,
  }) => {
    await workbench.openContainer('Teardown');
    await workbench.welcome().getByText('No AWS profiles found').waitFor();
    assert.ok(await isWarning(targetItem(workbench, 'no profiles')));
    assert.equal(await workbench.rows(RESOURCES).count(), 0);
    for (const label of ['Open Terminal', SWITCH]) await workbench.welcomeButton(label).waitFor();
    await workbench.screenshot('welcome-no-profiles');
    await workbench.welcomeButton('Get Started').click();
    const walkthrough = new Walkthrough(workbench.page);
    await walkthrough.step('Choose a profile').waitFor();
    const folder = path.join(homeOf(server), '.aws');
    mkdirSync(folder);
    copyFileSync(sandbox.credentialsFile, path.join(folder, 'credentials'));
    copyFileSync(sandbox.configFile, path.join(folder, 'config'));
    await targetItem(workbench, DEV_ITEM).waitFor({ timeout: 60_000 });
  });
});

test.describe('Without a chosen profile', () => {
  test.use({ ownServer: { env: { AWS_PROFILE: '' } } });

  test('the view offers to choose one, and lists nothing', async ({ aws, workbench }) => {
    await workbench.openContainer('Teardown');
    await workbench.welcome().getByText('has no AWS profile').waitFor();
    assert.ok(await isWarning(targetItem(workbench, 'no profile chosen')));
    await workbench.screenshot('welcome-no-profile-chosen');
    assert.deepEqual(await aws.requests({}), []);
    await workbench.welcomeButton(SWITCH).click();
    await takeProfile(workbench, 'dev');
    await targetItem(workbench, DEV_ITEM).waitFor();
  });
});
