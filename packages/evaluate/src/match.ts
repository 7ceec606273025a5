import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  centresOf,
  defaultCalibration,
  readReferencePhoto,
  SHIPPED_CENTRE_PEOPLE,
  weighedCentre,
  withoutCentre,
  type Centres,
  type FaceEngine,
} from '@face-session/face';
import { decodePicture } from '@face-session/face/node';
import { BURST_PICTURES, evaluateBursts } from './bursts.js';
import { centredBy, centredByOthers, compareAll, compareLists, type Comparisons, type Sample, type Score } from './comparisons.js';
import { readDataSet, type DataItem } from './data-set.js';
import { makeIdLike, type IdLook } from './id-like.js';
import { matchFairness, type LevelFairness } from './match-fairness.js';
import { levelFigures, matchFigures, type LevelFigures, type MatchFigures } from './match-figures.js';
import { peopleMeans } from './people-means.js';
import { mapConcurrently, peopleBySet, sampleItems, subjectOf } from './samples.js';
import { foldAccuracy, type FoldAccuracy } from './verification-pairs.js';

/** What `evaluate -- match` measured on one set of people. */
export interface SetReport {
  readonly figures: MatchFigures;
  readonly pictures: number;
  readonly withoutFace: readonly string[];
  /** Of sets with enough people for ten folds. */
  readonly folds?: FoldAccuracy;
  readonly comparisons: Comparisons;
  /** Error rates at the levels with each kind of centre; of sets of people, not of bursts. */
  readonly centres?: CentreReport;
  /** How the error rates differ between groups, with the shipped centre; of sets whose manifest names groups. */
  readonly fairness?: readonly LevelFairness[];
  /** Error rates at the levels with a centre learnt from the people of another set, by its name: what a change of population does. */
  readonly foreign?: Readonly<Record<string, LevelFigures>>;
}

/** The error rates at the levels without a centre, with the shipped one, and with one learnt from all people but the two compared. */
interface CentreReport {
  readonly raw: LevelFigures;
  readonly shipped: LevelFigures;
  readonly centred: LevelFigures;
}

/** Reports by set, each for itself: figures of different sets are never pooled. */
export type MatchReport = Record<string, SetReport>;

/** Sets of studio portraits that ID-like ones are made from. */
const PORTRAITS = 'london';

/** The ID-like sets made from the portraits, by name. */
const ID_LOOKS: Record<string, IdLook> = {
  idLike33: { faceWidth: 33, printed: false },
  idLike33Printed: { faceWidth: 33, printed: true },
  idLike64: { faceWidth: 64, printed: false },
  idLike64Printed: { faceWidth: 64, printed: true },
};

/** Fewest people for the ten-fold protocol. */
const FOLD_PEOPLE = 100;

/** Measures recognition on every set of a folder. */
export async function evaluateMatch(engine: FaceEngine, folder: string): Promise<MatchReport> {
  const report: MatchReport = {};
  const samplesOf = new Map<string, readonly Sample[]>();
  for (const [set, items] of peopleBySet(await readDataSet(folder))) {
    const { samples, withoutFace } = await sampleItems(engine, folder, items, subjectOf(set));
    samplesOf.set(set, samples);
    const comparisons = compareAll(samples, centredBy(shippedCentres));
    const fairness = matchFairness(samples, items, centredBy(shippedCentres));
    report[set] = {
      ...(fairness && { fairness }),
      centres: centreReport(samples, samples, comparisons, (score) => compareAll(samples, score)),
      figures: matchFigures(comparisons),
      pictures: items.length,
      withoutFace,
      comparisons,
      ...(comparisons.people >= FOLD_PEOPLE && { folds: foldAccuracy(samples, centredBy(shippedCentres)) }),
    };
    if (items.length >= BURST_PICTURES * comparisons.people) {
      for (const [name, bursts] of Object.entries(await evaluateBursts(engine, folder, items))) {
        report[name] = { figures: matchFigures(bursts), pictures: items.length, withoutFace: [], comparisons: bursts };
      }
    }
    if (set !== PORTRAITS) continue;
    for (const [name, look] of Object.entries(ID_LOOKS)) report[name] = await evaluateIdLike(engine, folder, items, samples, look);
  }
  for (const [set, samples] of samplesOf) {
    const others = [...samplesOf].filter(([other]) => other !== set);
    const foreign = Object.fromEntries(
      others.map(([other, people]) => [other, levelFigures(compareAll(samples, centredBy(centreOfPeople(people))), defaultCalibration)]),
    );
    report[set] = { ...(report[set] as SetReport), foreign };
  }
  return report;
}

/** The centre that a service has after learning from all people of some samples. */
function centreOfPeople(samples: readonly Sample[]): Centres {
  const prior = shippedCentres ?? nothing(samples);
  const means = peopleMeans(samples);
  const sum = Float64Array.from(means.mean(), (value) => means.people * value);
  const weighed = weighedCentre(prior.live, sum, means.people);
  return { version: 'foreign', reference: weighed, live: weighed };
}

const shippedCentres = centresOf(defaultCalibration);

function centreReport(
  references: readonly Sample[],
  probes: readonly Sample[],
  shipped: Comparisons,
  compare: (score: Score) => Comparisons,
): CentreReport {
  const prior = shippedCentres ?? nothing(probes);
  return {
    raw: levelFigures(compare(centredBy(undefined)), withoutCentre(defaultCalibration)),
    shipped: levelFigures(shipped, defaultCalibration),
    centred: levelFigures(compare(centredByOthers(references, probes, prior, SHIPPED_CENTRE_PEOPLE)), defaultCalibration),
  };
}

/** A centre that changes nothing. */
function nothing(samples: readonly Sample[]): Centres {
  const vector = new Float32Array(samples[0]?.template.length ?? 0);
  return { version: 'none', reference: vector, live: vector };
}

/** Portraits made ID-like and read as the service reads reference photos, against the other portraits as they are. */
async function evaluateIdLike(
  engine: FaceEngine,
  folder: string,
  items: readonly DataItem[],
  probes: readonly Sample[],
  look: IdLook,
): Promise<SetReport> {
  const references: Sample[] = [];
  const withoutFace: string[] = [];
  await mapConcurrently(items, async ({ path, label }) => {
    const original = await readFile(join(folder, path));
    const face = (await engine.detect(await decodePicture(original)))[0];
    const photo = face && (await makeIdLike(original, face.box, look));
    const outcome = photo && (await readReferencePhoto(engine, await decodePicture(photo)));
    if (outcome?.accepted) references.push({ person: label, picture: path, template: outcome.template });
    else withoutFace.push(path);
  });
  const comparisons = compareLists(references, probes, centredBy(shippedCentres));
  return {
    figures: matchFigures(comparisons),
    pictures: items.length,
    withoutFace,
    comparisons,
    centres: centreReport(references, probes, comparisons, (score) => compareLists(references, probes, score)),
  };
}
