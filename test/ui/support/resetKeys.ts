import { APPLY_SETTINGS } from './testHelper.ts';

/** Closes what a test may have left open, with commands that users have. */
export const TIDY = {
  key: 'Control+Alt+Shift+F11',
  commands: [
    'workbench.action.closeQuickOpen',
    'workbench.action.closeAllEditors',
    'workbench.action.closePanel',
    'notifications.clearAll',
    // A plan, or the report of one, takes half of the height from the resources.
    'teardown.discardPlan',
  ],
} as const;
/** Collapses the Resources view. */
export const COLLAPSE = {
  key: 'Control+Alt+Shift+F10',
  commands: ['workbench.actions.treeView.teardown.resources.collapseAll'],
} as const;
/**
 * Selects one row and none, because menus keep the form for several selected rows until the selection changes, even
 * when VS Code no longer draws those rows.
 */
const SELECT_NONE = [
  'teardown.resources.focus',
  'list.focusFirst',
  'list.toggleSelection',
  'list.clear',
  'list.clear',
] as const;
/** Redraws all rows, so it comes after the collapse. */
export const CLEAR = {
  key: 'Control+Alt+Shift+F9',
  commands: [...SELECT_NONE, 'teardown.clearFilter', 'teardown.refresh'],
} as const;
/** Reads everything anew. */
export const REFRESH = { key: 'Control+Alt+Shift+F12', commands: ['teardown.refresh'] } as const;

/** The keybindings of every window, as in keybindings.json. */
export const KEYBINDINGS = [TIDY, COLLAPSE, CLEAR, REFRESH, APPLY_SETTINGS].map(({ key, commands }) => ({
  key: key.toLowerCase().replace('control', 'ctrl'),
  command: 'runCommands',
  args: { commands },
}));
