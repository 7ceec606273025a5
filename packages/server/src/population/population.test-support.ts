import { mulberry32, TEMPLATE_LENGTH } from '@face-session/face';
import type { PopulationStore, StoredPopulation } from '../store/population-store.js';

/*
 * Made-up people. What tells them apart has 84 dimensions, in which strangers are as alike as those of the news photos that the levels are measured on: similarity
 * has a deviation of 1 / sqrt(84) = 0.109, so 1 pair in 10,000 reaches level 3. What a population shares is one direction, as in docs/accuracy.md.
 */
const OWN_DIMENSIONS = 84;

/** Numbers of a standard normal distribution from a seed (Box and Muller). */
export function seededNormal(seed: number): () => number {
  const uniform = mulberry32(seed);
  return () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
}

/** What the templates of a population share: a vector of that length, in the dimension after those that tell people apart. */
export function sharedComponent(length: number, dimension = OWN_DIMENSIONS): Float32Array {
  const shared = new Float32Array(TEMPLATE_LENGTH);
  shared[dimension] = length;
  return shared;
}

/** A person of a population: reference and live template, of unit length, with their own noise. */
export function personOf(shared: Float32Array, normal: () => number): { reference: Float32Array; live: Float32Array } {
  const own = unit(Float32Array.from({ length: TEMPLATE_LENGTH }, (_, index) => (index < OWN_DIMENSIONS ? normal() : 0)));
  const share = Math.hypot(...shared);
  const seen = (): Float32Array => {
    const noise = unit(Float32Array.from({ length: TEMPLATE_LENGTH }, (_, index) => (index < OWN_DIMENSIONS ? normal() : 0)));
    const alone = unit(own.map((value, index) => value + 0.5 * (noise[index] as number)));
    return alone.map((value, index) => Math.sqrt(1 - share * share) * value + (shared[index] as number));
  };
  return { reference: seen(), live: seen() };
}

function unit(vector: Float32Array): Float32Array {
  const length = Math.hypot(...vector);
  return vector.map((value) => value / length);
}

/** A store in memory, and every value that it ever held. */
export function memoryPopulations(): PopulationStore & { readonly written: readonly StoredPopulation[] } {
  const populations = new Map<string, StoredPopulation>();
  const users = new Set<string>();
  const counts = new Map<string, Map<number, number>>();
  const written: StoredPopulation[] = [];
  return {
    written,
    population: (clientId, model) => Promise.resolve(populations.get(`${clientId}/${model}`) ?? null),
    putPopulation(clientId, model, population) {
      const key = `${clientId}/${model}`;
      if ((populations.get(key)?.revision ?? 0) !== population.revision - 1) return Promise.resolve(false);
      populations.set(key, population);
      written.push(population);
      return Promise.resolve(true);
    },
    countUser(clientId, userHash) {
      const key = `${clientId}/${userHash}`;
      const first = !users.has(key);
      users.add(key);
      return Promise.resolve(first);
    },
    addScoreCounts(clientId, scale, added) {
      const key = `${clientId ?? ''}/${scale}`;
      const bins = counts.get(key) ?? new Map<number, number>();
      for (const [bin, count] of added) bins.set(bin, (bins.get(bin) ?? 0) + count);
      counts.set(key, bins);
      return Promise.resolve();
    },
    scoreCounts: (clientId, scale) => Promise.resolve(counts.get(`${clientId ?? ''}/${scale}`) ?? new Map<number, number>()),
    forgetPopulation: () => Promise.resolve(false),
  };
}
