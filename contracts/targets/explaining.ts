import type { Answer, Target, TargetRequest } from './target';

/** One answer and the header by which it says what decided it. */
export interface Explained {
  readonly request: TargetRequest;
  readonly answer: Answer;
  readonly header: string | undefined;
}

/** A target that is asked with every request what decided its answer; the listener hears what it says. */
export function explainingTarget(target: Target, onAnswer: (explained: Explained) => void): Target {
  return {
    ...target,
    async request(request) {
      const headers = { ...request.headers, 'x-mock-explain': '1' };
      const answer = await target.request({ ...request, headers });
      onAnswer({ request, answer, header: answer.headers['x-mock-explain'] });
      return answer;
    },
  };
}
