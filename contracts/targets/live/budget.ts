import { LiveRefusal } from './refusal';

export interface Budget {
  /** Counts one request. @throws LiveRefusal when none is left, or when the run was stopped */
  spend(): void;
  spent(): number;
  /** Nothing more is sent in this run. */
  stop(reason: string): LiveRefusal;
}

export function budgetOf(requests: number): Budget {
  let spent = 0;
  let stopped: string | undefined;
  return {
    spent: () => spent,
    spend() {
      if (stopped !== undefined) throw new LiveRefusal(stopped);
      if (spent >= requests) {
        throw new LiveRefusal(
          `The budget of ${requests} requests is spent: --budget N allows more, --dry-run says how many a run needs`,
        );
      }
      spent += 1;
    },
    stop(reason) {
      stopped = reason;
      return new LiveRefusal(reason);
    },
  };
}
