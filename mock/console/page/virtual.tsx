/** A list of rows of one height, of which only those in sight are in the document. */
import { useSignal } from '@preact/signals';
import type { VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface Props<T> {
  readonly items: readonly T[];
  readonly label: string;
  readonly rowHeight: number;
  readonly keyOf: (item: T) => string | number;
  /** A link or a button, which takes the focus. */
  readonly row: (item: T) => VNode;
}

const beyond = 8;

export function VirtualList<T>({ items, label, rowHeight, keyOf, row }: Props<T>): VNode {
  const box = useRef<HTMLOListElement>(null);
  const top = useSignal(0);
  const height = useSignal(600);
  useLayoutEffect(() => {
    const element = box.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      height.value = element.clientHeight;
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, []);

  const first = Math.max(0, Math.floor(top.value / rowHeight) - beyond);
  const end = Math.min(items.length, Math.ceil((top.value + height.value) / rowHeight) + beyond);
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const row = (event.target as Element).closest('li');
    const next = step === 1 ? row?.nextElementSibling : row?.previousElementSibling;
    const target = next?.querySelector<HTMLElement>('a, button');
    if (step === undefined || target == null) return;
    event.preventDefault();
    target.focus();
  };
  return (
    <ol
      ref={box}
      class="virtual"
      aria-label={label}
      onScroll={({ currentTarget }) => {
        top.value = currentTarget.scrollTop;
      }}
      onKeyDown={move}
    >
      <li class="space" role="presentation" aria-hidden="true" style={{ height: `${first * rowHeight}px` }} />
      {items.slice(first, end).map((item, index) => (
        <li
          key={keyOf(item)}
          style={{ height: `${rowHeight}px` }}
          aria-setsize={items.length}
          aria-posinset={first + index + 1}
        >
          {row(item)}
        </li>
      ))}
      <li
        class="space"
        role="presentation"
        aria-hidden="true"
        style={{ height: `${(items.length - end) * rowHeight}px` }}
      />
    </ol>
  );
}
