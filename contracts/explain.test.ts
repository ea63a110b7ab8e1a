import { behaviours } from './behaviours';
import { runBehaviour } from './run-behaviour';
import { parseList } from './structured-list';
import { explainingTarget } from './targets/explaining';
import { inProcessTarget } from './targets/in-process';

const bare = inProcessTarget();
afterAll(() => bare.close());
const all: string[][] = [];
for (const behaviour of behaviours) {
  test(behaviour.id, async () => {
    const named: string[][] = [];
    const target = explainingTarget(bare, (header, request, answer) => {
      const ids = header === undefined ? [] : parseList(header).map(({ token }) => token);
      named.push([`${request.method} ${answer.status}`, ...ids]);
      all.push([
        `${request.method} ${request.path.slice(0, 60)} ${request.body?.slice(0, 50)} ${answer.status}`,
        ...ids,
      ]);
    });
    await runBehaviour(behaviour, target, expect);
    if (!named.some((ids) => ids.includes(behaviour.id)))
      throw new Error(named.map((n) => n.join('\n   ')).join('\n'));
  });
}
afterAll(() => {
  require('fs').writeFileSync(
    process.env['OUT'] ?? '/dev/null',
    all.map((a) => `${a.length - 1} ${a.join('\n    ')}`).join('\n'),
  );
});
