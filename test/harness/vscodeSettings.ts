/** User settings that keep a workbench quiet and the same every time: nothing pops up, nothing asks the network. */
export const SETTINGS: Readonly<Record<string, unknown>> = {
  'teardown.scanOnOpen': 'never',
  'telemetry.telemetryLevel': 'off',
  'security.workspace.trust.enabled': false,
  'workbench.startupEditor': 'none',
  'workbench.tips.enabled': false,
  'workbench.enableExperiments': false,
  'workbench.welcomePage.walkthroughs.openOnInstall': false,
  'workbench.reduceMotion': 'on',
  // A modal editor would swallow F1.
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
  // Ports of other programs on the machine would show up as notifications.
  'remote.autoForwardPorts': false,
  'remote.restoreForwardedPorts': false,
};

/** On top of those, where it is to matter whether a folder is trusted: it is not, and no dialog asks at the start. */
export const TRUST_SETTINGS: Readonly<Record<string, unknown>> = {
  'security.workspace.trust.enabled': true,
  'security.workspace.trust.startupPrompt': 'never',
};
