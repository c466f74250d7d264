/** User settings for a quiet and repeatable workbench, without popups and network requests. */
export const SETTINGS: Readonly<Record<string, unknown>> = {
  'teardown.scanOnOpen': 'never',
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.reduceMotion': 'on',
  // A modal editor would capture F1.
  'workbench.editor.useModal': 'off',
  'workbench.secondarySideBar.defaultVisibility': 'hidden',
  'window.dialogStyle': 'custom',
  'window.menuStyle': 'custom',
  'update.mode': 'none',
  'extensions.autoUpdate': false,
  'extensions.autoCheckUpdates': false,
  'extensions.ignoreRecommendations': true,
  'chat.disableAIFeatures': true,
  'git.enabled': false,
  // Ports of other programs on the machine would cause notifications.
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
  // Anything else makes each extension host list the open files of all processes on the machine, every two seconds.
  'remote.autoForwardPortsSource': 'output',
};

/** Additional settings for tests of workspace trust: a folder is not trusted, and no dialog is shown at the start. */
export const TRUST_SETTINGS: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};
