export { readDataSet, type DataItem } from './data-set.js';
export { evaluateMatch, type MatchReport, type SetReport } from './match.js';
export { matchJson, type SetJson } from './match-json.js';
