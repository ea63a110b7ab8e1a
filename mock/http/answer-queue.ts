import { setImmediate } from 'node:timers'; // by import: fake timers of a test replace the global only

/**
 * Writes the answers of one turn of the event loop together, behind the last request that the turn brought.
 * A client that waits is woken by the first answer, which costs the server about as much as the answer itself;
 * the others find it awake.
 */
export function answerQueue(): (write: () => void) => void {
  let writes: (() => void)[] = [];
  const writeAll = () => {
    const due = writes;
    writes = [];
    for (const write of due) write();
  };
  return (write) => {
    if (writes.push(write) === 1) setImmediate(writeAll);
  };
}
