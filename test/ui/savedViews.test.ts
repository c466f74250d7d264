import { test } from './support/fixtures.ts';
import { LABELS, openKinds, pickFromMenu, RESOURCES, rowOf } from './support/steps.ts';

test.describe('Saved views', () => {
  test('keep filter, grouping and order under any name, and can be renamed and deleted', async ({ workbench }) => {
    await openKinds(workbench, LABELS.peers);
    await workbench.viewMenu(RESOURCES, 'Open View…');
    await workbench.toast(/No view is saved in this workspace/).waitFor();
    await workbench.viewInput(RESOURCES, 'Filter Resources…');
    await workbench.answer('edge-fw-1');
    await pickFromMenu(workbench, 'Group By…', 'Tag Name');
    await rowOf(workbench, 'Name=edge-fw-1').waitFor();
    await workbench.viewMenu(RESOURCES, 'Save View…');
    await workbench.inputBox().waitFor();
    await workbench.answer('$(trash) [edge](command:x)');
    await workbench.toast(/Saved the view "\$ \(trash\) \[edge\] \(command:x\)"/).waitFor();

    await workbench.viewAction(RESOURCES, 'Clear Filter');
    await pickFromMenu(workbench, 'Group By…', 'Service');
    await rowOf(workbench, 'EC2').waitFor();
    await workbench.viewMenu(RESOURCES, 'Open View…');
    const saved = workbench.quickInput().getByRole('option').filter({ hasText: 'edge-fw-1 · Grouped by Tag Name' });
    await saved.waitFor();
    await workbench.screenshot('saved-views');
    await saved.click();
    await rowOf(workbench, 'Name=edge-fw-1', '1 of 1').waitFor();
    await workbench.viewMessage().filter({ hasText: 'Filter edge-fw-1' }).waitFor();

    await workbench.viewMenu(RESOURCES, 'Open View…');
    await saved.hover();
    await saved.getByRole('button', { name: 'Rename View…' }).click();
    // The list has a box too: what is typed into that opens the view.
    await workbench.quickInput().getByText('Rename view').waitFor();
    await workbench.answer('edge');
    const renamed = workbench.quickInput().getByRole('option', { name: /^edge/ });
    await renamed.waitFor();
    await renamed.hover();
    await renamed.getByRole('button', { name: 'Delete View' }).click();
    await workbench.quickInput().waitFor({ state: 'detached' });
    await pickFromMenu(workbench, 'Group By…', 'Service');
    await workbench.viewAction(RESOURCES, 'Clear Filter');
  });
});
