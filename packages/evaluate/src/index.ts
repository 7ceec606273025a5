export { readDataSet, type DataItem } from './data-set.js';
export { evaluateMatch, type MatchReport, type SetReport } from './match.js';
export { matchJson, type SetJson } from './match-json.js';
export { calibrate, type CalibrateOptions } from './calibrate.js';
export { detPlot, type DetCurve } from './det-plot.js';
export { matchMarkdown } from './match-markdown.js';
