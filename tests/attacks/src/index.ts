export * from './camera.js';
export * from './face-still.js';
export * from './head-pose.js';
export * from './random.js';
export * from './raster.js';
export * from './virtual-head.js';
