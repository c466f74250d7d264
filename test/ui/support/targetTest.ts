import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import path from 'node:path';
import type { AwsCli } from './awsCli.ts';
import { test } from './fixtures.ts';
import { Files, homeOf, keptInBrowser, secretsIn } from './machine.ts';
import { targetItem } from './target.ts';

/** The kind that the tests of the target look at. */
export const PEERS = 'Route server peers';

/** The status bar item of the sandbox's two main profiles. */
export const DEV_ITEM = 'dev · example-dev (111122223333) · eu-west-1';
export const PROD_ITEM = 'prod · example-prod (444455556666) · us-east-1';

/** What a test of the target has beside its window. */
export interface TargetInTest {
  /** The files of the sandbox. */
  readonly files: Files;
  /** The stand-in for the AWS CLI, as new. */
  readonly cli: AwsCli;
  /** Opens the view, and waits until it works on a target. */
  openedOn(text: string): Promise<void>;
}

/** A test of the target, with files that it may edit. After each no secret is in a log, an output channel or what is stored. */
export const targetTest = test.extend<{ readonly target: TargetInTest }>({
  target: async ({ place, sandbox, server, cli }, use) => {
    cli.install();
    const { first } = place;
    await use({
      files: new Files(sandbox),
      cli,
      async openedOn(text) {
        assert.ok(first);
        await first.openContainer('Teardown');
        await targetItem(first, text).waitFor();
      },
    });
    // Tokens are secrets that belong there.
    rmSync(path.join(homeOf(server), '.aws'), { recursive: true, force: true });
    assert.deepEqual(secretsIn(homeOf(server), first ? await keptInBrowser(first) : ''), []);
  },
});
