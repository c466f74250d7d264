import { after, afterEach, before, beforeEach } from 'mocha';
import { FastClock } from '../../deletion/support/fastClock.ts';
import { Folder, Processes } from '../../journal/support/folder.ts';
import { TestEnvironment } from '../../support/testEnvironment.ts';

/** The shared state of the tests of a block. */
export interface RestoreWorld {
  readonly world: TestEnvironment;
  /** A folder for a journal, at the time of the tests' clock. */
  readonly folder: Folder;
  /** The windows that open the journal. */
  readonly processes: Processes;
}

/**
 * Registers the hooks of a block: one environment that is reset for each test, and a new folder for each. Read the
 * state in tests only.
 */
export function useRestoreWorld(): RestoreWorld {
  const shared = {} as { -readonly [name in keyof RestoreWorld]: RestoreWorld[name] };
  before(async () => {
    shared.world = await TestEnvironment.start();
  });
  after(() => shared.world.close());
  beforeEach(async () => {
    await shared.world.reset();
    shared.folder = new Folder();
    shared.folder.now = new FastClock().now();
    shared.processes = new Processes();
  });
  afterEach(() => shared.folder.remove());
  return shared;
}
