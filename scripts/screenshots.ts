import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startTeardown } from '../test/harness/teardown.ts';
import { until } from '../test/harness/until.ts';
import type { Workbench } from '../test/harness/workbench.ts';
import { openDeletions } from '../test/ui/support/deletions.ts';
import { planShown } from '../test/ui/support/planView.ts';
import { RESOURCES } from '../test/ui/support/steps.ts';
import { ROOT, print } from './lib/run.mjs';
import { defaultVsix, pack } from './package.ts';

/** The pictures of the README and the docs. */
const PICTURES = path.join(ROOT, 'docs/pictures');

/** The time that a scan of all resource types may take. */
const SCAN_MS = 120_000;

/** Takes all pictures in the real workbench against the sandbox. */
async function takePictures(): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const vsix = defaultVsix();
  await pack(vsix);
  process.env['TEARDOWN_VSIX'] = vsix;
  const teardown = await startTeardown();
  try {
    const workbench = await teardown.openWindow();
    await workbench.page.setViewportSize({ width: 1180, height: 720 });
    await leftovers(workbench);
    await deleting(workbench);
  } finally {
    await teardown.stop();
  }
}

async function picture(workbench: Workbench, name: string): Promise<void> {
  const file = path.join(PICTURES, `${name}.png`);
  await workbench.page.screenshot({ path: file });
  print(`Took ${path.relative(ROOT, file)}`);
}

/** Shows what nothing uses, and the plan that deletes it. */
async function leftovers(workbench: Workbench): Promise<void> {
  await workbench.openContainer('Teardown');
  await workbench.row(RESOURCES, 'EC2').waitFor();
  await workbench.runCommand('Teardown: Find Unused Resources');
  const found = workbench.toast(/unused resources of/);
  await found.waitFor({ timeout: SCAN_MS });
  await found.getByRole('button', { name: 'Plan Deletion…' }).click();
  await planShown(workbench, /^Delete \d+ resources/);
  await workbench.expandPath(RESOURCES, 'Elastic Block Store', 'EBS volumes');
  await workbench.runCommand('Teardown: Open as Document');
  await workbench.rendered().getByRole('heading').first().waitFor();
  await workbench.settled();
  await picture(workbench, 'unused');
  await workbench.runCommand('View: Close All Editors');
  await workbench.runCommand('Teardown: Discard');
  await workbench.runCommand('Teardown: Clear Filter');
}

/** Shows a deletion: the tree, the confirmation, and AWS's response. */
async function deleting(workbench: Workbench): Promise<void> {
  const view = RESOURCES;
  await workbench.expandPath(view, 'Route servers', 'Route server peers');
  const row = workbench.row(view, 'edge-fw-2');
  await workbench.contextMenu(row, 'Delete…');
  const dialog = workbench.dialog(/Delete route server peer/);
  await dialog.shown();
  await picture(workbench, 'question');
  await dialog.press('Delete Route Server Peer');
  await workbench.inputBox().waitFor();
  await workbench.answer('edge-fw-2');
  await openDeletions(workbench);
  await workbench.row('Deletions', 'edge-fw-2', /deleted/).waitFor();
  await workbench.showOutput('Teardown Responses');
  await until(async () => (await workbench.panelText()).includes('edge-fw-2'), 'the response to be drawn');
  await picture(workbench, 'response');
}

await takePictures();
process.exit(0);
