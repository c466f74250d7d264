import { rmSync } from 'node:fs';
import path from 'node:path';
import { useTeardown, type TeardownInTest } from '../../harness/teardown.ts';
import { AwsCli } from './awsCli.ts';
import { Files, homeOf, keptInBrowser } from './machine.ts';
import { targetItem } from './target.ts';

/** The kind that the tests of the target look at. */
export const PEERS = 'Route server peers';

/** The status bar item of the sandbox's two main profiles. */
export const DEV_ITEM = 'dev · example-dev (111122223333) · eu-west-1';
export const PROD_ITEM = 'prod · example-prod (444455556666) · us-east-1';

/** What {@link useTarget} gives to the tests of a `describe`. */
export interface TargetInTest extends TeardownInTest {
  /** The files of the sandbox; as new for each test. */
  readonly files: Files;
  readonly cli: AwsCli;
  /** Opens the view, and waits until it works on a target. */
  openedOn(text: string): Promise<void>;
  /** What the windows of the tests so far have left in the browser's storage. */
  kept(): string;
}

/** As {@link useTeardown}, with a stand-in for the AWS CLI, and with files that tests may edit. */
export function useTarget(settings: Readonly<Record<string, unknown>> = {}): TargetInTest {
  const cli = new AwsCli();
  let files: Files;
  let kept = '';
  // Before those of the window, so that it is still open.
  afterEach(async () => {
    kept += await keptInBrowser(teardown.workbench);
    files.restore();
    rmSync(path.join(teardown.server.folder, '.vscode'), { recursive: true, force: true });
    rmSync(path.join(homeOf(teardown.server), '.aws'), { recursive: true, force: true });
  });
  const teardown = useTeardown({
    // As from a terminal: VS Code would ask a login shell for the PATH otherwise.
    env: { PATH: `${cli.folder}:${process.env['PATH'] ?? ''}`, VSCODE_CLI: '1' },
    settings,
  });
  before(() => {
    files = new Files(teardown.sandbox);
  });
  beforeEach(() => {
    cli.install();
  });
  after(() => {
    cli.remove();
  });
  return {
    get sandbox() {
      return teardown.sandbox;
    },
    get aws() {
      return teardown.aws;
    },
    get server() {
      return teardown.server;
    },
    get workbench() {
      return teardown.workbench;
    },
    get files() {
      return files;
    },
    openWindow: (folder) => teardown.openWindow(folder),
    cli,
    async openedOn(text) {
      await teardown.workbench.openContainer('Teardown');
      await targetItem(teardown.workbench, text).waitFor();
    },
    kept: () => kept,
  };
}
