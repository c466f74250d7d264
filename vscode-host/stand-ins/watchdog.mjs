// Stands in for @vscode/native-watchdog, a native module that ends the extension host when its parent has ended. VS Code
// checks for that every second too; the native module matters only while the event loop is blocked.
// https://github.com/microsoft/node-native-watchdog

/** Watches nothing. */
export function start() {
  // See above.
}
