export { curlLines } from './curl-lines.js';
export { ensureSamplePictures, type SamplePictures } from './sample-pictures.js';
export { startDemo, type Demo, type DemoOptions } from './start-demo.js';
