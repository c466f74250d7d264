import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { startTeardown } from '../test/harness/teardown.ts';
import { until } from '../test/harness/until.ts';
import type { Workbench } from '../test/harness/workbench.ts';
import { openDeletions } from '../test/ui/support/deletions.ts';
import { ROOT, print } from './lib/run.mjs';
import { defaultVsix, pack } from './package.ts';

/** The pictures of the README and the docs. */
const PICTURES = path.join(ROOT, 'docs/pictures');

/** Takes all pictures in the real workbench against the sandbox. */
async function takePictures(): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  const vsix = defaultVsix();
  await pack(vsix);
  process.env['TEARDOWN_VSIX'] = vsix;
  const teardown = await startTeardown();
  try {
    await deleting(await teardown.openWindow());
  } finally {
    await teardown.stop();
  }
}

async function picture(workbench: Workbench, name: string): Promise<void> {
  const file = path.join(PICTURES, `${name}.png`);
  await workbench.page.screenshot({ path: file });
  print(`Took ${path.relative(ROOT, file)}`);
}

/** Shows a deletion: the tree, the confirmation, and AWS's response. */
async function deleting(workbench: Workbench): Promise<void> {
  const view = 'Resources';
  await workbench.page.setViewportSize({ width: 1180, height: 720 });
  await workbench.openContainer('Teardown');
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
