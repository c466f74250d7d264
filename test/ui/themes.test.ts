import { useTeardown } from '../harness/teardown.ts';
import { defaultKeyPair } from './support/deletionSteps.ts';
import { confirm, LABELS, openKinds, RESPONSES, rowOf } from './support/steps.ts';

/** Themes beside the light one of all other pictures, and the class of the workbench by which they are known. */
const THEMES = [
  { theme: 'Default Dark Modern', workbenchClass: 'vs-dark', picture: 'dark' },
  { theme: 'Default High Contrast', workbenchClass: 'hc-black', picture: 'high-contrast' },
] as const;

for (const { theme, workbenchClass, picture } of THEMES) {
  describe(`Pictures in ${theme}`, () => {
    const teardown = useTeardown({ settings: { 'workbench.colorTheme': theme } });

    it('are taken of the tree, the dialog, an error and a response', async () => {
      const { aws, workbench } = teardown;
      await aws.addFault({ operation: 'DescribeRouteServerPeers' }, { type: 'accessDenied' });
      await aws.addFault({ operation: 'DeleteKeyPair' }, { type: 'accessDenied' });
      const pair = await defaultKeyPair(aws);
      await openKinds(workbench, ...Object.values(LABELS));
      await workbench.page.locator(`.monaco-workbench.${workbenchClass}`).waitFor();
      await workbench.screenshot(`tree-${picture}`);
      await workbench.contextMenu(rowOf(workbench, pair.label), 'Delete…');
      await workbench.dialog(pair.dialog.message).shown();
      await workbench.screenshot(`dialog-${picture}`);
      await confirm(workbench, pair);
      await workbench
        .toast('You do not have permission to delete LightsailDefaultKeyPair: lightsail:DeleteKeyPair is denied to ')
        .waitFor();
      await workbench.showOutput(RESPONSES);
      await workbench.screenshot(`outcome-denied-${picture}`);
    });
  });
}
