import type { World } from './world';

type Needed = Pick<World, 'env' | 'parent' | 'isRunning'>;

/**
 * `npm start` and `npx` put a shell between npm and us. npm passes SIGTERM on to that shell, and a
 * shell that did not replace itself by the command (dash, cmd.exe) dies of it and tells nobody: the
 * server would stay, and keep its port. So under npm we look whether our parent is still there.
 * Seen with npm 10.9 and 11.19 on dash 0.5.12; tests/package/cli.test.ts does it.
 *
 * @returns what ends the watch
 */
export function whenNpmsShellIsGone(world: Needed, gone: () => void, every = 50): () => void {
  if (!isNpmsForegroundCommand(world.env)) return () => {};
  const first = world.parent();
  const timer = setInterval(() => {
    // POSIX gives an orphan another parent; Windows leaves the number of the one that ended.
    if (world.parent() === first && world.isRunning(first)) return;
    clearInterval(timer);
    gone();
  }, every);
  timer.unref();
  return () => clearInterval(timer);
}

/**
 * Not what merely runs below some npm script, such as a server that a test runner starts, nor what a
 * script sends to the background with `&` in order to leave it running.
 */
function isNpmsForegroundCommand({ npm_lifecycle_script: script }: World['env']): boolean {
  return (
    script !== undefined &&
    /vtex-session-mock|cli[/\\]main\.cjs/.test(script) &&
    !/(?<![&>])&(?![&>])/.test(script)
  );
}
