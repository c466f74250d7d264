import type { Workbench } from '../../harness/workbench.ts';

/** Themes that VS Code brings, as they are called in English, and the class of the workbench by which each is known. */
export const THEMES = [
  { theme: 'Light Modern', workbenchClass: 'vs' },
  { theme: 'Dark Modern', workbenchClass: 'vs-dark' },
  { theme: 'Dark High Contrast', workbenchClass: 'hc-black' },
  { theme: 'Light High Contrast', workbenchClass: 'hc-light' },
] as const;

/** Chooses a theme as a user does, and waits until the window has it. */
export async function chooseTheme(
  workbench: Workbench,
  { theme, workbenchClass }: (typeof THEMES)[number],
): Promise<void> {
  await workbench.runCommand('Preferences: Color Theme');
  await workbench.inputBox().fill(theme);
  await workbench.pick(theme);
  await workbench.page.locator(`.monaco-workbench.${workbenchClass}`).waitFor();
}
