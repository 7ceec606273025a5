/**
 * Writes text to standard output and waits until the system has taken it.
 * @throws if it was not taken, as when the reader of a pipe is gone (EPIPE)
 */
export function writeOut(text: string): Promise<void> {
  return new Promise((resolve, reject) => {
    process.stdout.write(text, (error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}
