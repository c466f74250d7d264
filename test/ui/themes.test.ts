import assert from 'node:assert/strict';
import type { Locator } from '@playwright/test';
import { contrastOf } from '../harness/contrast.ts';
import { until } from '../harness/until.ts';
import { ownKeyPair } from './support/deletionSteps.ts';
import { test } from './support/fixtures.ts';
import { confirm, DEV, found, LABELS, openKinds, responses, RESPONSES, rowOf } from './support/steps.ts';
import { chooseTheme, THEMES } from './support/themes.ts';

/** What WCAG 2.2 asks for: of text (1.4.3, level AA), and of icons and marks (1.4.11). */
const TEXT = 4.5;
const MARK = 3;
/** The colors come a moment after the theme. */
const SETTLES_MS = 5_000;

/** Returns the different values of `class`: pieces of one have one color. Runs in the page. */
const differentClasses = (elements: unknown[]): string[] => [
  ...new Set((elements as { className: string }[]).map(({ className }) => className)),
];

test.describe('Contrast in each theme', () => {
  test.use({ settings: { 'teardown.protectedResources': ['name:edge-fw-1'] } });

  test('of rows, icons, the dialog and the responses is high enough', async ({ aws, workbench }) => {
    await aws.addFault({ operation: 'GetBuckets' }, { type: 'accessDenied' });
    const pair = await ownKeyPair(aws);
    const peers = { ...DEV, kind: 'ec2.routeServerPeer' } as const;
    const { id } = found(await aws.rows(peers), 'edge-fw-2', ({ item }) =>
      Boolean(item.Tags?.some(({ Value }) => Value === 'edge-fw-2')),
    );
    await aws.patch(peers, id, { State: 'deleting' });
    await openKinds(workbench, ...Object.values(LABELS));
    await workbench.contextMenu(rowOf(workbench, pair.label), 'Delete…');
    await confirm(workbench, pair);
    await responses(workbench, 1);
    await workbench.showOutput(RESPONSES);
    const pieces = workbench.page.locator('.part.panel .view-lines span[class^="mtk"]');
    await pieces.filter({ hasText: 'resourceName' }).first().waitFor();

    for (const theme of THEMES) {
      const stands = async (what: string, element: Locator, least: number, part?: string) => {
        let contrast = 0;
        await until(async () => (contrast = await contrastOf(element, part)) >= least, `the contrast of ${what}`, {
          timeoutMs: SETTLES_MS,
        }).catch((error: unknown) => {
          throw new Error(`${what} has a contrast of ${contrast.toFixed(2)} in ${theme.theme}`, { cause: error });
        });
      };
      await chooseTheme(workbench, theme);
      const protectedRow = rowOf(workbench, 'edge-fw-1');
      await stands('the label of a resource', rowOf(workbench, 'edge-fw-lab').locator('.label-name'), TEXT);
      await stands('the label of what is protected', protectedRow.locator('.label-name'), TEXT);
      const byDefault = rowOf(workbench, 'LightsailDefaultKeyPair');
      for (const [mark, row] of [
        ['protected', protectedRow],
        ['default', byDefault],
      ] as const)
        await stands(`the mark of what is ${mark}`, row.locator('.custom-view-tree-node-item-icon'), TEXT, '::before');
      // Nothing uses the first one: its BGP session is down.
      for (const [what, row] of [
        ['what is unused', rowOf(workbench, 'edge-fw-lab')],
        ['what is being deleted', rowOf(workbench, 'edge-fw-2', / · deleting\b/)],
      ] as const) {
        await stands(`the label of ${what}`, row.locator('.label-name'), TEXT);
        await stands(`the description of ${what}`, row.locator('.label-description'), TEXT);
        await stands(`the icon of ${what}`, row.locator('.custom-view-tree-node-item-icon'), TEXT, '::before');
      }
      const failed = rowOf(workbench, 'Access denied');
      await stands('the label of an error', failed.locator('.label-name'), TEXT);
      await stands('the icon of an error', failed.locator('.custom-view-tree-node-item-icon'), TEXT, '::before');
      assert.ok((await pieces.count()) > 10, 'so few pieces are no response');
      // A theme's own color of comments has 4.4 at most.
      for (const classes of await pieces.evaluateAll(differentClasses)) {
        const piece = pieces.and(workbench.page.locator(`[class="${classes}"]`)).first();
        await stands(await piece.innerText(), piece, MARK);
      }

      await workbench.contextMenu(rowOf(workbench, 'deploy'), 'Delete…');
      const dialog = await workbench.dialog('Delete key pair "deploy"?').shown();
      await stands('the message of the dialog', dialog.element.locator('.dialog-message-text'), TEXT);
      await stands('the lines of the dialog', dialog.element.locator('.dialog-message-detail'), TEXT);
      await dialog.press('Cancel');
    }
  });
});
