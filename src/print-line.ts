// Output of commands, a line at a time. Whoever stops reading (`| head`) ends the output, not the command.

process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}
