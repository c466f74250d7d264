// Fails a process in which Node warns of listeners that add up: loaded with --import by the suites, and by the measurements.
process.on('warning', (warning) => {
  if (warning.name === 'MaxListenersExceededWarning') throw warning;
});
