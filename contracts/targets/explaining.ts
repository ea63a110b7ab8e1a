import type { Answer, Target, TargetRequest } from './target';

/** A target that asks with every request what decided its answer, and hands what it was told to the listener. */
export function explainingTarget(
  target: Target,
  onAnswer: (header: string | undefined, request: TargetRequest, answer: Answer) => void,
): Target {
  return {
    ...target,
    async request(request) {
      const headers = { ...request.headers, 'x-mock-explain': '1' };
      const answer = await target.request({ ...request, headers });
      onAnswer(answer.headers['x-mock-explain'], request, answer);
      return answer;
    },
  };
}
