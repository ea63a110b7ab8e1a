import type { Send } from './gate';

/** Sends in the order of the calls, each when the one before has been answered or has failed. */
export function oneAtATime(send: Send): Send {
  let last: Promise<unknown> = Promise.resolve();
  return (request) => {
    const turn = last.then(() => send(request));
    last = turn.catch(() => undefined);
    return turn;
  };
}
