import { expect, it } from 'vitest';
import { leakingKinds } from './leaks.js';

const none = { nodes: 0, listeners: 0, tracks: 0, workers: 0, elements: 0, heapKb: 0 };

it('tells what grows with every session from what is released late, and from the heap', () => {
  expect(leakingKinds([none, none])).toEqual([]);
  // 25 nodes and then 25 more: one for each session.
  expect(
    leakingKinds([
      { ...none, nodes: 25, workers: 1 },
      { ...none, nodes: 25, workers: -1 },
    ]),
  ).toEqual(['nodes']);
  expect(
    leakingKinds([
      { ...none, listeners: 40, heapKb: 9 },
      { ...none, heapKb: 9 },
    ]),
  ).toEqual([]);
});
