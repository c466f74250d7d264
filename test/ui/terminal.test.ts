import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Workbench } from '../harness/workbench.ts';
import { until } from '../harness/until.ts';
import { switchTo, targetItem } from './support/target.ts';
import { DEV_ITEM as DEV, PROD_ITEM as PROD, targetTest as test } from './support/targetTest.ts';

/** Opens a terminal, and returns the variables of its shell. */
async function terminalVariables(workbench: Workbench, file: string): Promise<Map<string, string>> {
  await workbench.runCommand('Terminal: Create New Terminal');
  await workbench.page.locator('.terminal-wrapper.active .xterm-helper-textarea').focus();
  await workbench.page.keyboard.type(`env > ${path.basename(file)}; echo end >> ${path.basename(file)}\n`);
  const text = await until(async () => {
    const written = await readFile(file, 'utf8');
    return written.endsWith('end\n') && written;
  }, 'the shell to write its variables');
  return new Map(text.split('\n').map((line) => line.split('=', 2) as [string, string]));
}

test.describe('A terminal', () => {
  test.use({ settings: { 'teardown.terminalProfile': true } });

  test('has the profile and the Region of the view, also after a switch', async ({ server, target, workbench }) => {
    await target.openedOn(DEV);
    const first = await terminalVariables(workbench, path.join(server.folder, 'first.txt'));
    assert.deepEqual([first.get('AWS_PROFILE'), first.get('AWS_REGION')], ['dev', 'eu-west-1']);
    await switchTo(workbench, 'prod');
    await targetItem(workbench, PROD).waitFor();
    const second = await terminalVariables(workbench, path.join(server.folder, 'second.txt'));
    assert.deepEqual([second.get('AWS_PROFILE'), second.get('AWS_REGION')], ['prod', 'us-east-1']);
    await workbench.screenshot('terminal');
  });
});
