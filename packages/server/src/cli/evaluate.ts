import { CliError } from './cli-error.js';
import type { Command } from './command.js';

/** The command line of `@face-session/evaluate`, which the service does not install. */
export const evaluate: Command = {
  name: 'evaluate',
  help: ['evaluate COMMAND FOLDER    measure matching and liveness on your own pictures; `evaluate --help` lists the commands'],
  answersHelp: true,
  async run(args) {
    const { runEvaluate } = await loadEvaluation();
    process.exitCode = await runEvaluate(args);
  },
};

async function loadEvaluation(): Promise<typeof import('@face-session/evaluate')> {
  try {
    return await import('@face-session/evaluate');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code !== 'ERR_MODULE_NOT_FOUND' || !message.includes("'@face-session/evaluate'")) throw error;
    throw new CliError('evaluate needs the package @face-session/evaluate. Install it beside @face-session/server, in the same version.');
  }
}
