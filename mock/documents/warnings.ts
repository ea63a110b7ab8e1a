import type { SpecOperation } from './operations';
import type { Spec } from './spec';

/** How many references that lead nowhere are named; the rest are counted. */
const mostNamed = 5;

/** What is wrong with a document and does not prevent serving it. */
export function warningsOf(spec: Spec, operations: readonly SpecOperation[]): readonly string[] {
  const warnings: string[] = [];
  const dangling = spec.danglingReferences;
  if (dangling.length > 0) {
    const rest = dangling.length > mostNamed ? ` and ${dangling.length - mostNamed} more` : '';
    warnings.push(
      `References that lead nowhere accept anything: ${dangling.slice(0, mostNamed).join(', ')}${rest}`,
    );
  }
  const ids = new Map<string, number>();
  for (const { operationId } of operations) ids.set(operationId, (ids.get(operationId) ?? 0) + 1);
  for (const [id, count] of ids)
    if (count > 1) warnings.push(`${count} operations have the operationId ${id}`);
  return warnings;
}
