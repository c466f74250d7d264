// Fails a process in which Node warns about accumulating listeners. The suites and measurements load it with
// --import.
process.on('warning', (warning) => {
  if (warning.name === 'MaxListenersExceededWarning') throw warning;
});
